"""What is made once and kept, where something has it made before anybody is served: nobody waits for it later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.edges import Edge
from stackfit.callgraph.entries import ASYNC, MAIN, START_UP
from stackfit.callgraph.graph import FileGraph, handed
from stackfit.callgraph.loops import Loops
from stackfit.callgraph.project import Project
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.model.facts import Call, Function

_CACHES = frozenset(("functools.lru_cache", "functools.cache"))
_CLEARS = "cache_clear"
_CONSTRUCTOR = "__init__"
_OWN = "self."
_ENDING = re.compile(r"shut_?down|stop|clean_?up|close|unload|destroy|tear_?down|exit|after_serving|_end\Z")
_PACKAGE = "__init__.py"
_LITERALS = frozenset(("bool", "number", "string", "none"))
# How many functions are looked at between what makes something and what has it made at start, and in how many files.
_MAX_ABOVE = 12
_FEW, _MANY = 6, 50
_MOST_HOLDING = 50


class Making(NamedTuple):
    """Something that has a thing made at start: by itself at module level, as start-up code, or as a constructor.

    `by` are the functions that it does so by, `owner` the class that a constructor makes objects of.
    """

    path: str
    kind: str
    by: frozenset[Node]
    owner: int = -1


class Made:
    """Tells the places that only run for who comes first, where that is known to be nobody who is served."""

    def __init__(self, project: Project, code: Asking, loops: Loops) -> None:
        self._project = project
        self._code = code
        self._loops = loops
        self._lazy: Recall[tuple[str, int, int], tuple[str, ...]] = Recall(project.trace)
        self._makings: Recall[tuple[Node, str | None], tuple[Making, ...]] = Recall(project.trace)

    def has_kept(self, taken: Sequence[Edge], graph: FileGraph, call: Call) -> bool:
        """Whether a call makes what its function keeps, and this has been made before a route gets there."""
        path = graph.facts.path
        if not graph.callables.python or call.function < 0:
            return False
        key = (path, call.line, call.column)
        names = self._lazy.get(key, lambda: self._code.lazy(*key))
        node = graph.node(call.function)
        return any(
            not self._is_reset(path, name) and self._is_made(taken, node, None, own=name.startswith(_OWN))
            for name in names
        )

    def has_cached(self, taken: Sequence[Edge], edge: Edge) -> bool:
        """Whether a step is into a function that remembers what it has given, and has been asked the same before."""
        home, caller = self._project.graph(edge.target.path), self._project.graph(edge.caller.path)
        if home is None or caller is None or not edge.direct or not home.callables.python:
            return False
        function = home.facts.functions[edge.target.function]
        asked = _literals(caller.calls[edge.call])
        caches = function.owner < 0 and any(item.resolved in _CACHES for item in function.decorators)
        if not caches or asked is None or self._code.holding(_CLEARS):
            return False
        return self._is_made(taken, edge.target, asked, caller=edge.caller)

    def _is_made(
        self, taken: Sequence[Edge], node: Node, asked: str | None, *, own: bool = False, caller: Node | None = None
    ) -> bool:
        """Whether a function has run before a route gets to it; `own`: for the object that it is a method of."""
        route = {step.caller for step in taken} | ({caller} if caller is not None else set())
        start = taken[0].caller if taken else caller or node
        entry = self._project.entry(start)
        if entry is None or entry.kind == MAIN:
            return False
        makings = self._makings.get((node, asked), lambda: tuple(self._find_makings(node, asked)))
        owners = {self._owner(node)} if own else {self._owner(item) for item in (*route, start)}
        return any(
            (making.path, making.owner) in owners
            if making.kind == _CONSTRUCTOR
            else not own and self._counts(making, start, starting=entry.kind == START_UP)
            for making in makings
            if making.by.isdisjoint(route)
        )

    def _counts(self, making: Making, start: Node, *, starting: bool) -> bool:
        """Whether what is made at start is there when a function of the same program begins."""
        folder, _, name = making.path.rpartition("/")
        if making.kind == START_UP and starting:
            return False
        if start.path == making.path or (name == _PACKAGE and start.path.startswith(f"{folder}/")):
            return True
        if making.kind == START_UP:
            return making.path in self._project.importers.of(start.path)
        return start.path in self._project.importers.of(making.path)

    def _owner(self, node: Node) -> tuple[str, int]:
        """Give the class that a function is a method of, or stands in one of."""
        graph, index = self._project.graph(node.path), node.function
        functions = graph.facts.functions if graph is not None else ()
        while functions and functions[index].owner < 0 <= functions[index].parent:
            index = functions[index].parent
        return node.path, functions[index].owner if functions else -1

    def _find_makings(self, node: Node, asked: str | None) -> Iterator[Making]:
        """Go up from a function to what is sure to run it at start."""
        queue, seen = [(node, frozenset[Node]())], {node}
        while queue and len(seen) <= _MAX_ABOVE:
            current, by = queue.pop(0)
            for graph, call in self._uses(current, asked if current == node else None):
                path = graph.facts.path
                if not self._code.is_certain(path, call.line, call.column):
                    continue
                if call.function < 0:
                    yield Making(path, "", by)
                    continue
                caller = graph.node(call.function)
                further = by | {caller}
                own = graph.facts.functions[caller.function]
                if own.name == _CONSTRUCTOR and own.owner >= 0 and not self._is_served(caller):
                    yield Making(path, _CONSTRUCTOR, further, own.owner)
                entry = self._project.entry(caller)
                if entry is not None and entry.kind == START_UP:
                    if not _ends(graph, own) and self._code.closing(path, call.line, call.column) is None:
                        yield Making(path, START_UP, further)
                elif entry is not None and own.is_async and self._loops.early(caller, call):
                    yield Making(path, START_UP, further)
                elif caller not in seen and (entry is None or entry.kind == ASYNC):
                    seen.add(caller)
                    queue.append((caller, further))

    def _is_served(self, constructor: Node) -> bool:
        """Whether objects of a class may be made while somebody is served."""
        queue, seen = [constructor], {constructor}
        while queue and len(seen) <= _MAX_ABOVE:
            for edge in self._project.callers(queue.pop()):
                entry = self._project.entry(edge.caller)
                if entry is not None and entry.kind not in (START_UP, MAIN):
                    return True
                if edge.caller not in seen:
                    seen.add(edge.caller)
                    queue.append(edge.caller)
        return len(seen) > _MAX_ABOVE

    def _uses(self, node: Node, asked: str | None) -> Iterator[tuple[FileGraph, Call]]:
        """Yield the calls that run a function before what comes after them, with the same arguments as `asked`."""
        home = self._project.graph(node.path)
        if home is None:
            return
        function = home.facts.functions[node.function]
        searched = not function.is_async  # then all who call it have been looked for anyway
        for edge in self._project.uses(node, few=not searched):
            graph = self._project.graph(edge.caller.path)
            call = graph.calls[edge.call] if graph is not None else None
            if graph is None or call is None or not edge.direct or not edge.sure:
                continue
            if (call.awaited or not function.is_async) and (asked is None or _literals(call) == asked):
                yield graph, call
        if asked is None or asked == "()":
            yield from self._offloaded(home, node, _MANY if searched else _FEW)

    def _offloaded(self, home: FileGraph, node: Node, most: int) -> Iterator[tuple[FileGraph, Call]]:
        """Yield the awaited calls that have a function run in a thread, with no arguments."""
        function = home.facts.functions[node.function]
        for graph, name in ((home, function.name), *self._project.places(node, most)):
            for index in graph.references(name) if name else ():
                call = graph.calls[index]
                given = {handed(arg) for arg in call.args} - {""}
                if len(given) != 1 or not call.awaited or not graph.callables.offloads(graph.normal(call), call.callee):
                    continue
                if self._meant(graph, given) == node:
                    yield graph, call

    def _meant(self, graph: FileGraph, given: Set[str]) -> Node | None:
        name = next(iter(given))
        own = graph.find(name)
        return graph.node(own) if own >= 0 else self._project.linker.target(graph.facts.path, name)

    def _is_reset(self, path: str, name: str) -> bool:
        """Whether another file may take back what one keeps under a name; a module's "_name" is nobody else's."""
        member = name.rpartition(".")[2]
        if name.startswith("_"):
            return False
        holding = [other for other in self._code.holding(member) if other in self._project.files and other != path]
        return len(holding) > _MOST_HOLDING or any(self._code.rebinds(other, member) for other in holding)


def _ends(graph: FileGraph, function: Function) -> bool:
    """Whether a function that runs once does so when all is over, by its name or by what it is registered as."""
    calls = [graph.facts.calls[item.call] for item in function.decorators if item.call >= 0]
    calls += [graph.calls[index] for index in graph.references(function.name)]
    words = [function.name, *(item.resolved for item in function.decorators), *(call.callee for call in calls)]
    words += [arg.value for call in calls for arg in call.args if arg.kind == "string"]
    return any(_ENDING.search(word) for word in words)


def _literals(call: Call) -> str | None:
    """Spell the arguments of a call, where they are literals."""
    if any(arg.kind not in _LITERALS for arg in call.args):
        return None
    return str(tuple((arg.keyword, arg.kind, arg.value) for arg in call.args))
