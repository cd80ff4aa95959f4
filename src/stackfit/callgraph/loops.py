"""Whose loop a coroutine runs on: one that serves others, or one that was started for this coroutine alone."""

from __future__ import annotations

from collections.abc import Iterable, Set

from stackfit.callgraph.entries import ASYNC
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use, inside
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.uses import UseIndex
from stackfit.callgraph.values import Node, Value
from stackfit.callgraph.waiting import asks_for_loop
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Call, Class, Function

# How many coroutines are looked at between a call and the loops that run it, and how many functions below such a loop:
# a program with more of them is taken to have others to serve.
_MAX_ABOVE = 40
_MAX_BELOW = 250
# In so many files a class may be named for its objects to be followed.
_FEW = 8
_MAKES_UP = frozenset(("getattr", "operator.methodcaller", "methodcaller"))
_RUN_ANY = "run_until_complete"
_NEW_LOOP = "asyncio.new_event_loop"
_CONTEXT = "contextlib.asynccontextmanager"


class Loops:
    """Tells the coroutines beside which nobody can be waiting; `api` are the files of libraries, used by others."""

    def __init__(self, project: Project, api: Set[str] = frozenset()) -> None:
        self._project = project
        self._api = api
        self._starters = Starters(project)
        self._uses = UseIndex(project, self._starters)
        self._serving: Recall[tuple[str, int, Node], bool] = Recall(project.trace)

    def alone(self, node: Node) -> bool:
        """Whether every use of a coroutine in sight ends in a loop that is started for it and serves nobody else."""
        starts = self._starts(node)
        if not starts or (node.path in self._api and self._offers_both(node, starts)):
            return False
        return not any(self._serves(start, below) for start, below in starts)

    def started(self, node: Node) -> bool:
        """Whether all that is done with a coroutine is to start a loop for it."""
        starts = False
        for use in self._uses.each(node):
            starts = self._starters.starter(use) is not None
            if not starts:
                break
        return starts

    def busy(self, node: Node, line: int) -> bool:
        """Whether a function has given its loop something else to run before it comes to a line."""
        graph = self._project.graph(node.path)
        calls = [graph.calls[index] for index in graph.made_in(node.function)] if graph is not None else []
        return any(call.line < line and graph is not None and self._starters.shares(graph, call) for call in calls)

    def undisturbed(self, node: Node, call: Call) -> bool:
        """Whether a loop that is started for a function has nothing else to run when it comes to a call in it.

        What is awaited of a library may leave something running; so may whatever stands in the same loop.
        """
        graph = self._project.graph(node.path)
        if graph is None or call.in_loop or asks_for_loop(graph, node.function):
            return False
        before = (graph.calls[index] for index in graph.made_in(node.function))
        return not any(self._may_disturb(graph, other) for other in before if other.line <= call.line and other != call)

    def _may_disturb(self, graph: FileGraph, call: Call) -> bool:
        target = self._starters.target(graph, call)
        if target is None:
            return call.awaited or self._starters.shares(graph, call)
        return self._starters.shares(graph, call) or self._goes_on(target)

    def unused(self, node: Node) -> bool:
        """Whether nothing of the project names a method of a plain class that nobody outside can know.

        Others of its coroutines are used: all of them alone, or it is no library's, and no object of it is given away.
        """
        graph = self._project.graph(node.path)
        function = graph.facts.functions[node.function] if graph is not None else None
        if graph is None or function is None or function.owner < 0:
            return False
        owner = graph.facts.classes[function.owner]
        plain = not (owner.bases or owner.decorators or function.decorators or function.name.startswith("__"))
        if not plain or self._project.naming(function.name, node.path, 1) != [node.path] or self._uses.of(node):
            return False
        beside = (index for index, item in enumerate(graph.facts.functions) if item.owner == function.owner)
        used = [item for item in map(graph.node, beside) if self._is_coroutine(item) and self._uses.of(item)]
        if used and node.path not in self._api and not self._is_given_away(graph, owner):
            return True
        return bool(used) and all(self.alone(item) for item in used)

    def _is_given_away(self, home: FileGraph, owner: Class) -> bool:
        """Whether a class may be handed to what is not of the project, or be asked for a method by a made-up name."""
        paths = self._project.naming(owner.name, home.facts.path, _FEW)
        graphs = [graph for graph in map(self._project.graph, paths) if graph is not None]
        kind = Value("class", home.facts.path, owner.qualname)
        return not graphs or any(self._gives_away(graph, call, kind) for graph in graphs for call in graph.facts.calls)

    def _gives_away(self, graph: FileGraph, call: Call, kind: Value) -> bool:
        if call.callee in _MAKES_UP:
            return True
        names = [arg.value for arg in call.args if arg.kind in ("name", "call") and arg.value]
        given = (self._project.linker.value(graph.facts.path, name) for name in names)
        same = any(item is not None and (item.path, item.name) == (kind.path, kind.name) for item in given)
        return same and self._starters.target(graph, call) is None

    def _is_coroutine(self, node: Node) -> bool:
        graph = self._project.graph(node.path)
        return graph is not None and graph.facts.functions[node.function].is_async

    def _offers_both(self, node: Node, starts: Iterable[tuple[Use, Node]]) -> bool:
        """Whether a class of a library wraps its own coroutine for synchronous callers: others await it themselves."""
        graph = self._project.graph(node.path)
        function = graph.facts.functions[node.function] if graph is not None else None
        public = function is not None and function.owner >= 0 and not function.name.startswith("_")
        return public and all(start.graph is graph for start, _ in starts)

    def _starts(self, node: Node) -> list[tuple[Use, Node]]:
        """Find what starts a loop for a coroutine or for those that await it; nothing where it has other uses too."""
        found: dict[tuple[str, int, Node], tuple[Use, Node]] = {}
        queue, seen = [node], {node}
        while queue:
            current = queue.pop()
            if len(seen) > _MAX_ABOVE or self._is_served(current):
                return []
            used = False
            for use in self._uses.each(current):
                used = True
                start = self._starters.starter(use)
                if start is None and self._only_if_running(use, current):
                    continue
                above = self._awaiter(use, current) if start is None else None
                if start is not None:
                    found[(*start.place, current)] = (start, current)
                elif above is None:
                    return []
                elif above not in seen:
                    seen.add(above)
                    queue.append(above)
            if not used:
                return []
        return list(found.values())

    def _only_if_running(self, use: Use, node: Node) -> bool:
        """Whether a use is for the case that a loop is running, in a function that starts one otherwise."""
        graph, function = use.graph, use.graph.calls[use.call].function
        if not asks_for_loop(graph, function):
            return False
        uses = (other for other in self._uses.of(node) if other.graph is graph)
        beside = (other for other in uses if graph.calls[other.call].function == function)
        return any(self._starters.starter(other) is not None for other in beside)

    def _is_served(self, node: Node) -> bool:
        entry = self._project.entry(node)
        return entry is not None and entry.kind != ASYNC

    def _awaiter(self, use: Use, node: Node) -> Node | None:
        """Give the function that waits for a coroutine where it calls it, or that gives it back."""
        graph, call = use.graph, use.graph.calls[use.call]
        if use.given or call.function < 0:
            return None
        caller = graph.node(call.function)
        if self._starters.waits(graph, use.call):
            return caller
        home = self._project.graph(node.path)
        function = home.facts.functions[node.function] if home is not None else None
        if function is not None and _is_iterated(function) and graph.facts.functions[call.function].is_async:
            return caller
        return caller if _gives_back(graph, use.call) else None

    def _serves(self, start: Use, node: Node) -> bool:
        """Whether a loop that is started for a coroutine comes to run anything beside it."""
        return self._serving.get((*start.place, node), lambda: self._runs_beside(start, node))

    def _runs_beside(self, start: Use, node: Node) -> bool:
        graph, call = start.graph, start.graph.calls[start.call]
        around = [graph.calls[index] for index in inside(graph, call.function)]
        if asks_for_loop(graph, call.function):
            around = []
        elif last_word(call.callee) == _RUN_ANY and all(graph.normal(item) != _NEW_LOOP for item in around):
            around = graph.calls
        return any(self._starters.shares(graph, item) for item in around) or self._goes_on(node)

    def _goes_on(self, node: Node) -> bool:
        """Whether a function, or one that it runs, gives the loop more to do than to run it to its end."""
        queue, seen = [node], {node}
        while queue:
            current = queue.pop()
            graph = self._project.graph(current.path)
            calls = [graph.calls[index] for index in inside(graph, current.function)] if graph is not None else []
            for call in calls:
                if graph is None or self._starters.shares(graph, call) or len(seen) > _MAX_BELOW:
                    return True
                target = self._starters.target(graph, call)
                if target is not None and target not in seen:
                    seen.add(target)
                    queue.append(target)
        return False


def _is_iterated(function: Function) -> bool:
    """Whether a function is used by `async for` or `async with`, which no call in the facts tells."""
    return function.is_generator or any(item.resolved == _CONTEXT for item in function.decorators)


def _gives_back(graph: FileGraph, index: int) -> bool:
    """Whether a function returns what a call gives; of one that is not known, a synchronous function is taken to."""
    call = graph.calls[index]
    function = graph.facts.functions[call.function]
    if call.resolved and function.returns:
        return function.returns == f"{call.resolved}()"
    kept = any(binding.call == index for binding in graph.facts.bindings)
    return not (function.is_async or call.statement or call.argument_of >= 0 or kept)
