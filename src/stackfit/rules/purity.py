"""Tells whether a Python function does nothing but heavy computation in pure Python. The code is parsed, never run."""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterator

from stackfit.model.facts import FileFacts
from stackfit.model.source import split_lines

MANY = 50_000
"""Turns of a loop from which on it is heavy by itself."""

_PURE = frozenset(
    {
        "abs",
        "all",
        "any",
        "bin",
        "bool",
        "bytes",
        "bytearray",
        "chr",
        "complex",
        "dict",
        "divmod",
        "enumerate",
        "float",
        "format",
        "frozenset",
        "hash",
        "hex",
        "int",
        "isinstance",
        "iter",
        "len",
        "list",
        "max",
        "min",
        "oct",
        "ord",
        "pow",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "slice",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
        "print",
    }
)
_PURE_METHODS = frozenset(
    {
        "append",
        "extend",
        "add",
        "insert",
        "pop",
        "remove",
        "discard",
        "clear",
        "copy",
        "index",
        "count",
        "reverse",
        "items",
        "keys",
        "values",
        "setdefault",
        "union",
        "intersection",
        "difference",
        "bit_length",
        "startswith",
        "endswith",
        "isdigit",
        "isalpha",
        "lower",
        "upper",
        "strip",
        "ord",
    }
)
_LOOPS = (ast.For, ast.While)
_MANY_MORE = 1_000_000
_MAX_FUNCTIONS = 20
_WEIGHTS = (
    "",
    "a loop over arithmetic",
    "a long range",
    "a long loop over arithmetic",
    "nested loops over arithmetic",
    "branching recursion",
)
"""How heavy a function can be, from light to heavy."""

LIGHT = "a loop over arithmetic"
"""The weight of a function that may be heavy or not, by its input."""
_ARITHMETIC = (ast.BinOp, ast.AugAssign)


def computes(facts: FileFacts, index: int, text: str) -> str:
    """Say what makes the function heavy ("nested loops over arithmetic"), "" where it is not, or not surely, heavy.

    Functions of the same file that it calls are looked into; any other call may wait, so that nothing is sure.
    """
    function = facts.functions[index]
    lines = split_lines(text)
    tree = _parse(_source(lines, function.line, function.end_line))
    if tree is None or function.is_async or function.is_generator:
        return ""
    known = {function.name: tree, **_inner(tree)}
    pending = [tree]
    for _ in range(_MAX_FUNCTIONS):
        if not pending:
            return max((_weight(item, name) for name, item in known.items()), key=_WEIGHTS.index)
        for call in _calls(pending.pop()):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name in known or _is_pure(call):
                continue
            found = _module_function(facts, lines, name)
            if found is None:
                return ""
            known |= {name: found, **_inner(found)}
            pending.append(found)
    return ""


def _source(lines: list[str], start: int, end: int) -> str:
    return textwrap.dedent("\n".join(lines[start - 1 : end]))


def _inner(tree: ast.FunctionDef) -> dict[str, ast.FunctionDef]:
    """Give the functions defined inside a function; their calls are among its own."""
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node is not tree}


def _module_function(facts: FileFacts, lines: list[str], name: str) -> ast.FunctionDef | None:
    """Parse a plain function at the top of the same file."""
    if any(item.alias == name for item in facts.imports):
        return None
    same = [item for item in facts.functions if item.qualname == name and item.parent < 0 and not item.decorators]
    plain = len(same) == 1 and not (same[0].is_async or same[0].is_generator)
    return _parse(_source(lines, same[0].line, same[0].end_line)) if plain else None


def _parse(source: str) -> ast.FunctionDef | None:
    """Parse the source of one function; None where this interpreter cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return body[0] if len(body) == 1 and isinstance(body[0], ast.FunctionDef) else None


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _is_pure(call: ast.Call) -> bool:
    """Whether a call stays inside the interpreter and cannot wait."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in _PURE
    if isinstance(function, ast.Attribute):
        on_module = isinstance(function.value, ast.Name) and function.value.id in ("math", "cmath", "operator")
        return on_module or function.attr in _PURE_METHODS
    return False


def _weight(tree: ast.FunctionDef, own_name: str) -> str:
    recursion = sum(isinstance(call.func, ast.Name) and call.func.id == own_name for call in _calls(tree))
    if recursion > 1:
        return "branching recursion"
    loops = [_loop_weight(loop) for loop in ast.walk(tree) if isinstance(loop, _LOOPS)]
    ranges = ["a long range"] if any(_turns(call) >= _MANY_MORE for call in _calls(tree)) else []
    return max((*loops, *ranges), key=_WEIGHTS.index, default="")


def _loop_weight(loop: ast.For | ast.While) -> str:
    """Weigh one loop: only arithmetic counts, and a short loop that is written down does not."""
    inside = [node for statement in loop.body for node in ast.walk(statement)]
    if not any(isinstance(node, _ARITHMETIC) for node in inside):
        return ""
    if any(isinstance(node, _LOOPS) for node in inside):
        return "nested loops over arithmetic"
    if isinstance(loop, ast.While):
        return "a loop over arithmetic"
    turns = _turns(loop.iter)
    if turns >= MANY:
        return "a long loop over arithmetic"
    return "a loop over arithmetic" if not turns and _is_range(loop.iter) else ""


def _is_range(node: ast.expr) -> bool:
    """Whether a loop counts up to a number that is not written down."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
    return named and isinstance(node, ast.Call) and not all(isinstance(arg, ast.Constant) for arg in node.args)


def _turns(node: ast.expr) -> int:
    """Count the turns of `range(<number>)`, 0 where they are not written down."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args):
        return 0
    stop = node.args[0] if len(node.args) == 1 else node.args[1]
    if isinstance(stop, ast.Constant) and isinstance(stop.value, int):
        return stop.value
    if isinstance(stop, ast.BinOp) and isinstance(stop.op, ast.Pow):
        sides = (stop.left, stop.right)
        if all(isinstance(side, ast.Constant) and isinstance(side.value, int) for side in sides):
            base, power = (side.value for side in sides)  # type: ignore[attr-defined]
            return int(base**power) if 0 <= base <= 1000 and 0 <= power <= 30 else 0
    return 0
