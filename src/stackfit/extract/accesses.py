"""Properties of the same file that are read or set: they run code like calls, without looking like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from stackfit.extract.scopes import LOCAL, SELF
from stackfit.extract.walker import Walker
from stackfit.model.facts import Call

_ATTRIBUTE = re.compile(rb"\.[ \t]*([A-Za-z_]\w*)")
_WRITES = frozenset(("assignment", "augmented_assignment", "delete_statement", "pattern_list", "tuple_pattern"))


class Body(NamedTuple):
    """Where the body of a function stands, in bytes."""

    start: int
    end: int
    function: int


def find_accesses(walker: Walker, bodies: list[Body]) -> tuple[Call, ...]:
    """List the accesses to properties that the classes of this file define, in source order, as calls.

    A property that is set has ".setter" at the end of its resolved name.
    """
    results = walker.resolver.results
    names = {qualname.rpartition(".")[2].encode() for qualname, result in results.items() if result.property}
    if not names:
        return ()
    hits = [match.span(1) for match in _ATTRIBUTE.finditer(walker.data) if match[1] in names]
    found = (_access(walker, start, end, body) for start, end, body in within(hits, bodies))
    return tuple(access for access in found if access is not None)


def within(hits: list[tuple[int, int]], bodies: list[Body]) -> Iterator[tuple[int, int, Body]]:
    """Pair every hit with the innermost body around it; module level is left out."""
    waiting, open_ones = iter(sorted(bodies)), list[Body]()
    following = next(waiting, None)
    for start, end in hits:
        while following is not None and following.start <= start:
            open_ones.append(following)
            following = next(waiting, None)
        while open_ones and open_ones[-1].end <= start:
            open_ones.pop()
        if open_ones:
            yield start, end, open_ones[-1]


def find_reads(walker: Walker, bodies: list[Body], name: str) -> tuple[Call, ...]:
    """List the reads of an attribute of that name from anything whose name is known, as calls."""
    hits = [match.span(1) for match in _ATTRIBUTE.finditer(walker.data) if match[1] == name.encode()]
    found: list[Call] = []
    for start, end, body in within(hits, bodies):
        node = _attribute(walker, start, end)
        base = node.child_by_field_name("object") if node is not None and not _is_written(node) else None
        owner = walker.resolver.resolve(base, walker.functions[body.function].inner) if base is not None else ""
        if node is not None and owner:
            found.append(_call(walker, node, f"{owner}.{name}", body))
    return tuple(found)


def _attribute(walker: Walker, start: int, end: int) -> Node | None:
    """Give the expression "x.name" whose name stands at a place; None where the text only looks like one."""
    name = walker.root.descendant_for_byte_range(start, end)
    node = name.parent if name is not None else None
    if node is None or node.type != "attribute" or node.child_by_field_name("attribute") != name:
        return None
    return node


def _access(walker: Walker, start: int, end: int, body: Body) -> Call | None:
    node = _attribute(walker, start, end)
    base = node.child_by_field_name("object") if node is not None else None
    if node is None or base is None:
        return None
    resolver = walker.resolver
    owner = resolver.name(base, walker.functions[body.function].inner)
    if not owner.startswith(SELF) and not (owner.startswith(LOCAL) and owner.endswith("()")):
        return None
    name = walker.data[start:end].decode()
    qualname = resolver.holder(owner.removeprefix(SELF).removeprefix(LOCAL).removesuffix("()"), name)
    result = resolver.results.get(qualname)
    if result is None or not result.property:
        return None
    return _call(walker, node, f"{LOCAL}{qualname}{'.setter' if _is_written(node) else ''}", body)


def _call(walker: Walker, node: Node, resolved: str, body: Body) -> Call:
    return Call(
        callee=walker.resolver.chain(node, walker.functions[body.function].inner)[0],
        resolved=resolved,
        line=node.start_point[0] + 1,
        column=walker.column(node),
        end_line=node.end_point[0] + 1,
        function=body.function,
    )


def _is_written(node: Node) -> bool:
    """Whether an attribute is assigned to or deleted rather than read."""
    parent = node.parent
    if parent is None or parent.type not in _WRITES:
        return False
    return parent.child_by_field_name("right") != node and parent.child_by_field_name("value") != node
