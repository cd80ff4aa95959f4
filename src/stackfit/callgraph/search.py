"""The search from a blocking call back to the entries of the loop, and how hot those are."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from stackfit.callgraph.answers import FoundCalls
from stackfit.callgraph.carriers import Carriers
from stackfit.callgraph.certainty import Certainty
from stackfit.callgraph.edges import Edge
from stackfit.callgraph.entries import (
    ALONE,
    ASYNC,
    COMMAND,
    MAIN,
    MAIN_COROUTINE,
    ONE_TIME,
    START_UP,
    UNSEEN,
    UNUSED,
    Entry,
)
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.loops import Loops
from stackfit.callgraph.project import Project
from stackfit.callgraph.shut import Doors
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.callgraph.waiting import judge_cost, may_wait
from stackfit.catalogue.callables_model import BlockingCallable
from stackfit.model.blocking import BlockingCall, LoopPath
from stackfit.model.facts import Call, Function
from stackfit.model.finding import ChainStep
from stackfit.model.kinds import Confidence, Role
from stackfit.model.source import Location

# What a loop that never ends would do again and again, rather than go through a few files at start-up.
_REPEATED = frozenset(("sleep", "network", "database", "lock"))
_ONCE = frozenset((START_UP, MAIN))
_ASIDE = frozenset(("bin", "cli", "cmds", "scripts", "simulator", "benchmarks", "testing"))
_WRAPPERS = 2
_PYTHON = (".py", ".pyw", ".ipynb")
_MAX_REGISTRATION = 60
_WORD = re.compile(r"[A-Z]?[a-z]+")
# Chains that people write have a dozen calls. What goes on for longer is generated or hostile, and would take time and
# memory that grow with the square of the code.
_MAX_HOPS = 64
_MAX_STEPS = 100_000
# How far up it is asked on whose behalf an asynchronous function runs.
_MAX_ORIGINS = 40
_MAX_ALSO = 100
# Of so many routes it is asked whether they begin before anybody is served.
_MAX_EARLY = 20
_EARLY = frozenset((ASYNC, START_UP, MAIN))


class Route(Struct, frozen=True, kw_only=True):
    """A way from an on-loop function (`start`) down to a blocking call; the edges run in that order."""

    start: Node
    entry: Entry
    edges: tuple[Edge, ...]


class Search:
    """Finds the blocking calls of a project that a loop reaches. `cut` counts searches that saw no entry at the end."""

    def __init__(self, project: Project, carriers: Carriers, doors: Doors, loops: Loops, certainty: Certainty) -> None:
        self.cut = 0
        self._doors = doors
        self._loops = loops
        self._certainty = certainty
        self._carriers = carriers
        self._project = project
        self._known: Recall[Node, tuple[list[Route], bool]] = Recall(project.trace)
        self._origins: Recall[Node, Entry] = Recall(project.trace)

    def find_calls(self, path: str) -> FoundCalls:
        """Find the blocking calls of a file that the loop reaches."""
        graph = self._project.graph(path)
        if graph is None:
            return FoundCalls()
        before = self.cut
        calls = tuple(self.blocking_calls(graph, self._project.files[path].role))
        known = sum(bool(call.resolved) for call in graph.facts.calls)
        return FoundCalls(calls, known, len(graph.facts.calls) - known, self.cut - before)

    def blocking_calls(self, graph: FileGraph, role: Role) -> Iterator[BlockingCall]:
        """Every blocking call of one file that the loop reaches."""
        callables = graph.callables
        for call in graph.facts.calls:
            if call.function < 0:
                continue
            found = callables.blocking.get(graph.normal(call))
            if found is None and (name := self._carriers.resolve(graph, call)):
                found = callables.blocking.get(name)
            if found is None or not may_wait(graph, call, found):
                continue
            routes, complete = self._routes(graph.node(call.function))
            ways = [(route, self._doors.way(route.edges, graph, call)) for route in routes]
            routes = [
                route if way == route.edges else replace(route, edges=way) for route, way in ways if way is not None
            ]
            if routes:
                yield self._describe(graph, call, found, routes, role)
            elif not complete:
                self.cut += 1

    def reached(self, path: str, function: int) -> LoopPath | None:
        """Say how a loop gets to a function (by index), None where none is seen to."""
        graph = self._project.graph(path) if path in self._project.files and function >= 0 else None
        routes, _ = self._routes(graph.node(function)) if graph is not None else ([], False)
        if not routes:
            return None
        route, *further = self._in_order(routes)
        return LoopPath(
            entry=self._name_entry(route),
            entry_kind=route.entry.kind,
            hot=route.entry.hot,
            chain=self._steps(route),
            others=len(further),
            confidence=_weakest(route.entry.confidence, self._certainty.of(route.edges)),
        )

    def _routes(self, node: Node) -> tuple[list[Route], bool]:
        """Find the nearest on-loop functions above `node`, each by its shortest way, and whether all was seen."""
        return self._known.get(node, lambda: self._search(node))

    def _search(self, node: Node) -> tuple[list[Route], bool]:
        routes: list[Route] = []
        complete, callers_seen, steps_left = True, False, _MAX_STEPS
        queue = deque([(node, 0)])
        down: dict[Node, Edge] = {}
        kinds = {node: self._project.owner(node)}
        while queue:
            current, hops = queue.popleft()
            entry = self._project.entry(current)
            if entry is not None:
                edges = tuple(_walk_down(down, current, node))
                routes.append(Route(start=current, entry=self._origin(current, entry), edges=edges))
                continue
            callers = self._project.callers(current) if hops < _MAX_HOPS and steps_left > 0 else None
            complete = complete and callers is not None
            callers_seen = callers_seen or bool(callers)
            steps_left -= len(callers or ())
            for edge in callers or ():
                if edge.caller != node and edge.caller not in down:
                    fits, kind = self._project.fits(edge, kinds[current])
                    if not fits:
                        continue
                    kinds[edge.caller] = kind
                    down[edge.caller] = edge
                    queue.append((edge.caller, hops + 1))
        return routes, complete and callers_seen

    def _origin(self, node: Node, entry: Entry) -> Entry:
        """Find the hottest entry that leads to an on-loop function: a handler's async helper is as hot as itself."""
        if entry.hot or entry.kind in _ONCE:
            return entry
        return self._origins.get(node, lambda: self._find_origin(node, entry))

    def _find_origin(self, node: Node, entry: Entry) -> Entry:
        best = entry
        queue, seen = deque([node]), {node}
        tops: list[Node] = []
        while queue and not best.hot and len(seen) < _MAX_ORIGINS:
            current = queue.popleft()
            uses = self._project.uses(current, few=True)
            if not uses:
                tops.append(current)
            for edge in uses:
                if edge.caller.function < 0:
                    continue
                if edge.caller in seen:
                    continue
                seen.add(edge.caller)
                queue.append(edge.caller)
                other = self._project.entry(edge.caller, few=True)
                if other is not None and (other.rank, -other.confidence.rank) < (best.rank, -best.confidence.rank):
                    best = other
        if best is not entry:
            return best
        apart = self._find_apart(node) if entry.kind == ASYNC and node.path.endswith(_PYTHON) else None
        if apart is not None or self._runs_once(node):
            return apart or ONE_TIME
        hidden = not queue and node.path.endswith(_PYTHON) and all(map(self._loops.unseen, tops))
        return UNSEEN if hidden and tops and entry.kind == ASYNC else entry

    def _find_apart(self, node: Node) -> Entry | None:
        """Say how a Python coroutine keeps apart from what a loop serves others with, None where it does not."""
        if self._loops.alone(node):
            return COMMAND if self._loops.offered(node) else ALONE
        if self._loops.commanded(node):
            return COMMAND
        if self._loops.started(node):
            return MAIN_COROUTINE
        return UNUSED if self._loops.unused(node) else None

    def _runs_once(self, node: Node) -> bool:
        """Whether an asynchronous function is only awaited by what runs once: at module level, start-up or in main."""
        queue, seen = deque([node]), {node}
        while queue and len(seen) < _MAX_ORIGINS:
            uses = self._project.uses(queue.popleft(), few=True)
            if not uses or not all(self._waits(edge) for edge in uses):
                return False
            for edge in uses:
                other = self._project.entry(edge.caller) if edge.caller.function >= 0 else None
                if edge.caller in seen or edge.caller.function < 0 or (other is not None and other.kind in _ONCE):
                    continue
                if other is not None and self._loops.started(edge.caller):
                    continue
                if other is not None and other.hot:
                    return False
                seen.add(edge.caller)
                queue.append(edge.caller)
        return not queue

    def _waits(self, edge: Edge) -> bool:
        """Whether the caller waits right there; in Python a task that is not awaited goes on beside others."""
        graph = self._project.graph(edge.caller.path)
        return graph is not None and (not graph.callables.python or graph.calls[edge.call].awaited)

    def _describe(
        self, graph: FileGraph, call: Call, found: BlockingCallable, routes: list[Route], role: Role
    ) -> BlockingCall:
        route, *further = self._in_order(routes, call)
        entry = route.entry
        chain = (*self._steps(route), _make_step(graph, call))
        cost = judge_cost(graph, call, found)
        if entry is COMMAND and found.kind == "input":
            entry = ALONE  # who runs a command is asked there, and waits for nothing else
        again = entry.kind == START_UP and call.in_loop and cost == "heavy" and found.kind in _REPEATED
        goes_on = again and self._loops.busy(route.start, chain[0].location.line)
        origin = Entry(kind="async", what="a loop") if goes_on else entry
        return BlockingCall(
            location=_locate(graph, call),
            language=graph.facts.language,
            callee=call.callee,
            callable=found.name,
            kind=found.kind,
            cost=cost,
            entry=self._name_entry(route),
            entry_kind=origin.kind if graph.callables.python else entry.kind,
            chain=chain,
            symbol=graph.facts.functions[call.function].qualname,
            role=role,
            hot=entry.hot,
            others=len(further),
            also=tuple((self._first(item, graph, call), self._name_entry(item)) for item in further[:_MAX_ALSO]),
            confidence=_weakest(found.confidence, entry.confidence, self._certainty.of(route.edges, (graph, call))),
            replacement=found.replacements[-1][1] if found.replacements else "",
            replacements=found.replacements,
            once=graph.callables.python and any(_sounds_once(step.function, graph) for step in chain),
            migrates=any(_is_migration(step, graph) for step in chain),
        )

    def _in_order(self, routes: Iterable[Route], call: Call | None = None) -> list[Route]:
        """Sort routes: the hottest first, then those from what a product serves, then the shortest.

        None comes first that begins when its loop has nothing else to run, unless all are so.
        """
        found = sorted(routes, key=lambda item: (item.entry.rank, _is_aside(item.start), len(item.edges), item.start))
        for place, route in enumerate(found[:_MAX_EARLY]):
            if not self._is_early(route, call):
                return [route, *found[:place], *found[place + 1 :]]
        return found if len(found) > _MAX_EARLY else [replace(route, entry=ALONE) for route in found]

    def _is_early(self, route: Route, call: Call | None) -> bool:
        """Whether a route, to a call in its last function, begins before anybody can be waiting."""
        graph = self._project.graph(route.start.path)
        if graph is None or not graph.callables.python or route.entry.kind not in _EARLY:
            return False
        first = graph.calls[route.edges[0].call] if route.edges else call
        return first is not None and self._loops.early(route.start, first)

    def _steps(self, route: Route) -> tuple[ChainStep, ...]:
        callers = ((self._project.graph(edge.caller.path), edge.call) for edge in route.edges)
        return tuple(_make_step(caller, caller.calls[index]) for caller, index in callers if caller is not None)

    def _name_entry(self, route: Route) -> str:
        """Say what runs on the loop, and on whose behalf: "async function load (for a request handler)"."""
        graph = self._project.graph(route.start.path)
        own = route.entry if route.entry is MAIN_COROUTINE else self._project.entry(route.start) or route.entry
        if graph is None:
            return own.what
        function = graph.facts.functions[route.start.function]
        name = function.qualname if function.name else _registration(graph, function) or f"at line {function.line}"
        behalf = f" (for a {route.entry.what})" if route.entry.what != own.what else ""
        return f"{own.what} {name}{behalf}"

    def _first(self, route: Route, graph: FileGraph, call: Call) -> Location:
        """Give the place of the first call of a route."""
        first = self._project.graph(route.start.path) if route.edges else None
        return _locate(graph, call) if first is None else _locate(first, first.calls[route.edges[0].call])


