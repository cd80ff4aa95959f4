"""Routes that their own arguments shut: `save(fsync=False)` does not get to the call under `if fsync:`."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.callgraph.edges import Edge
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.model.code import CodeReader
from stackfit.model.facts import Call, Function, Guard

_FALSY = frozenset(("None", "False", "0", '""', "''", "[]", "{}", "()"))
_EMPTY = {"bool": ("False",), "number": ("0",), "string": ("",)}
_LITERALS = frozenset((*_EMPTY, "none"))
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
    """Whether the arguments of a call make a parameter what the next call cannot do with."""
    if any(arg.keyword in _SPLATS for arg in call.args):
        return False
    bound = function.owner >= 0 and not any(item.resolved == "builtins.staticmethod" for item in function.decorators)
    place = guard.position - bound
    plain = [arg for arg in call.args if arg.keyword is None]
    given = next(
        (arg for arg in call.args if arg.keyword == guard.name), plain[place] if 0 <= place < len(plain) else None
    )
    if given is None:
        return bool(guard.default) and _shuts(guard, guard.default == "None", guard.default in _FALSY)
    empty = given.kind in _EMPTY and given.value in _EMPTY[given.kind]
    return given.kind in _LITERALS and _shuts(guard, given.kind == "none", empty or given.kind == "none")


def _shuts(guard: Guard, none: bool, false: bool) -> bool:
    """Whether a value that is None, or false, or neither, is not what a call needs."""
    if guard.needs == "none":
        return not none
    return none if guard.needs == "some" else false
