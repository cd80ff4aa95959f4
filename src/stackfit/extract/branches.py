"""Measures functions after the walk: how many ways lead through each of them, and what loops they hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec.structs import replace
from tree_sitter import Node

from stackfit.extract.frames import Span
from stackfit.extract.headers import is_endless, read_header
from stackfit.extract.walker import Walker
from stackfit.model.facts import FileFacts, Loop

BRANCH = "branch"
"""The capture that no walker handles."""

_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement", "for_in_clause"))
_PAUSES = re.compile(rb"\b(?:await|async|yield)\b")
_NAME = re.compile(rb"(?!None\b|True\b|False\b)[^\W\d]\w*\Z")


def measure(facts: FileFacts, walker: Walker, branches: list[Node]) -> FileFacts:
    """Add the complexity of functions, and the loops."""
    if not branches:
        return facts
    counts: dict[int, int] = {}
    loops: list[tuple[Node, int]] = []
    for node, owner in _owned(branches, walker.spans):
        kind = node.type
        if owner >= 0 and not (kind == "case_clause" and _takes_anything(node, walker.data)):
            counts[owner] = counts.get(owner, 1) + 1
        if kind in _LOOPS:
            loops.append((node, owner))
    functions = list(facts.functions)
    for owner, count in counts.items():
        functions[owner] = functions[owner]._replace(complexity=count)
    return replace(facts, functions=tuple(functions), loops=_read_loops(loops, walker) if loops else ())


def _owned(branches: list[Node], spans: list[Span]) -> Iterator[tuple[Node, int]]:
    """Yield the branches in source order, each with the function it belongs to (-1: none).

    What an assertion says is no branch of its own.
    """
    around: list[int] = []
    owners: list[int] = []
    following = asserted = 0
    for start, node in _sorted(branches):
        while following < len(spans) and spans[following].start <= start:
            while around and spans[around[-1]].end <= spans[following].start:
                around.pop()
            outer = owners[around[-1]] if around else -1
            owners.append(outer if outer >= 0 and spans[following].passes else following)
            around.append(following)
            following += 1
        while around and spans[around[-1]].end <= start:
            around.pop()
        if start < asserted:
            continue
        if node.type == "assert_statement":
            asserted = node.end_byte
        yield node, owners[around[-1]] if around else -1


def _sorted(nodes: list[Node]) -> Iterator[tuple[int, Node]]:
    for start, _, number in sorted((node.start_byte, -node.end_byte, number) for number, node in enumerate(nodes)):
        yield start, nodes[number]


def _takes_anything(clause: Node, data: bytes) -> bool:
    """Whether a `case` clause is the last resort: `_` or a mere name, without a condition."""
    pattern = clause.named_children[0] if clause.named_children else clause
    guarded = clause.child_by_field_name("guard") is not None
    return not guarded and _NAME.match(data[pattern.start_byte : pattern.end_byte]) is not None


def _read_loops(nodes: list[tuple[Node, int]], walker: Walker) -> tuple[Loop, ...]:
    """Make the facts of all loops; of comprehensions, those over a known number of items."""
    pauses = [match.start() for match in _PAUSES.finditer(walker.data)]
    found: list[Loop] = []
    around: list[tuple[int, int]] = []
    for node, owner in nodes:
        start, end = node.start_byte, node.end_byte
        header = read_header(node, walker.data)
        comprehension = node.type == "for_in_clause"
        if comprehension and not header.turns:
            continue
        while around and around[-1][1] <= start:
            around.pop()
        outer = around[-1][0] if around and found[around[-1][0]].function == owner else -1
        first = bisect_left(pauses, start)
        awaits = first < len(pauses) and pauses[first] < end
        if not comprehension:
            around.append((len(found), end))
        place = (node.start_point[0] + 1, walker.column(node), node.end_point[0] + 1)
        found.append(Loop(*place, owner, outer, *header, awaits, awaits and is_endless(node, walker.data)))
    return tuple(found)
