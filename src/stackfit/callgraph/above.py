"""What is above a coroutine: the functions that await it or make tasks of it, up to what starts a loop for them."""

from __future__ import annotations

from stackfit.callgraph.entries import ASYNC
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use, starts_loop
from stackfit.callgraph.uses import UseIndex
from stackfit.callgraph.values import Node
from stackfit.callgraph.waiting import asks_for_loop
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Function

# How many functions are looked at between a call and the loops that run it.
_MAX_ABOVE = 40
_CONTEXT = "contextlib.asynccontextmanager"


class Above:
    """Follows the uses of a coroutine upwards."""

    def __init__(self, project: Project, starters: Starters, uses: UseIndex) -> None:
        self._project = project
        self._starters = starters
        self._uses = uses

    def started(self, node: Node) -> bool:
        """Whether all that is done with a coroutine is to start a loop for it."""
        starts = False
        for use in self._uses.each(node):
            starts = self._starters.starter(use) is not None
            if not starts:
                break
        return starts

    def starts(self, node: Node, *, beside: bool = False) -> list[tuple[Use, Node]]:
        """Find what starts a loop for a coroutine or for those that await it; nothing where it has other uses too.

        With `beside`, tasks that others make of it count as well, and functions that hand coroutines on.
        """
        found: dict[tuple[str, int, Node], tuple[Use, Node]] = {}
        queue, seen = [node], {node}
        while queue:
            current = queue.pop()
            if len(seen) > _MAX_ABOVE or self.is_served(current):
                return []
            used = False
            for use in self._uses.each(current):
                used = True
                start = self._starters.starter(use) or (self._run_beside(use) if beside else None)
                if start is None and self._only_if_running(use, current):
                    continue
                above = self._awaiter(use, current) if start is None else None
                if above is None and beside:
                    above = self._maker(use)
                if start is not None:
                    found[(*start.place, current)] = (start, current)
                elif above is None:
                    return []
                elif above not in seen:
                    seen.add(above)
                    queue.append(above)
            if not used or self._uses.kept(current):
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

    def is_served(self, node: Node) -> bool:
        """Whether the loop runs a function by itself, as a handler or at its start."""
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

    def _run_beside(self, use: Use) -> Use | None:
        """Give what starts a loop in a synchronous function that makes a coroutine, perhaps with others."""
        graph, function = use.graph, use.graph.calls[use.call].function
        if use.given or function < 0 or graph.facts.functions[function].is_async:
            return None
        made = (index for index in graph.made_in(function) if starts_loop(graph, graph.calls[index]))
        return next((Use(graph, index) for index in made), None)

    def _maker(self, use: Use) -> Node | None:
        """Give the function that makes a coroutine, or has it made by what only makes or runs one."""
        graph, call = use.graph, use.graph.calls[use.call]
        if call.function < 0:
            return None
        known = (graph.callables.sharing, graph.callables.wrappers, graph.callables.inline)
        name = graph.normal(call)
        tasks = any(name in names for names in known) or last_word(call.callee) in graph.callables.sharing_methods
        return graph.node(call.function) if tasks or not use.given else None


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
