"""What starts an event loop for a coroutine, and what shows that others are run beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.graph import FileGraph, handed
from stackfit.callgraph.project import Project
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Call

# `asyncio.run(asyncio.wait_for(asyncio.shield(work()), 5))`: so many calls may stand around the one that matters.
_MAX_WRAPPERS = 4
# It is called when somebody wants the program to end.
_SIGNALS = "add_signal_handler"
# A program with more functions than this below a loop that it starts is taken to have others to serve.
_MAX_BELOW = 250


class Use(NamedTuple):
    """A call that a coroutine function stands in: a call of it, or one that it is handed to (`given`)."""

    graph: FileGraph
    call: int
    given: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Where it is."""
        return self.graph.facts.path, self.call


class Starters:
    """Knows the calls that start a loop, those of the project's own functions among them."""

    def __init__(self, project: Project, code: Asking) -> None:
        self._project = project
        self._code = code
        self._running: Recall[Node, bool] = Recall(project.trace)

    def starter(self, use: Use) -> Use | None:
        """Give the call that starts a loop for the coroutine of a use, None where nothing does."""
        graph, index = use.graph, use.call
        for start in (index,) if use.given else self._receivers(graph, index):
            outer = start
            for _ in range(_MAX_WRAPPERS):
                if outer < 0:
                    break
                if self._runs(graph, graph.calls[outer]):
                    return Use(graph, outer)
                outer = graph.calls[outer].argument_of if self._only_wraps(graph, outer) else -1
        return None

    def waits(self, graph: FileGraph, index: int) -> bool:
        """Whether the coroutine that a call makes is awaited where it stands, perhaps by way of a wrapper or task."""
        for _ in range(_MAX_WRAPPERS):
            if graph.calls[index].awaited:
                return True
            index = graph.calls[index].argument_of
            if index < 0 or not self._only_wraps(graph, index):
                break
        return index >= 0 and self._waits_for_task(graph, graph.calls[index])

    def decorator(self, home: FileGraph, decorator: str) -> Use | None:
        """Find where a decorator of the project starts a loop for what it decorates."""
        node = self._project.linker.target(home.facts.path, decorator)
        graph = self._project.graph(node.path) if node is not None else None
        if node is None or graph is None or not self.runs_given(node):
            return None
        index = next(i for i in inside(graph, node.function) if graph.normal(graph.calls[i]) in graph.callables.runners)
        return Use(graph, index, given=True)

    def target(self, graph: FileGraph, call: Call) -> Node | None:
        """Give the function of the project that a call runs."""
        own = graph.target(call)
        return graph.node(own) if own >= 0 else self._project.linker.target(graph.facts.path, graph.spell(call))

    def meant(self, graph: FileGraph, name: str) -> Node | None:
        """Give the function of the project that a resolved name of a file stands for."""
        own = graph.find(name)
        return graph.node(own) if own >= 0 else self._project.linker.target(graph.facts.path, name)

    def shares(self, graph: FileGraph, call: Call) -> bool:
        """Whether a call has the loop run something beside the caller, as far as that is not seen in the project.

        Coroutines that are awaited together are beside each other, and beside nothing else. So is a task that the
        function which makes it waits for, and for nothing else.
        """
        callables = graph.callables
        if last_word(call.callee) == _SIGNALS:
            return False
        if graph.normal(call) in callables.sharing:
            together = call.awaited and graph.normal(call) in callables.joining
            return not together and not self._waits_for_task(graph, call)
        if graph.normal(call).rpartition("().")[0] in callables.sharing:
            return False  # the call that made the task says it
        suspect = last_word(call.callee) in callables.sharing_methods and self.target(graph, call) is None
        return suspect or self.serves(graph, call)

    def serves(self, graph: FileGraph, call: Call) -> bool:
        """Whether the loop serves somebody after a call, or goes on until it is stopped."""
        callables, word = graph.callables, last_word(call.callee)
        if graph.normal(call) in callables.serving:
            return True
        suspect = word in callables.serving_methods or (call.awaited and word in callables.serving_awaited)
        return suspect and self.target(graph, call) is None

    def goes_on(self, node: Node) -> bool:
        """Whether a function, or one that it runs, gives the loop more to do than to run it to its end."""
        queue, seen = [node], {node}
        while queue:
            current = queue.pop()
            graph = self._project.graph(current.path)
            calls = [graph.calls[index] for index in inside(graph, current.function)] if graph is not None else []
            for call in calls:
                if graph is None or self.shares(graph, call) or len(seen) > _MAX_BELOW:
                    return True
                target = self.target(graph, call)
                if target is not None and target not in seen:
                    seen.add(target)
                    queue.append(target)
        return False

    def _waits_for_task(self, graph: FileGraph, call: Call) -> bool:
        """Whether a function makes one task, keeps it under a name, and awaits that and nothing else."""
        if call.function < 0 or graph.normal(call) not in graph.callables.sharing:
            return False
        made = [graph.calls[index] for index in graph.made_in(call.function)]
        further = (item for item in made if item != call)
        if any(item.awaited or graph.normal(item) in graph.callables.sharing for item in further):
            return False
        path, function = graph.facts.path, graph.facts.functions[call.function]
        names = (item.target for item in graph.facts.bindings if item.call >= 0 and graph.calls[item.call] == call)
        return any(self._code.awaits(path, name, function.line, function.end_line) for name in names)

    def _receivers(self, graph: FileGraph, index: int) -> Iterator[int]:
        """Yield the calls that get what a call gives: as an argument, under a name, or out of a lambda."""
        call = graph.calls[index]
        yield call.argument_of
        if call.function >= 0 and not graph.facts.functions[call.function].name:
            yield graph.facts.functions[call.function].argument_of
        if call.resolved and any(binding.call == index for binding in graph.facts.bindings):
            result = f"{call.resolved}()"
            for other in graph.made_in(call.function):
                if any(arg.kind == "name" and arg.value == result for arg in graph.calls[other].args):
                    yield other

    def _only_wraps(self, graph: FileGraph, index: int) -> bool:
        return graph.normal(graph.calls[index]) in graph.callables.wrappers

    def _runs(self, graph: FileGraph, call: Call) -> bool:
        """Whether a call starts a loop for a coroutine that it is given, itself or by a function of the project."""
        if starts_loop(graph, call):
            return True
        target = self.target(graph, call)
        return target is not None and self.runs_given(target)

    def runs_given(self, node: Node) -> bool:
        """Whether a synchronous function of the project does nothing with a coroutine but to start a loop for it."""
        return self._running.get(node, lambda: self._only_runs(node))

    def _only_runs(self, node: Node) -> bool:
        graph = self._project.graph(node.path)
        if graph is None or graph.facts.functions[node.function].is_async:
            return False
        calls = [graph.calls[index] for index in inside(graph, node.function)]
        starts = any(starts_loop(graph, call) and _takes_parameter(call) for call in calls)
        return starts and not any(self.shares(graph, call) for call in calls)


def inside(graph: FileGraph, function: int) -> Iterator[int]:
    """Yield the calls of a function and of those that are defined in it."""
    if function < 0:
        yield from graph.made_in(function)
        return
    inner = {function}
    for index, item in enumerate(graph.facts.functions):
        if item.parent in inner:
            inner.add(index)
    for index, call in enumerate(graph.facts.calls):
        if call.function in inner:
            yield index


def starts_loop(graph: FileGraph, call: Call) -> bool:
    """Whether a call starts a loop, or hands what starts one to a thread."""
    runners = graph.callables.runners
    return graph.normal(call) in runners or any(graph.callables.normal(handed(arg)) in runners for arg in call.args)


def _takes_parameter(call: Call) -> bool:
    """Whether a call is given something that nobody knows by name, as a parameter is or what a parameter gives."""
    return any(arg.kind in ("name", "call") and not arg.value for arg in call.args)
