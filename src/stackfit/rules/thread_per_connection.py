"""SF104: a thread (or a worker) for each connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.places import Places, symbol

_THREADS = frozenset({"threading.Thread", "_thread.start_new_thread"})
_MIXINS = frozenset({"socketserver.ThreadingMixIn", "SocketServer.ThreadingMixIn"})
_SERVERS = frozenset({"socketserver.ThreadingTCPServer", "SocketServer.ThreadingTCPServer"})
_MADE_BY = frozenset({"ThreadingMixIn", "ThreadingTCPServer"})
_HTTP = ("http.server.", "BaseHTTPServer.", "wsgiref.", "xmlrpc.")
_WORKER = "worker_threads.Worker"
_MANY = frozenset({"messenger", "chatbot", "collaboration", "streaming", "notifications", "iot", "web-api"})


class ThreadPerConnection:
    """Each connection gets a thread or a worker of its own.

    ## What it finds

    - In Python a loop that accepts connections and makes a `threading.Thread` for each: a warning in a service whose
      work is many open connections (a messenger, streaming, devices), an information elsewhere.
    - Servers made from `socketserver.ThreadingMixIn` or `ThreadingTCPServer`: an information.
    - In Node.js a `Worker` of worker_threads made in a handler of requests, connections or messages: a warning.

    ## Why it matters

    The number of clients becomes the number of threads, with nothing to stop it: each has a stack of its own, and a
    slow or silent client keeps one for ever. A worker of Node.js is a whole engine: its own manual
    [asks for a pool](https://nodejs.org/api/worker_threads.html) of workers, for starting one costs more than most
    tasks. An event loop [holds thousands of connections](https://docs.python.org/3/library/asyncio-stream.html) in one
    thread.

    ## Example

    Bad:

    ```python
    while True:
        connection, address = listener.accept()
        threading.Thread(target=serve, args=(connection,)).start()
    ```

    Good:

    ```python
    server = await asyncio.start_server(serve, host, port)
    await server.serve_forever()
    ```

    ## What to do instead

    Serve sockets with asyncio (`asyncio.start_server`), or give a pool of threads a bound. In Node.js keep a pool of
    workers (piscina).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF104",
        name="thread-per-connection",
        severity=Severity.WARNING,
        summary="A thread or worker for each connection",
        since="0.1.0",
        criteria=("architecture", "scalability"),
        languages=(*PYTHON, *NODE),
        words=_MADE_BY | {"accept", "worker_threads"},
        beside=(_MADE_BY | {"Thread", "start_new_thread", "Worker"},),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look for loops that accept, for servers of threads, and for workers made in handlers."""
        for component in context.components:
            places = context.once(Places, component)
            for facts in context.candidates(component, self.meta):
                if not facts.language.is_python:
                    yield from self._workers(component, facts, places)
                    continue
                for location, what, name in _accepting(facts):
                    yield self._report(component, location, what, name, _usual(component))
                for location, what, name in _threading_servers(facts):
                    yield self._report(component, location, what, name, Severity.INFO)

    def _report(
        self, component: ProfiledComponent, location: Location, what: str, name: str, severity: Severity
    ) -> Finding:
        return self.meta.finding(
            location,
            f"{what} gives each connection a thread, without a bound",
            confidence=Confidence.PROBABLE,
            severity=severity,
            component=component.component.path,
            hint="serve the connections with asyncio.start_server",
            symbol=name,
        )

    def _workers(self, component: ProfiledComponent, facts: FileFacts, places: Places) -> Iterator[Finding]:
        """Report workers that a handler of Node.js makes."""
        for call in facts.calls:
            handler = places.handler(facts, call.function) if call.resolved == _WORKER else ""
            if handler:
                yield self.meta.finding(
                    _place(facts, call),
                    f"A worker thread is started for each call of {handler}",
                    confidence=Confidence.PROBABLE,
                    component=component.component.path,
                    hint="keep a pool of workers, with piscina or workerpool",
                    symbol=symbol(facts, call),
                )


def _usual(component: ProfiledComponent) -> Severity:
    """Say how bad it is: worst where many connections are what the component is for."""
    many = component.kind is ComponentKind.SERVICE and not _MANY.isdisjoint(component.workload_ids)
    return Severity.WARNING if many else Severity.INFO


def _accepting(facts: FileFacts) -> Iterator[tuple[Location, str, str]]:
    """Find threads that a loop makes after it accepted a connection."""
    for call in facts.calls:
        if call.resolved == "socket.socket().accept" and call.in_loop:
            near = (item for item in facts.calls if item.function == call.function and item.line >= call.line)
            made = next((item for item in near if item.in_loop and item.resolved in _THREADS), None)
            if made is not None:
                name = symbol(facts, made)
                yield _place(facts, made), f"{name or 'The loop'}, which accepts connections,", name


def _threading_servers(facts: FileFacts) -> Iterator[tuple[Location, str, str]]:
    """Find servers of the standard library that start a thread for each connection."""
    for item in facts.classes:
        if not _MIXINS.isdisjoint(item.bases) and not any(base.startswith(_HTTP) for base in item.bases):
            yield Location(path=facts.path, line=item.line), item.qualname, item.qualname
    for call in facts.calls:
        if call.resolved in _SERVERS:
            yield _place(facts, call), call.callee, symbol(facts, call)


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
