"""The search from a blocking call back to the entries of the loop, and how hot those are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stackfit.callgraph.entries import MAIN, START_UP, Entry, find_entries
from stackfit.callgraph.files import Edge, FileGraph
from stackfit.catalogue.callables_model import BlockingCallable, LanguageCallables
from stackfit.model.blocking import BlockingCall
from stackfit.model.facts import Call, FileFacts, Function
from stackfit.model.finding import ChainStep
from stackfit.model.kinds import Confidence, Role
from stackfit.model.source import Location

_ONCE = frozenset((START_UP, MAIN))
_WRAPPERS = 2
_MAX_REGISTRATION = 60
# Chains that people write have a dozen calls. What goes on for longer is generated or hostile, and would take time and
# memory that grow with the square of the file.
_MAX_HOPS = 64
_MAX_STEPS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way from an on-loop function (`start`) down to a blocking call; the edges run in that order."""

    start: int
    entry: Entry
    edges: tuple[Edge, ...]


class FileSearch:
    """Finds the blocking calls of one file. `cut` counts searches that ended at the file's border, or were too long."""

    def __init__(self, facts: FileFacts, role: Role, callables: LanguageCallables, *, served: bool = True) -> None:
        self.graph = FileGraph(facts, callables)
        self.entries = find_entries(self.graph, served=served)
        self.cut = 0
        self._steps_left = _MAX_STEPS
        self._facts = facts
        self._role = role
        self._callables = callables

    def blocking_calls(self) -> Iterator[BlockingCall]:
        """Every blocking call of the file that the loop reaches."""
        for call in self._facts.calls:
            if call.function < 0 or call.awaited or not call.resolved:
                continue
            found = self._callables.blocking.get(self.graph.normal(call))
            if found is None or (found.loop and not self._copies(call)) or returns_at_once(call, found):
                continue
            routes, complete = self._routes(call.function)
            if routes:
                yield self._describe(call, found, routes)
            elif not complete or not self.graph.callers.get(call.function):
                self.cut += 1

    def _copies(self, call: Call) -> bool:
        """Whether a call stands in a loop that also awaits: an upload or download on its way to or from the disk."""
        others = self._facts.calls if call.in_loop else ()
        return any(other.awaited and other.in_loop and other.function == call.function for other in others)

    def _routes(self, function: int) -> tuple[list[Route], bool]:
        """Find the nearest on-loop functions above `function`, each by its shortest way, and whether all was seen."""
        routes: list[Route] = []
        complete = True
        queue = deque([(function, 0)])
        down: dict[int, Edge] = {}
        while queue:
            index, hops = queue.popleft()
            entry = self.entries.get(index)
            if entry is not None:
                edges = tuple(_walk_down(down, index, function))
                routes.append(Route(start=index, entry=self._origin(index, entry), edges=edges))
                continue
            callers = self._callers(index) if hops < _MAX_HOPS else None
            complete = complete and callers is not None
            for edge in callers or ():
                if edge.caller != function and edge.caller not in down:
                    down[edge.caller] = edge
                    queue.append((edge.caller, hops + 1))
        return routes, complete

    def _callers(self, function: int) -> list[Edge] | None:
        """The edges from functions that lead to a function; None once the file has taken its share of steps."""
        edges = self.graph.callers.get(function, [])
        self._steps_left -= len(edges)
        return [edge for edge in edges if edge.caller >= 0] if self._steps_left >= 0 else None

    def _origin(self, function: int, entry: Entry) -> Entry:
        """Find the hottest entry that leads to an on-loop function: a handler's async helper is as hot as itself."""
        best = entry
        queue, seen = deque([function]), {function}
        while queue and not best.hot and entry.kind not in _ONCE:
            for edge in self._callers(queue.popleft()) or ():
                if edge.caller in seen:
                    continue
                seen.add(edge.caller)
                queue.append(edge.caller)
                other = self.entries.get(edge.caller)
                if other is not None and (other.rank, -other.confidence.rank) < (best.rank, -best.confidence.rank):
                    best = other
        return best

    def _describe(self, call: Call, found: BlockingCallable, routes: list[Route]) -> BlockingCall:
        route = min(routes, key=lambda item: (item.entry.rank, len(item.edges), self._calls(item, call)[0].line))
        entry = route.entry
        chain = tuple(self._step(item) for item in self._calls(route, call))
        start = self._facts.functions[route.start]
        cost = judge_cost(call, found)
        origin = (
            Entry(kind="async", what="a loop") if entry.kind == START_UP and call.in_loop and cost == "heavy" else entry
        )
        return BlockingCall(
            location=self._location(call),
            language=self._facts.language,
            callee=call.callee,
            callable=found.name,
            kind=found.kind,
            cost=cost,
            entry=_name_entry(start, self.entries[route.start], entry, self._registration(start)),
            entry_kind=origin.kind if self._callables.python else entry.kind,
            chain=chain,
            symbol=self._facts.functions[call.function].qualname,
            role=self._role,
            hot=entry.hot,
            others=len(routes) - 1,
            confidence=_weakest(found.confidence, entry.confidence, _sureness(route.edges)),
            replacement=found.replacements[-1][1] if found.replacements else "",
            replacements=found.replacements,
        )

    def _calls(self, route: Route, call: Call) -> list[Call]:
        return [*(self.graph.calls[edge.call] for edge in route.edges), call]

    def _registration(self, function: Function) -> str:
        """Show what an anonymous function was handed to with a name: `app.get("/orders")`."""
        outer = function.argument_of if not function.name else -1
        for _ in range(_WRAPPERS):
            call = self._facts.calls[outer] if outer >= 0 else None
            if call is None or (call.args and call.args[0].kind == "string"):
                break
            outer = call.argument_of
        text = f'{call.callee}("{call.args[0].value}")' if call is not None and call.args else ""
        return text if text.isprintable() and len(text) <= _MAX_REGISTRATION else ""

    def _step(self, call: Call) -> ChainStep:
        return ChainStep(
            location=self._location(call), function=self._facts.functions[call.function].qualname, call=call.callee
        )

    def _location(self, call: Call) -> Location:
        return Location(path=self._facts.path, line=call.line, column=call.column, end_line=call.end_line)


