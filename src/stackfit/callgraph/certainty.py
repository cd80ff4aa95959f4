"""How sure it is that a route is taken whenever it begins."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.edges import Edge
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.model.facts import Call
from stackfit.model.kinds import Confidence

# Of the judged findings with more steps one in five was false, of others one in fourteen.
_MOST_STEPS = 2


class Certainty:
    """Judges routes by what their functions decide on the way."""

    def __init__(self, project: Project, code: Asking) -> None:
        self._project = project
        self._code = code

    def of(self, edges: Sequence[Edge], last: tuple[FileGraph, Call] | None = None) -> Confidence:
        """Say how sure it is that who begins a route comes to its end, and there to a call (`last`).

        A handler has its branches for what it is asked; what it runs decides for itself, by what it is given or finds.
        """
        if len(edges) > _MOST_STEPS or not all(edge.sure for edge in edges):
            return Confidence.PROBABLE
        further = [(self._project.graph(edge.caller.path), edge.call) for edge in edges[1:]]
        calls = [(home, home.calls[index]) for home, index in further if home is not None]
        if edges and last is not None:
            calls.append(last)
        decided = any(self._code.is_decided(home.facts.path, item.line, item.column) for home, item in calls)
        return Confidence.PROBABLE if decided else Confidence.DEFINITE
