"""What the expressions of a setup script come to, read from its syntax tree; the script itself never runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_READERS = frozenset({"open", "join", "Path", "read_text", "joinpath", "abspath", "path", "parse_requirements"})
_OF_TEXT = frozenset({"split", "splitlines", "strip", "read", "readlines"})
_FILE_ENDS = (".txt", ".in", ".pip")
_MAX_DEPTH = 20
_MAX_STEPS = 20_000


class Item(NamedTuple):
    """A string and the line it stands on."""

    text: str
    line: int


class Values(NamedTuple):
    """The strings of a list expression, and the groups of file names it may read (best guess first)."""

    items: tuple[Item, ...] = ()
    files: tuple[tuple[str, ...], ...] = ()

    def plus(self, other: Values) -> Values:
        """Both, in order."""
        return Values(self.items + other.items, self.files + other.files)


class Evaluator:
    """Resolves names through the assignments of one module, wherever they stand."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[str, list[ast.expr]] = {}
        self.functions: dict[str, ast.FunctionDef] = {}
        self.members: dict[str, list[tuple[str, ast.expr]]] = {}
        self.keys: dict[str, list[ast.expr]] = {}
        self.called: set[str] = set()
        # A hostile script could make resolving grow without end.
        self.steps_left = _MAX_STEPS
        for node in _in_order(tree):
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef):
            self.functions[node.name] = node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)) and node.value is not None:
            self._assign(node.target, node.value)
        elif isinstance(node, ast.Call):
            self._note_call(node)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    self.keys.setdefault(key.value, []).append(value)

    def _note_call(self, node: ast.Call) -> None:
        self.called.add(_last_name(node.func))
        for keyword in node.keywords:
            if keyword.arg:
                self.keys.setdefault(keyword.arg, []).append(keyword.value)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(owner, ast.Name) and _last_name(node.func) in ("append", "extend") and node.args:
            self.names.setdefault(owner.id, []).append(node.args[0])

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.names.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
            key = target.slice.value
            if isinstance(key, str):
                self.keys.setdefault(key, []).append(value)
                if isinstance(target.value, ast.Name):
                    self.members.setdefault(target.value.id, []).append((key, value))

    def values(self, node: ast.expr, depth: int = 0) -> Values:
        """Give the strings an expression comes to; what cannot be told is left out."""
        self.steps_left -= 20 if isinstance(node, ast.Call) else 1
        if depth > _MAX_DEPTH or self.steps_left < 0:
            return Values()
        if isinstance(node, ast.Constant):
            return _constant(node)
        if isinstance(node, ast.Name):
            return self._all([value for value in self.names.get(node.id, []) if value is not node], depth)
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            return self.values(node.generators[0].iter, depth + 1)
        if isinstance(node, ast.JoinedStr):
            first = node.values[0] if node.values else None
            return _constant(first) if isinstance(first, ast.Constant) else Values()
        if isinstance(node, ast.BinOp):
            return self._operation(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            wanted = str(node.slice.value)
            return self._all([value for key, value in self.mapping(node.value) if key == wanted], depth)
        return self._all(_parts(node), depth)

    def _all(self, nodes: list[ast.expr], depth: int) -> Values:
        result = Values()
        for node in nodes:
            result = result.plus(self.values(node, depth + 1))
        return result

    def _operation(self, node: ast.BinOp, depth: int) -> Values:
        if isinstance(node.op, ast.Mod):
            found = self.values(node.left, depth + 1)
            return Values(tuple(Item(item.text.partition("%")[0], item.line) for item in found.items))
        if isinstance(node.op, ast.Div):
            return Values((), _file_names(node))
        return self._all([node.left, node.right], depth)

    def _call(self, node: ast.Call, depth: int) -> Values:
        name = _last_name(node.func)
        if files := _file_names(node):
            return Values((), files)
        if isinstance(node.func, ast.Name) and name in self.functions:
            return self._function(self.functions[name], depth)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if owner is not None and (not isinstance(owner, ast.Name) or name in _OF_TEXT):
            found = self.values(owner, depth + 1)
            return _split(found, node) if name == "split" else found
        if name in _READERS:
            return Values()
        return self._all(list(node.args), depth)

    def _function(self, function: ast.FunctionDef, depth: int) -> Values:
        result = Values((), _file_names(function))
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                result = result.plus(self.values(node.value, depth + 1))
        return result

    def mapping(self, node: ast.expr, depth: int = 0) -> list[tuple[str, ast.expr]]:
        """Give the string keys and values of a dict expression."""
        self.steps_left -= 1
        if depth > _MAX_DEPTH or self.steps_left < 0:
            return []
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            return [(str(key.value), value) for key, value in pairs if isinstance(key, ast.Constant)]
        if isinstance(node, ast.Call):
            return [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
        if isinstance(node, ast.Name):
            pairs_of = [pair for value in self.names.get(node.id, []) for pair in self.mapping(value, depth + 1)]
            return pairs_of + self.members.get(node.id, [])
        return []

    def text(self, key: str) -> Item | None:
        """Give the first plain string given for a key."""
        for node in self.keys.get(key, []):
            found = self.values(node)
            if found.items and not found.files:
                return found.items[0]
        return None


def _in_order(tree: ast.Module) -> Iterator[ast.AST]:
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _parts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return list(node.elts)
    if isinstance(node, ast.Starred):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return list(node.values) if isinstance(node, ast.BoolOp) else []


def _constant(node: ast.Constant) -> Values:
    if not isinstance(node.value, str):
        return Values()
    lines = enumerate(node.value.split("\n"), node.lineno)
    # A string over several source lines moves with them; one with "\n" escapes stays on its line.
    last = node.end_lineno or node.lineno
    return Values(tuple(Item(text.strip(), min(line, last)) for line, text in lines if text.strip()))


def _split(found: Values, call: ast.Call) -> Values:
    separator = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    if separator is not None and not (isinstance(separator, str) and separator):
        return found
    return Values(
        tuple(Item(part, item.line) for item in found.items for part in item.text.split(separator)), found.files
    )


def _file_names(node: ast.AST) -> tuple[tuple[str, ...], ...]:
    """Names of requirement files among the strings under a node, with the folders named just before them."""
    texts = [child.value for child in _strings(node) if isinstance(child.value, str) and 0 < len(child.value) < 200]
    found: list[tuple[str, ...]] = []
    for index, text in enumerate(texts):
        if text.endswith(_FILE_ENDS) and "\n" not in text:
            folder = texts[index - 1] if index and "." not in texts[index - 1] else "requirements"
            found.append((f"{folder}/{text}", text, f"requirements/{text}"))
    return tuple(found)


def _strings(node: ast.AST) -> list[ast.Constant]:
    constants = [child for child in ast.walk(node) if isinstance(child, ast.Constant) and isinstance(child.value, str)]
    return sorted(constants, key=lambda item: (item.lineno, item.col_offset))
