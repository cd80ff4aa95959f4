"""Routes that their own arguments shut: `save(fsync=False)` does not get to the call under `if fsync:`."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.callgraph.edges import Edge
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.model.code import CodeReader
from stackfit.model.facts import Arg, Call, Function, Guard

_FALSY = {"none": None, "bool": ("False", "false"), "number": ("0",), "string": ("",)}
_SPLATS = frozenset(("*", "**"))


class Doors:
    """Tells the routes that cannot be taken; what it has read of a place is remembered."""

    def __init__(self, project: Project, code: CodeReader) -> None:
        self._project = project
        self._code = code
        self._known: dict[tuple[str, int, int], tuple[Guard, ...]] = {}

    def shut(self, edges: Sequence[Edge], graph: FileGraph, call: Call) -> bool:
        """Whether a step of a route to `call` leaves out, or gives as false, what the next one depends on."""
        for position, edge in enumerate(edges):
            home = self._project.graph(edge.target.path)
            caller = self._project.graph(edge.caller.path)
            if home is None or caller is None:
                continue
            inner = home.calls[edges[position + 1].call] if position + 1 < len(edges) else call
            outer = caller.calls[edge.call]
            function = home.facts.functions[edge.target.function]
            if edge.direct and any(_closes(guard, outer, function) for guard in self._guards(home, inner)):
                return True
        return False

    def _guards(self, graph: FileGraph, call: Call) -> tuple[Guard, ...]:
        key = (graph.facts.path, call.line, call.column)
        if key not in self._known:
            self._known[key] = self._code.guards(*key)
        return self._known[key]


def _closes(guard: Guard, call: Call, function: Function) -> bool:
    """Whether the arguments of a call make a parameter false."""
    if any(arg.keyword in _SPLATS for arg in call.args):
        return False
    bound = function.owner >= 0 and not any(item.resolved == "builtins.staticmethod" for item in function.decorators)
    place = guard.position - bound
    plain = [arg for arg in call.args if arg.keyword is None]
    given = next(
        (arg for arg in call.args if arg.keyword == guard.name), plain[place] if 0 <= place < len(plain) else None
    )
    return guard.falsy if given is None else _is_false(given)


def _is_false(arg: Arg) -> bool:
    values = _FALSY.get(arg.kind, ())
    return values is None or arg.value in values
