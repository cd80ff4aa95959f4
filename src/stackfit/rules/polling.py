"""SF105: each connection asks a database or a service on a clock of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts, Loop
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.places import Places, symbol

_ASKS = frozenset(
    {"find", "findOne", "findAll", "findMany", "findUnique", "findFirst", "findById", "find_one", "aggregate", "query"}
    | {"fetch", "fetchone", "fetchall", "fetch_all", "fetch_one", "fetchrow", "execute", "scalar", "scalars", "first"}
    | {"hgetall", "lrange", "llen", "zrange", "smembers", "countDocuments", "count_documents"}
)
_HTTP = re.compile(r"(?:axios|node-fetch|got|undici|requests|httpx|aiohttp|globalThis\.fetch)\b")
_CLIENTS = frozenset({"axios", "got", "undici", "requests", "httpx", "aiohttp", "fetch"})
"""Words of which one stands in a file that has a name which `_HTTP` matches."""
_SLEEPS = frozenset({"asyncio.sleep", "time.sleep", "anyio.sleep", "trio.sleep", "gevent.sleep", "eventlet.sleep"})
_WRITES = re.compile(r"\s{0,80}(?:insert|update|delete|merge|replace)\s", re.IGNORECASE)
_SENDS = frozenset({"send", "emit", "write", "send_json", "send_text", "send_str", "send_bytes", "publish"})


class PollPerConnection:
    """Every open connection asks for news on a clock of its own.

    ## What it finds

    In a handler of sockets or streams a `setInterval`, or a loop that sleeps, which asks a database or another service
    and sends what it got to that one client. It is an information.

    ## Why it matters

    A hundred clients with a clock of one second are a hundred queries a second, nearly all of which bring nothing new,
    and each client still learns of it a second late. The connection can be pushed to: ask once for all of them, or let
    the database tell: [change streams](https://www.mongodb.com/docs/manual/changeStreams/) of MongoDB,
    [LISTEN and NOTIFY](https://www.postgresql.org/docs/current/sql-notify.html) of PostgreSQL, Redis pub/sub.

    ## Example

    Bad:

    ```javascript
    io.on("connection", (socket) => {
      setInterval(async () => socket.emit("orders", await Order.find()), 1000);
    });
    ```

    Good:

    ```javascript
    Order.watch().on("change", (change) => io.emit("order", change.fullDocument));
    ```

    ## What to do instead

    Publish where the data change, and send to the connections from there; at least let one timer ask for all of them.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF105",
        name="poll-per-connection",
        severity=Severity.INFO,
        summary="Each connection asks for news on a clock of its own",
        since="0.1.0",
        criteria=("architecture", "performance"),
        languages=(*PYTHON, *NODE),
        words=frozenset({"setInterval", "sleep"}),
        beside=(_ASKS | _CLIENTS, _SENDS),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look for clocks in handlers, and for what runs at each turn."""
        for component in context.components:
            places = context.once(Places, component)
            for facts in context.candidates(component, self.meta):
                clocks = _loops(facts) if facts.language.is_python else _timers(facts)
                for clock, calls in clocks:
                    asked = next((call for call in calls if _asks(call)), None)
                    sent = any(call.callee.rpartition(".")[2] in _SENDS and call is not asked for call in calls)
                    handler = places.handler(facts, clock.function) if asked is not None and sent else ""
                    if asked is not None and handler:
                        yield self._report(component, facts, clock, asked, handler)

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, clock: Call, asked: Call, handler: str
    ) -> Finding:
        place = Location(path=facts.path, line=asked.line, column=asked.column)
        return self.meta.finding(
            Location(path=facts.path, line=clock.line, column=clock.column, end_line=clock.end_line),
            f"Each connection of {handler} asks for news on a clock of its own ({asked.callee})",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="send from where the data change, or let one timer ask for all connections",
            symbol=symbol(facts, clock),
            related=(Related(location=place, what="asked at each turn"),),
        )


def _timers(facts: FileFacts) -> Iterator[tuple[Call, list[Call]]]:
    """Yield the intervals of a JavaScript file, and the calls that each turn makes."""
    for index, call in enumerate(facts.calls):
        if call.resolved == "globalThis.setInterval" and call.function >= 0:
            inside = {number for number, item in enumerate(facts.functions) if item.argument_of == index}
            inside |= {number for number, item in enumerate(facts.functions) if item.parent in inside}
            yield call, [item for item in facts.calls if item.function in inside]


def _loops(facts: FileFacts) -> Iterator[tuple[Call, list[Call]]]:
    """Yield the sleeps in loops of a Python file, and the other calls of the loop that each is the clock of."""
    for call in facts.calls:
        if call.resolved in _SLEEPS and call.in_loop and call.function >= 0:
            around = [item for item in facts.loops if item.function == call.function and _is_in(call, item)]
            loop = max(around, key=lambda item: item.line, default=None)
            if loop is not None:
                yield call, [item for item in facts.calls if item.function == call.function and _is_in(item, loop)]


def _is_in(call: Call, loop: Loop) -> bool:
    return loop.line <= call.line <= loop.end_line


def _asks(call: Call) -> bool:
    """Whether a call asks a database or another service."""
    name = call.callee.rpartition(".")[2]
    owned = "." in call.callee and name in _ASKS and not (call.args and _WRITES.match(call.args[0].value))
    return (owned and call.resolved != "globalThis.Array().find") or bool(_HTTP.match(call.resolved))
