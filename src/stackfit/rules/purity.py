"""Tells whether a Python function does nothing but heavy computation in pure Python. The code is parsed, never run."""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterator

from stackfit.model.facts import FileFacts

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
_ARITHMETIC = (ast.BinOp, ast.AugAssign)


def computes(facts: FileFacts, index: int, text: str) -> str:
    """Say what makes the function heavy ("nested loops over arithmetic"), "" where it is not, or not surely, heavy."""
    function = facts.functions[index]
    lines = text.splitlines()[function.line - 1 : function.end_line]
    tree = _parse(textwrap.dedent("\n".join(lines)))
    if tree is None or function.is_async or function.is_generator:
        return ""
    if not all(_is_pure(call, function.name) for call in _calls(tree)):
        return ""
    return _weight(tree, function.name)


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


def _is_pure(call: ast.Call, own_name: str) -> bool:
    """Whether a call stays inside the interpreter and cannot wait."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in _PURE or function.id == own_name
    if isinstance(function, ast.Attribute):
        on_module = isinstance(function.value, ast.Name) and function.value.id in ("math", "cmath", "operator")
        return on_module or function.attr in _PURE_METHODS
    return False


def _weight(tree: ast.FunctionDef, own_name: str) -> str:
    recursion = sum(isinstance(call.func, ast.Name) and call.func.id == own_name for call in _calls(tree))
    if recursion > 1:
        return "branching recursion"
    for loop in (node for node in ast.walk(tree) if isinstance(node, _LOOPS)):
        inside = [node for statement in loop.body for node in ast.walk(statement)]
        if not any(isinstance(node, _ARITHMETIC) for node in inside):
            continue
        if any(isinstance(node, _LOOPS) for node in inside):
            return "nested loops over arithmetic"
        if isinstance(loop, ast.For) and _turns(loop.iter) >= MANY:
            return "a long loop over arithmetic"
    return ""


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
