"""Literals of a JavaScript or TypeScript file, read without running it: settings files, options held in constants."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import tree_sitter_typescript
from tree_sitter import Language, Node

from stackfit.syntax.document import Document, Path, Problem
from stackfit.syntax.parsing import ParseLimitError, parse_source

EXPORTS = "module.exports"
"""The key under which a document holds what the file exports."""

_MAX_DEPTH = 40
# Constants that name one another could ask for more values than there are atoms.
_MAX_VALUES = 100_000
_IDENTIFIERS = frozenset({"identifier", "shorthand_property_identifier"})
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})


class Expression(NamedTuple):
    """A value that only running the file would give, as written."""

    text: str


def read_script(text: str) -> Document:
    """Give what a file exports (under `EXPORTS`) and the literals of its constants, by name.

    A name that is declared twice is left out. `a || b` and `a ?? b` stand for `b` where `a` is not a literal.
    """
    reader = _Reader(text.encode("utf-8", "surrogatepass"))
    try:
        root = parse_source(grammar(), reader.data).root_node
    except ParseLimitError as problem:
        return Document(problems=(Problem(1, str(problem)),))
    nodes = list(walk(root))
    for node in nodes:
        if node.type == "variable_declarator":
            reader.declare(node)
    for node in nodes:
        reader.export(node)
    problems = (Problem(1, "not valid JavaScript"),) if root.has_error else ()
    return Document(value=reader.values(), lines=reader.lines, problems=problems)


@cache
def grammar() -> Language:
    """TSX holds JavaScript whole."""
    return Language(tree_sitter_typescript.language_tsx())


def walk(root: Node) -> Iterator[Node]:
    """Yield every node, each before what it holds."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.named_children))


class _Reader:
    """Evaluates literals and remembers the line of every key."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lines: dict[Path, int] = {}
        self._nodes: dict[str, Node | None] = {}
        self._exports: object = None
        self._left = _MAX_VALUES

    def declare(self, node: Node) -> None:
        """Remember a declaration; the second one of a name makes it unknown."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and name.type == "identifier":
            text = self._text(name)
            self._nodes[text] = value if text not in self._nodes else None

    def export(self, node: Node) -> None:
        """Read `module.exports = value`, `exports.name = value`, `export default value` and `export const`."""
        if node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            target = "".join(self._text(left).split()) if left is not None else ""
            if right is not None and target in ("module.exports", "exports"):
                self._exports = self._value(right, (EXPORTS,), 0)
            elif right is not None and target.startswith(("module.exports.", "exports.")):
                self._add(target.rpartition(".")[2], right)
        elif node.type == "export_statement":
            value = node.child_by_field_name("value")
            if value is not None:
                self._exports = self._value(value, (EXPORTS,), 0)
            for declared in _declarators(node):
                name, value = declared.child_by_field_name("name"), declared.child_by_field_name("value")
                if name is not None and value is not None:
                    self._add(self._text(name), value)

    def values(self) -> dict[str, object]:
        """Everything that was read."""
        found = {name: self._value(node, (name,), 0) for name, node in self._nodes.items() if node is not None}
        return found if self._exports is None else {**found, EXPORTS: self._exports}

    def _add(self, name: str, node: Node) -> None:
        exports = self._exports if isinstance(self._exports, dict) else {}
        self._exports = {**exports, name: self._value(node, (EXPORTS, name), 0)}

    def _text(self, node: Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _value(self, node: Node, path: Path, depth: int) -> object:
        """Evaluate one expression as far as it is literal."""
        self.lines.setdefault(path, node.start_point[0] + 1)
        kind = node.type
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            return Expression("")
        if kind in _WRAPPERS and node.named_children:
            return self._value(node.named_children[0], path, depth + 1)
        if kind == "object":
            return self._object(node, path, depth)
        if kind == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            return [self._value(child, (*path, index), depth + 1) for index, child in enumerate(items)]
        if kind == "binary_expression":
            return self._choice(node, path, depth)
        if kind in _IDENTIFIERS and self._nodes.get(self._text(node)) is not None:
            known = self._nodes[self._text(node)]
            return self._value(known, path, depth + 1) if known is not None else None
        return self._scalar(node)

    def _scalar(self, node: Node) -> object:
        text = self._text(node)
        if node.type == "string":
            return text[1:-1]
        if node.type == "template_string" and not any(child.type == "template_substitution" for child in node.children):
            return text[1:-1]
        if text in _WORDS:
            return _WORDS[text]
        if node.type in ("number", "unary_expression") and text.lstrip("-").isascii():
            digits = text.replace("_", "")
            if digits.lstrip("-").isdigit() and len(digits) < 18:
                return int(digits)
        return Expression(text[:400])

    def _choice(self, node: Node, path: Path, depth: int) -> object:
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or left is None or right is None or operator.type not in ("||", "??"):
            return Expression(self._text(node)[:400])
        value = self._value(left, path, depth + 1)
        return self._value(right, path, depth + 1) if isinstance(value, Expression) or value is None else value

    def _object(self, node: Node, path: Path, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for child in node.named_children:
            if child.type == "spread_element" and child.named_children:
                inner = self._value(child.named_children[0], (*path, "..."), depth + 1)
                found.update(inner if isinstance(inner, dict) else {"...": inner})
                continue
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if child.type == "shorthand_property_identifier":
                found[self._text(child)] = self._value(child, (*path, self._text(child)), depth + 1)
            elif child.type == "method_definition":
                name = child.child_by_field_name("name")
                found[self._text(name) if name is not None else ""] = Expression("function")
            elif key is not None and value is not None:
                name_text = self._text(key).strip("\"'")
                self.lines[(*path, name_text)] = key.start_point[0] + 1
                found[name_text] = self._value(value, (*path, name_text), depth + 1)
        return found


def _declarators(node: Node) -> list[Node]:
    declaration = node.child_by_field_name("declaration")
    children = declaration.named_children if declaration is not None else []
    return [child for child in children if child.type == "variable_declarator"]
