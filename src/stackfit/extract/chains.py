"""Chains of member access and calls, taken apart: `a.b().c` is the base `a` with ".b", "()" and ".c"."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.names import CALLS, DOTTED, MAX_LINKS, MAX_TEXT, MEMBERS, NAMES, WRAPPERS, first_child

# What reads like a name at the start of a chain and is a node of its own kind.
_NO_NAMES = frozenset(("None", "True", "False", "null", "undefined", "true", "false", "super"))
_LONGEST = 1_000  # bytes


class Chains:
    """Takes the expressions of one file apart; `known_calls` holds callees seen before, as (written, resolved)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._text = data.decode("ascii") if data.isascii() else ""
        self.known_calls: dict[int, tuple[str, str]] = {}

    def text(self, node: Node) -> str:
        """Give the source of a node; of what is longer than any name, its beginning."""
        start, end = node.start_byte, node.end_byte
        return self.slice(start, end if end - start <= _LONGEST else start + _LONGEST)

    def slice(self, start: int, end: int) -> str:
        """Give the source between two offsets."""
        return self._text[start:end] if self._text else self._data[start:end].decode("utf-8", "replace")

    def plain(self, node: Node) -> tuple[str, list[str]] | None:
        """Give the first name of a chain of names and ".name" for each other one, told by the text alone."""
        text = self.text(node)
        if len(text) > MAX_TEXT or not DOTTED.match(text):
            return None
        head, *members = text.split(".")
        return None if head in _NO_NAMES or len(members) >= MAX_LINKS else (head, ["." + item for item in members])

    def split(self, node: Node) -> tuple[Node, list[str]] | None:
        """Give the base of a chain and what is done with it: ".name", "()" or "[]" each; None beyond a sane length."""
        parts: list[str] = []
        for _ in range(MAX_LINKS):
            kind = node.type
            child: Node | None
            if kind in NAMES:
                break
            if kind in MEMBERS:
                base, member = MEMBERS[kind]
                child, name = node.child_by_field_name(base), node.child_by_field_name(member)
                parts.append("." + self.text(name) if name is not None else "[]")
            elif kind in CALLS:
                if self.required_module(node):
                    break
                parts.append("()")
                child = self._called(node)
            elif kind in WRAPPERS:
                child = first_child(node)
                if child is not None and self.imported_module(child):
                    node = child
                    break
            elif kind in ("subscript", "subscript_expression"):
                child = node.child_by_field_name("value") or node.child_by_field_name("object")
                parts.append(self._subscript(node))
            else:
                break
            if child is None:
                break
            node = child
        else:
            return None
        parts.reverse()
        return node, parts

    def _called(self, node: Node) -> Node | None:
        return None if node.id in self.known_calls else node.child_by_field_name(CALLS[node.type])

    def _subscript(self, node: Node) -> str:
        index = node.child_by_field_name("index")
        if index is not None and index.type == "string":
            name = self.text(index)[1:-1]
            if DOTTED.match(name):
                return "." + name
        return "[]"

    def required_module(self, node: Node) -> str:
        """Give the specifier of `require("m")`, "" for anything else."""
        function = node.child_by_field_name("function")
        if function is None or function.type != "identifier" or self.text(function) != "require":
            return ""
        return self._specifier(node)

    def imported_module(self, node: Node) -> str:
        """Give the specifier of `import("m")`, "" for anything else."""
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        return self._specifier(node) if function is not None and function.type == "import" else ""

    def _specifier(self, call: Node) -> str:
        arguments = call.child_by_field_name("arguments")
        first = first_child(arguments) if arguments is not None else None
        if first is None or first.type not in ("string", "template_string") or "${" in self.text(first):
            return ""
        return self.text(first)[1:-1].removeprefix("node:")


def describe(node: Node) -> str:
    """Stand in for a base that is not a name."""
    kind = node.type
    if kind in ("string", "template_string", "concatenated_string"):
        return '""'
    if kind in CALLS:
        return "require()" if kind == "call_expression" else "()"
    return "super" if kind == "super" else "<expr>"
