"""SF306: an error event that nobody listens to ends the process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.emitters import Emitter, silent_emitters
from stackfit.rules.places import Places

_LASTING = frozenset({"redis.createClient", "pg.Pool"})
_SERVED = frozenset({ComponentKind.SERVICE, ComponentKind.APP})
_CATCH_ALL = frozenset({"uncaughtException"})


class MissingErrorListener:
    """A socket, stream, client or child process of a server has no `error` listener.

    ## What it finds

    In Node.js servers: sockets made or accepted by `net`, `tls` and `ws`, requests of `http` and `https`, started
    processes, files piped into a response, and the clients of redis and pg, when nothing in their file listens to
    `error`. It is reported behind request, message and socket handlers; for the connections that a server keeps (Redis,
    a database pool) and for accepted sockets everywhere. What is handed on, returned or exported is left alone: someone
    else may listen. Where the process has an `uncaughtException` handler it is an information.

    ## Why it matters

    An emitter that emits `error` while nobody listens
    [throws, and the process ends](https://nodejs.org/api/events.html#error-events): a client that hangs up at the
    wrong moment, a missing file or a restart of Redis takes down the server with all its other connections.

    ## Example

    Bad:

    ```javascript
    wss.on('connection', (socket) => {
      socket.on('message', (data) => broadcast(data));
    });
    ```

    Good:

    ```javascript
    wss.on('connection', (socket) => {
      socket.on('error', (error) => log.warn(error));
      socket.on('message', (data) => broadcast(data));
    });
    ```

    ## What to do instead

    Add the listener right where the object is made. For streams use `pipeline` of node:stream/promises, which passes
    errors on and closes both ends.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF306",
        name="missing-error-listener",
        severity=Severity.WARNING,
        summary="An error event that nobody listens to ends the server",
        since="0.1.0",
        criteria=("error-handling",),
        languages=NODE,
        words=frozenset({"net", "tls", "ws", "http", "https", "child_process", "cross-spawn", "redis", "pg", "fs"})
        | _CATCH_ALL,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at what emits errors in servers."""
        for component in context.components:
            if component.runtime.side is None or component.kind not in _SERVED:
                continue
            places = context.once(Places, component)
            caught = bool(context.files(component, _CATCH_ALL, NODE))
            for facts in context.candidates(component, self.meta):
                for emitter in silent_emitters(facts, context.text(facts.path) or ""):
                    lasting = emitter.call.resolved in _LASTING or emitter.function != emitter.call.function
                    if lasting or places.handler(facts, emitter.function):
                        yield self._report(component, facts, emitter, caught=caught)

    def _report(self, component: ProfiledComponent, facts: FileFacts, emitter: Emitter, *, caught: bool) -> Finding:
        call = emitter.call
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.line),
            f"{emitter.what} has no error listener: {emitter.when} ends the process",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if caught else Severity.WARNING,
            component=component.component.path,
            hint="add .on('error', ...) where it is made",
            symbol=facts.functions[emitter.function].qualname if emitter.function >= 0 else "",
        )
