"""The search from a blocking call back to the entries of the loop, and how hot those are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way from an on-loop function (`start`) down to a blocking call; the edges run in that order."""

    start: int
    entry: Entry
    edges: tuple[Edge, ...]


class FileSearch:
    """Finds the blocking calls of one file. `cut` counts searches that ended at the file's border."""

    def __init__(self, facts: FileFacts, role: Role, callables: LanguageCallables, *, served: bool = True) -> None:
        self.graph = FileGraph(facts, callables)
        self.entries = find_entries(self.graph, served=served)
        self.cut = 0
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
            routes = self._routes(call.function)
            if routes:
                yield self._describe(call, found, routes)
            elif not self.graph.callers.get(call.function):
                self.cut += 1

    def _copies(self, call: Call) -> bool:
        """Whether a call stands in a loop that also awaits: an upload or download on its way to or from the disk."""
        others = self._facts.calls if call.in_loop else ()
        return any(other.awaited and other.in_loop and other.function == call.function for other in others)

    def _routes(self, function: int) -> list[Route]:
        """Find the nearest on-loop functions above `function`, each by its shortest way; breadth first."""
        routes: list[Route] = []
        queue: deque[tuple[int, tuple[Edge, ...]]] = deque([(function, ())])
        seen = {function}
        while queue:
            index, edges = queue.popleft()
            entry = self.entries.get(index)
            if entry is not None:
                routes.append(Route(start=index, entry=self._origin(index, entry), edges=edges))
                continue
            for edge in self.graph.callers.get(index, ()):
                if edge.caller >= 0 and edge.caller not in seen:
                    seen.add(edge.caller)
                    queue.append((edge.caller, (edge, *edges)))
        return routes

    def _origin(self, function: int, entry: Entry) -> Entry:
        """Find the hottest entry that leads to an on-loop function: a handler's async helper is as hot as itself."""
        best = entry
        queue, seen = deque([function]), {function}
        while queue and not best.hot and entry.kind not in _ONCE:
            for edge in self.graph.callers.get(queue.popleft(), ()):
                if edge.caller < 0 or edge.caller in seen:
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
        origin = (
            Entry(kind="async", what="a loop")
            if entry.kind == START_UP and call.in_loop and found.cost == "heavy"
            else entry
        )
        return BlockingCall(
            location=self._location(call),
            language=self._facts.language,
            callee=call.callee,
            callable=found.name,
            kind=found.kind,
            cost=found.cost,
            entry=_name_entry(start, self.entries[route.start], entry),
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

    def _step(self, call: Call) -> ChainStep:
        return ChainStep(
            location=self._location(call), function=self._facts.functions[call.function].qualname, call=call.callee
        )

    def _location(self, call: Call) -> Location:
        return Location(path=self._facts.path, line=call.line, column=call.column, end_line=call.end_line)


def returns_at_once(call: Call, found: BlockingCallable) -> bool:
    """Whether an argument turns the call into one that does not wait ("block=False")."""
    for key, value in found.unless:
        for position, arg in enumerate(call.args):
            if arg.keyword == key or (arg.keyword is None and key == str(position)):
                if arg.value == value:
                    return True
            elif arg.kind == "object" and key in arg.value.split(","):
                return True
    return False


def _name_entry(function: Function, own: Entry, origin: Entry) -> str:
    """Say what runs on the loop, and on whose behalf: "async function load (for a request handler)"."""
    name = function.qualname if function.name else f"at line {function.line}"
    behalf = f" (for a {origin.what})" if origin.what != own.what else ""
    return f"{own.what} {name}{behalf}"


def _sureness(edges: Iterable[Edge]) -> Confidence:
    return Confidence.DEFINITE if all(edge.sure for edge in edges) else Confidence.PROBABLE


def _weakest(*levels: Confidence) -> Confidence:
    return min(levels, key=lambda level: level.rank)
