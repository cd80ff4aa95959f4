"""The steps of a chain: who runs what, at which call."""

from __future__ import annotations

from typing import NamedTuple

from stackfit.callgraph.values import Node


class Edge(NamedTuple):
    """`caller` (function -1: module level) runs `target` at its file's call `call`. `sure`: no doubtful hop."""

    caller: Node
    call: int
    target: Node
    direct: bool = True
    sure: bool = True
