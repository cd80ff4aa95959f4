"""What a condition asks of an expression: `x`, `x is None`, `(x := find()) is not None`, `len(x) > 0`, `x == "a"`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from stackfit.extract.literals import spell, spell_all
from stackfit.extract.places import text_of

_ASKABLE = frozenset(("identifier", "attribute", "subscript", "call"))
_IDENTITY = {"is": True, "==": True, "is not": False, "!=": False}
_EQUAL = {"==": True, "is": True, "in": True, "!=": False, "is not": False, "not in": False}
# What is true of a length, by operator and number, where there is something, and what where there is nothing.
_FULL = frozenset(((">", "0"), (">=", "1"), ("!=", "0")))
_EMPTY = frozenset((("==", "0"), ("<", "1"), ("<=", "0")))
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_TWO = 2


def asks(leaf: Node, data: bytes, *, truth: bool) -> Iterator[tuple[Node, str]]:
    """Yield the expressions that a condition is about, each with what it needs to be for that to turn out so.

    As in `Guard.needs`. Of `x := find()` these are the name and the value.
    """
    if leaf.type == "comparison_operator":
        for subject, needs in _compared(leaf, data, truth=truth):
            yield from ((item, needs) for item in _same(subject))
    elif (counted := _counted(leaf, data)) is not None:
        yield from ((item, "full" if truth else "empty") for item in _same(counted))
    else:
        yield from ((item, "true" if truth else "false") for item in _same(leaf))


def matches(clause: Node, data: bytes) -> tuple[str, str] | None:
    """Give the name that a `case` of written values is about, with what it needs to be: `case "PUT" | "POST":`."""
    block = clause.parent
    subject = block.parent.child_by_field_name("subject") if block is not None and block.parent is not None else None
    pattern = next((item for item in clause.named_children if item.type == "case_pattern"), None)
    inner = pattern.named_children[0] if pattern is not None and pattern.named_children else None
    if subject is None or inner is None or subject.type != "identifier":
        return None
    values = [spell(item, data) for item in (inner.named_children if inner.type == "union_pattern" else [inner])]
    return (text_of(subject, data), f"is:{'|'.join(values)}") if all(values) else None


def _same(node: Node) -> Iterator[Node]:
    """Yield the expressions that stand for one value."""
    while node.type in ("named_expression", "parenthesized_expression") and node.named_children:
        name = node.child_by_field_name("name")
        if name is not None:
            yield name
        node = node.named_children[-1]
    if node.type in _ASKABLE:
        yield node


def _compared(leaf: Node, data: bytes, *, truth: bool) -> Iterator[tuple[Node, str]]:
    """Yield what a comparison with values that are written out asks about, with what it needs to be."""
    sides = [item for item in leaf.named_children if item.type != "comment"]
    if len(sides) != _TWO:
        return
    left, right = sides
    operator = " ".join(data[left.end_byte : right.start_byte].decode("utf-8", "replace").split())
    if left.type == "integer":
        left, right, operator = right, left, _MIRRORED.get(operator, operator)
    counted, other = _counted(left, data), text_of(right, data)
    if counted is not None:
        if (operator, other) in _FULL or (operator, other) in _EMPTY:
            yield counted, "full" if ((operator, other) in _FULL) is truth else "empty"
    elif operator in _IDENTITY and right.type == "none":
        yield left, "none" if _IDENTITY[operator] is truth else "some"
    elif operator in _EQUAL:
        listed = operator in ("in", "not in")
        values = spell_all(right, data) if listed else [spell(right, data)]
        if all(values) and values:
            yield left, f"{'is' if _EQUAL[operator] is truth else 'not'}:{'|'.join(values)}"


def _counted(node: Node, data: bytes) -> Node | None:
    """Give what `len(...)` counts."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type != "call" or function is None or arguments is None or text_of(function, data) != "len":
        return None
    return arguments.named_children[0] if len(arguments.named_children) == 1 else None
