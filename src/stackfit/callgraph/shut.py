"""Routes that their own arguments shut: `save(fsync=False)` does not get to the call under `if fsync:`."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.callgraph.edges import Edge
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.model.code import CodeReader
from stackfit.model.facts import Arg, Call, Function, Guard

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
        """Whether a step of a route to `call` gives the next one what it cannot be taken with."""
        for position, edge in enumerate(edges):
            home = self._project.graph(edge.target.path)
            caller = self._project.graph(edge.caller.path)
            if home is None or caller is None:
                continue
            inner = home.calls[edges[position + 1].call] if position + 1 < len(edges) else call
            outer = caller.calls[edge.call]
            function = home.facts.functions[edge.target.function]
            if edge.direct and _fails(outer, function):
                return True
            guards = self._guards(home, inner) if edge.direct else ()
            if any(self._closes(guard, caller, outer, function) for guard in guards):
                return True
            if position and edge.direct and self._is_another(edges[: position + 1]):
                return True
        return False

    def _guards(self, graph: FileGraph, call: Call) -> tuple[Guard, ...]:
        key = (graph.facts.path, call.line, call.column)
        if key not in self._known:
            self._known[key] = self._code.guards(*key)
        return self._known[key]

    def _closes(self, guard: Guard, caller: FileGraph, call: Call, function: Function) -> bool:
        """Whether the arguments of a call make a parameter what the next call cannot do with."""
        if any(arg.keyword in _SPLATS for arg in call.args):
            return False
        place = guard.position - _is_bound(function)
        given = _argument(call, guard.name, place)
        if given is None:
            return bool(guard.default) and _shuts(guard.needs, guard.default)
        if given.kind in _LITERALS:
            empty = given.kind == "none" or given.value in _EMPTY[given.kind]
            return _shuts(guard.needs, "None" if given.kind == "none" else "False" if empty else "True")
        if guard.needs not in ("none", "false"):
            return False
        sure = self._code.given(caller.facts.path, call.line, call.column, call.callee)
        found = next((item for item in sure if item.keyword == guard.name or item.position == place), None)
        return found is not None and (guard.needs == "none" or found.true)

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
            if not self._project.linker.akin(value, kind):
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
        given = _argument(call, name, names.index(name) - _is_bound(function))
        return caller, given if given is not None and given.kind == "name" else None


def _fails(call: Call, function: Function) -> bool:
    """Whether a call names an argument that a Python function does not take, and so never gets into it."""
    names = {item.name for item in function.params}
    named = [arg.keyword for arg in call.args if arg.keyword is not None and arg.keyword not in _SPLATS]
    takes_any = bool(function.decorators) or any(name.startswith("**") for name in names)
    return bool(named) and not takes_any and not names.issuperset(named)


def _argument(call: Call, name: str, place: int) -> Arg | None:
    """Give the argument that a call has for a parameter, by its name or its place."""
    plain = [arg for arg in call.args if arg.keyword is None]
    named = next((arg for arg in call.args if arg.keyword == name), None)
    return named or (plain[place] if 0 <= place < len(plain) else None)


def _is_bound(function: Function) -> bool:
    return function.owner >= 0 and not any(item.resolved == "builtins.staticmethod" for item in function.decorators)


def _shuts(needs: str, value: str) -> bool:
    """Whether a value (the text of a literal) is not what a call needs; nothing is known of what is no literal."""
    if needs == "none":
        return value != "None" and _is_literal(value)
    if needs == "false":
        return value not in _FALSY and _is_literal(value)
    return value == "None" if needs == "some" else value in _FALSY


def _is_literal(value: str) -> bool:
    return value in _FALSY or value == "True" or value[:1].isdigit() or value[:1] in "\"'"