def _sounds_once(qualname: str, graph: FileGraph) -> bool:
    """Whether the name of a function tells of start-up, migration or shutdown: "initialize", "_migrate_db"."""
    name = qualname.rpartition(".")[2].strip("_")
    return name in graph.callables.once_names or name.partition("_")[0] in graph.callables.once_verbs


def _is_migration(step: ChainStep, graph: FileGraph) -> bool:
    """Whether a step belongs to what brings a database to a new version: "runMigrations", "_migrate_db"."""
    words = _WORD.findall(step.function.rpartition(".")[2])
    return not graph.callables.migrations.isdisjoint(word.lower() for word in words)


def _is_aside(node: Node) -> bool:
    """Whether a function stands among commands or stand-ins, of which one says less than of a server's own code."""
    return not _ASIDE.isdisjoint(part.strip("_") for part in node.path.split("/")[:-1])


def _registration(graph: FileGraph, function: Function) -> str:
    """Show what an anonymous function was handed to with a name: `app.get("/orders")`."""
    outer = function.argument_of if not function.name else -1
    for _ in range(_WRAPPERS):
        call = graph.facts.calls[outer] if outer >= 0 else None
        if call is None or (call.args and call.args[0].kind == "string"):
            break
        outer = call.argument_of
    text = f'{call.callee}("{call.args[0].value}")' if call is not None and call.args else ""
    return text if text.isprintable() and len(text) <= _MAX_REGISTRATION else ""


def _make_step(graph: FileGraph, call: Call) -> ChainStep:
    return ChainStep(
        location=_locate(graph, call), function=graph.facts.functions[call.function].qualname, call=call.callee
    )


def _locate(graph: FileGraph, call: Call) -> Location:
    return Location(path=graph.facts.path, line=call.line, column=call.column, end_line=call.end_line)


def _walk_down(down: Mapping[Node, Edge], start: Node, end: Node) -> Iterator[Edge]:
    """Yield the edges from `start` down to `end`; `down` has the next one from each function."""
    while start != end:
        yield down[start]
        start = down[start].target


def _weakest(*levels: Confidence) -> Confidence:
    return min(levels, key=lambda level: level.rank)
