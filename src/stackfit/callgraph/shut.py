"""Routes that their own arguments shut: `save(fsync=False)` does not get to the call under `if fsync:`."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.callgraph.arguments import Arguments, argument, is_bound
from stackfit.callgraph.asking import Asking
from stackfit.callgraph.edges import Edge
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.loops import Loops
from stackfit.callgraph.made import Made
from stackfit.callgraph.project import Project
from stackfit.callgraph.ruled_out import RuledOut
from stackfit.model.facts import Arg, Call, Function, Guard

_SPLATS = frozenset(("*", "**"))
_LIFESPAN = "lifespan"
_SESSIONS = frozenset(("mcp", "fastmcp"))
_ONE_CLIENT = "stdio"
# So many ways between the same functions are tried before one is taken to be open.
_MAX_TRIES = 50


class Doors:
    """Tells the routes that cannot be taken; what it has read of a place is remembered."""

    def __init__(self, project: Project, code: Asking, loops: Loops) -> None:
        self._project = project
        self._code = code
        self._arguments = Arguments(project, code)
        self._ruled_out = RuledOut(project, code)
        self._made = Made(project, code, loops)
        self._known: dict[tuple[str, int, int], tuple[Guard, ...]] = {}

    def way(self, edges: tuple[Edge, ...], graph: FileGraph, call: Call) -> tuple[Edge, ...] | None:
        """Give a way to `call` by the functions of a route that can be taken, None where there is none.

        A function may run the next one at several places: the first that is open stands for them.
        """
        if self._is_farewell(edges, graph, call):
            return None
        straight = all(self._is_open(edges[:place], edge) for place, edge in enumerate(edges))
        if straight and not self._closed(edges, graph, call):
            return edges
        waiting: list[tuple[Edge, ...]] = [()]
        for _ in range(_MAX_TRIES):
            if not waiting:
                return None
            taken = waiting.pop()
            if len(taken) == len(edges):
                if not self._closed(taken, graph, call):
                    return taken
                continue
            step = edges[len(taken)]
            others = [edge for edge in self._project.callers(step.target) if edge.caller == step.caller]
            options = dict.fromkeys((step, *others))
            waiting += reversed([(*taken, edge) for edge in options if self._is_open(taken, edge)])
        return edges

    def _is_farewell(self, edges: Sequence[Edge], graph: FileGraph, call: Call) -> bool:
        """Whether a route begins after the `yield` of a server's lifespan, when nobody is served any more.

        A server of the model context protocol has a lifespan for each session; over stdio there is only one.
        """
        start = self._project.graph(edges[0].caller.path) if edges else graph
        first = start.calls[edges[0].call] if edges and start is not None else call
        function = start.facts.functions[first.function] if start is not None else None
        if start is None or function is None or not (function.is_generator and function.name.endswith(_LIFESPAN)):
            return False
        conditions = self._code.closing(start.facts.path, first.line, first.column)
        sessions = any(item.module.partition(".")[0] in _SESSIONS for item in start.facts.imports)
        return conditions is not None and (not sessions or any(_ONE_CLIENT in item for item in conditions))

    def _is_open(self, taken: tuple[Edge, ...], edge: Edge) -> bool:
        """Whether a route can go on with a step."""
        home, caller = self._project.graph(edge.target.path), self._project.graph(edge.caller.path)
        if home is None or caller is None:
            return True
        call = caller.calls[edge.call]
        if self._closed(taken, caller, call) or self._ruled_out.runs(caller, call, edge.target):
            return False
        if not edge.direct:
            return True
        if self._made.has_cached(taken, edge):
            return False
        fails = _fails(call, home.facts.functions[edge.target.function])
        return not fails and not (taken and self._is_another((*taken, edge)))

    def _closed(self, taken: tuple[Edge, ...], graph: FileGraph, call: Call) -> bool:
        """Whether what a route gives the function it leads to, or what holds anyway, keeps that from a call."""
        if self._ruled_out.place(graph, call) or self._made.has_kept(taken, graph, call):
            return True
        if not taken or not taken[-1].direct:
            return False
        return any(self._arguments.close(guard, taken) for guard in self._guards(graph, call))

    def _guards(self, graph: FileGraph, call: Call) -> tuple[Guard, ...]:
        key = (graph.facts.path, call.line, call.column)
        if key not in self._known:
            self._known[key] = self._code.guards(*key)
        return self._known[key]

    def _is_another(self, edges: Sequence[Edge]) -> bool:
        """Whether the last step runs a method of one class on a parameter that the route gives an object of another."""
        last, kind = edges[-1], self._project.owner(edges[-1].target)
        graph = self._project.graph(last.caller.path)
        receiver = graph.calls[last.call].callee.rpartition(".")[0] if graph is not None and kind is not None else ""
        if kind is None or not receiver.isidentifier():
            return False
        for edge in reversed(edges[:-1]):
            caller, given = self._handed(edge, receiver)
            value = self._project.linker.value(caller.facts.path, given.value) if caller and given else None
            if caller is None or given is None or value is None or value.kind != "instance":
                break
            if not self._project.classes.akin(value, kind):
                return True
            params = caller.facts.functions[edge.caller.function].params
            passed_on = [item.name for item in params if given.value == f"{item.annotation}()"]
            if len(passed_on) != 1:
                break
            receiver = passed_on[0]
        return False

    def _handed(self, edge: Edge, name: str) -> tuple[FileGraph | None, Arg | None]:
        """Give the argument that a step hands over for a parameter, with the file where it does."""
        home, caller = self._project.graph(edge.target.path), self._project.graph(edge.caller.path)
        if home is None or caller is None or not edge.direct:
            return None, None
        function, call = home.facts.functions[edge.target.function], caller.calls[edge.call]
        names = [item.name for item in function.params]
        if name not in names or any(arg.keyword in _SPLATS for arg in call.args):
            return None, None
        given = argument(call, name, names.index(name) - is_bound(function))
        return caller, given if given is not None and given.kind == "name" else None


def _fails(call: Call, function: Function) -> bool:
    """Whether a call names an argument that a Python function does not take, and so never gets into it."""
    names = {item.name for item in function.params}
    named = [arg.keyword for arg in call.args if arg.keyword is not None and arg.keyword not in _SPLATS]
    takes_any = bool(function.decorators) or any(name.startswith("**") for name in names)
    return bool(named) and not takes_any and not names.issuperset(named)
