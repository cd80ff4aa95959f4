"""Strongly connected parts of a graph, without recursion."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def components(graph: Mapping[T, Sequence[T]]) -> Iterator[list[T]]:
    """Yield the sets of nodes that reach one another, those of a single node only where it reaches itself."""
    numbers: dict[T, int] = {}
    lows: dict[T, int] = {}
    stack: list[T] = []
    open_nodes: set[T] = set()
    for root in graph:
        work = [(root, 0)] if root not in numbers else []
        while work:
            node, position = work.pop()
            if position == 0:
                numbers[node] = lows[node] = len(numbers)
                stack.append(node)
                open_nodes.add(node)
            after = graph[node]
            if position:
                lows[node] = min(lows[node], lows[after[position - 1]])
            while position < len(after):
                following = after[position]
                position += 1
                if following not in numbers:
                    work += [(node, position), (following, 0)]
                    break
                if following in open_nodes:
                    lows[node] = min(lows[node], numbers[following])
            else:
                if lows[node] == numbers[node]:
                    yield from _close(node, stack, open_nodes, graph)


def _close(node: T, stack: list[T], open_nodes: set[T], graph: Mapping[T, Sequence[T]]) -> Iterator[list[T]]:
    found: list[T] = []
    while not found or found[-1] != node:
        found.append(stack.pop())
        open_nodes.discard(found[-1])
    if len(found) > 1 or node in graph[node]:
        yield found