def _walk_down(down: Mapping[int, Edge], start: int, end: int) -> Iterator[Edge]:
    """Yield the edges from `start` down to `end`; `down` has the next one from each function."""
    while start != end:
        yield down[start]
        start = down[start].target


def returns_at_once(call: Call, found: BlockingCallable) -> bool:
    """Whether an argument turns the call into one that does not wait ("block=False")."""
    for key, value in found.unless:
        for position, arg in enumerate(call.args):
            if arg.keyword == key or (arg.keyword is None and key == str(position)):
                if arg.value == value or value == f"({arg.kind})":
                    return True
            elif arg.kind == "object" and key in arg.value.split(","):
                return True
    return False


def judge_cost(call: Call, found: BlockingCallable) -> str:
    """Give the cost class of a call, which an option may raise ("recursive")."""
    if not found.heavy_with:
        return found.cost
    given = any(found.heavy_with in arg.value.split(",") for arg in call.args if arg.kind == "object")
    return found.cost if given else found.plain_cost


def _name_entry(function: Function, own: Entry, origin: Entry, registration: str) -> str:
    """Say what runs on the loop, and on whose behalf: "async function load (for a request handler)"."""
    name = function.qualname if function.name else registration or f"at line {function.line}"
    behalf = f" (for a {origin.what})" if origin.what != own.what else ""
    return f"{own.what} {name}{behalf}"


def _sureness(edges: Iterable[Edge]) -> Confidence:
    return Confidence.DEFINITE if all(edge.sure for edge in edges) else Confidence.PROBABLE


def _weakest(*levels: Confidence) -> Confidence:
    return min(levels, key=lambda level: level.rank)
