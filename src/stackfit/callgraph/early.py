"""What runs before its loop has anything else to do: nobody waits for it yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from stackfit.callgraph.above import Above
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.uses import UseIndex
from stackfit.callgraph.values import Node
from stackfit.callgraph.waiting import asks_for_loop
from stackfit.catalogue.callables_model import last_word
from stackfit.model.code import CodeReader
from stackfit.model.facts import Call, Loop

# So many functions may stand between what starts a loop and a call that is early in it.
_MAX_BETWEEN = 12
# What comes after more calls than this is not asked about.
_MAX_BEFORE = 100
_RUN_ANY = "run_until_complete"


class Early:
    """Tells the calls that a loop comes to first of all."""

    def __init__(self, project: Project, code: CodeReader, starters: Starters, uses: UseIndex, above: Above) -> None:
        self._project = project
        self._code = code
        self._starters = starters
        self._uses = uses
        self._above = above
        self._known: Recall[tuple[Node, int, int], bool] = Recall(project.trace)

    def has(self, node: Node, call: Call) -> bool:
        """Whether every loop that comes to a call in a function has had nothing to run but what led to it."""
        return self._known.get((node, call.line, call.column), lambda: self._find(node, call))

    def _find(self, node: Node, call: Call) -> bool:
        """Go up from a call to what starts its loop. `fresh`: nothing has been waited for on the way.

        A task begins when something is waited for.
        """
        queue, seen, started = [(node, call, True)], {node}, False
        while queue:
            current, at, fresh = queue.pop()
            graph = self._project.graph(current.path)
            if graph is None or len(seen) > _MAX_BETWEEN or not self._is_undisturbed(graph, current, at):
                return False
            fresh = fresh and not any(other.awaited for other in self._before(graph, current, at))
            uses = list(self._uses.each(current))
            if not uses or self._uses.kept(current) or self._above.is_served(current):
                return False
            for use in uses:
                if self._starts(use):
                    started = True
                    continue
                other = use.graph.calls[use.call]
                if use.given or other.function < 0:
                    return False
                caller = use.graph.node(other.function)
                if not self._starters.waits(use.graph, use.call) and not (fresh and self._is_single(use, caller)):
                    return False
                if caller not in seen:
                    seen.add(caller)
                    queue.append((caller, other, fresh))
        return started

    def _is_single(self, use: Use, caller: Node) -> bool:
        """Whether a function that makes a task, or hands a coroutine on, has nothing else to be waited for."""
        graph, call = use.graph, use.graph.calls[use.call]
        outer = tuple(_outer(graph, call))
        if any(graph.normal(other) in graph.callables.joining for other in outer):
            return False
        around = {call, *outer}
        beside = [other for index in graph.made_in(caller.function) if (other := graph.calls[index]) not in around]
        return not any(other.awaited or self._may_disturb(graph, other) for other in beside)

    def _starts(self, use: Use) -> bool:
        """Whether a use starts a loop that nobody has given anything to do before."""
        start = self._starters.starter(use)
        if start is None:
            return False
        graph, call = start.graph, start.graph.calls[start.call]
        before = self._before(graph, graph.node(call.function), call) if last_word(call.callee) == _RUN_ANY else ()
        return not any(self._starters.shares(graph, other) for other in before)

    def _is_undisturbed(self, graph: FileGraph, node: Node, call: Call) -> bool:
        """Whether a function has left nothing running when it comes to a call in it.

        What is awaited of a library may do so; so may whatever stands in the same loop.
        """
        if asks_for_loop(graph, node.function) or (call.in_loop and _around(graph, call) is None):
            return False
        before = list(islice(self._before(graph, node, call), _MAX_BEFORE + 1))
        return len(before) <= _MAX_BEFORE and not any(self._may_disturb(graph, other) for other in before)

    def _may_disturb(self, graph: FileGraph, call: Call) -> bool:
        target = self._starters.target(graph, call)
        if target is None:
            return call.awaited or self._starters.shares(graph, call)
        return self._starters.shares(graph, call) or self._starters.goes_on(target)

    def _before(self, graph: FileGraph, node: Node, call: Call) -> Iterator[Call]:
        """Yield the calls that a function may have made when it comes to one, but for those that this is given to."""
        around = {call, *_outer(graph, call)}
        loop = _around(graph, call)
        begin, end = (loop.line, loop.end_line) if loop is not None else (call.line + 1, call.line)
        calls = [graph.calls[index] for index in graph.made_in(node.function)]
        before = [other for other in calls if other.line <= end and other not in around]
        passed = self._code.passed(graph.facts.path, call.line, call.column) if before else ()
        lines = [first for first, _ in passed]
        for other in before:
            place = bisect_right(lines, other.line) - 1
            if begin <= other.line <= end or place < 0 or other.line > passed[place][1]:
                yield other


def _around(graph: FileGraph, call: Call) -> Loop | None:
    """Give the outermost loop statement of a function around a call in it."""
    loops = (item for item in graph.facts.loops if item.function == call.function and item.outer < 0)
    return next((item for item in loops if item.line <= call.line <= item.end_line), None)


def _outer(graph: FileGraph, call: Call) -> Iterator[Call]:
    """Yield the calls that a call is an argument of."""
    while call.argument_of >= 0:
        call = graph.calls[call.argument_of]
        yield call
