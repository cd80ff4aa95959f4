"""What of a Python function has not run where it comes to a place: other branches, and those that left it before."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from stackfit.extract.places import EXITS, SCOPES, ifs_before, parse_once, text_of

_CALLS = ("sys.exit(", "exit(", "quit(", "os._exit(")
_CLAUSES = frozenset(("elif_clause", "else_clause"))


def find_passed(data: bytes, line: int, column: int) -> tuple[tuple[int, int], ...]:
    """List the lines (first, last) of the branches that were passed by on the way to a place (1-based)."""
    point = (line - 1, column - 1)
    node = parse_once(data).root_node.descendant_for_point_range(point, point)
    found: list[tuple[int, int]] = []
    while node is not None and node.parent is not None and node.type not in SCOPES:
        bodies = _left(node, node.parent, data) if node.parent.type == "block" else _others(node, node.parent)
        found += ((body.start_point[0] + 1, body.end_point[0] + 1) for body in bodies)
        node = node.parent
    return tuple(sorted(found))


def _others(node: Node, outer: Node) -> Iterator[Node]:
    """Yield the branches before the one that a part of an `if` statement is."""
    if outer.type == "if_statement" and node.type in _CLAUSES:
        for sibling in outer.named_children:
            if sibling == node:
                return
            if sibling.type == "block" or sibling.type in _CLAUSES:
                yield _body(sibling)


def _left(node: Node, block: Node, data: bytes) -> Iterator[Node]:
    """Yield the branches before a statement of a block that end what the block stands in."""
    for other in ifs_before(node, block):
        parts = (part for part in other.named_children if part.type == "block" or part.type in _CLAUSES)
        yield from (body for body in map(_body, parts) if _leaves(body, data))


def _body(part: Node) -> Node:
    return part.child_by_field_name("consequence") or part.child_by_field_name("body") or part


def _leaves(body: Node, data: bytes) -> bool:
    last = body.named_children[-1] if body.named_children else None
    return last is not None and (last.type in EXITS or text_of(last, data).startswith(_CALLS))
