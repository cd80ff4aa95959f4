"""SF102: WebSocket or server-sent events behind a server that gives each connection a worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.debugging import DebugModules
from stackfit.rules.serving import is_asgi, production_commands, serves, sync_worker, threads_of
from stackfit.rules.socket_stores import only_emits

_LIBRARIES = {
    "flask_socketio": "Flask-SocketIO",
    "socketio": "python-socketio",
    "flask_sock": "Flask-Sock",
    "flask_sockets": "Flask-Sockets",
    "simple_websocket": "simple-websocket",
    "channels": "Django Channels",
    "flask_sse": "Flask-SSE",
}
_SERVER_CALLS = {
    "flask_socketio.SocketIO": "flask_socketio",
    "socketio.Server": "socketio",
    "flask_sock.Sock": "flask_sock",
    "flask_sockets.Sockets": "flask_sockets",
    "simple_websocket.Server": "simple_websocket",
    "simple_websocket.Server.accept": "simple_websocket",
    "channels.routing.ProtocolTypeRouter": "channels",
}
_STREAMS = frozenset({"flask.Response", "flask.Flask().response_class", "django.http.StreamingHttpResponse"})
_SERVERS = {
    "sync": "gunicorn's sync worker",
    "gthread": "gunicorn's gthread worker",
    "waitress": "waitress",
    "uwsgi": "uWSGI's blocking workers",
    "mod_wsgi": "mod_wsgi",
}
_SOCKET_IO = frozenset({"flask_socketio", "socketio"})
_EVENT_LOOPS = frozenset({"asgi", "aiohttp", "tornado", "sanic"})
_ENOUGH_THREADS = 100
"""What Flask-SocketIO and Flask-Sock recommend for gunicorn's threaded worker."""


class WebSocketOnSyncWorker:
    """A WebSocket or server-sent events endpoint is served by a synchronous worker.

    ## What it finds

    A Python service whose code holds a WebSocket server (Flask-SocketIO, python-socketio, Flask-Sock, simple-websocket,
    Django Channels) or streams `text/event-stream` (a response of Flask or Django, Flask-SSE), while its production
    start command is gunicorn with a `sync` or `gthread` worker, waitress, mod_wsgi, or uWSGI without gevent, asyncio or
    `http-websockets`. The finding stands at the start command; the code is named beside it. A `gthread` worker with a
    hundred threads, as the libraries recommend it, is left alone.

    ## Why it matters

    A WSGI worker belongs to one request until that request ends. A socket or stream that stays open for minutes holds
    the worker (or one of its threads) all that time: a handful of clients is enough to stop the service for everyone.
    [gunicorn's own guide](https://docs.gunicorn.org/en/stable/design.html#choosing-a-worker-type) asks for an
    asynchronous worker for streaming, long polling and WebSocket. With threads the service works, but the number of
    threads is the number of clients, hence only an information.

    ## Example

    Bad:

    ```procfile
    web: gunicorn --workers 4 chat:app
    ```

    Good, for Flask-SocketIO with gevent:

    ```procfile
    web: gunicorn --worker-class gevent --workers 1 chat:app
    ```

    Good, for Django Channels:

    ```procfile
    web: daphne project.asgi:application
    ```

    ## What to do instead

    Start the service with a worker that waits on many connections at once: gevent for WSGI code, an ASGI server for
    Channels or an ASGI framework. Or move the live connections to a process of their own.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF102",
        name="websocket-on-sync-worker",
        severity=Severity.WARNING,
        summary="WebSocket or server-sent events behind a synchronous worker",
        since="0.1.0",
        criteria=("architecture", "scalability"),
        languages=PYTHON,
        words=frozenset({*_LIBRARIES, "StreamingHttpResponse", "Response", "response_class"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join sockets and streams in the code with the commands that start it."""
        for component in context.components:
            commands = production_commands(component)
            workers = [(command, _worker(command, context)) for command in commands]
            if not any(worker for _, worker in workers) or any(is_asgi(command) for command in commands):
                continue  # no such worker, or a process beside it that serves the connections
            uses = tuple(self._uses(component, context))
            seen: set[Location] = set()
            for command, worker in workers:
                served = (use for use in uses if serves(command, use[1].path, component, context))
                use = next(served, None) if worker and command.location not in seen else None
                if use is not None:
                    seen.add(command.location)
                    yield self._report(component, command, worker, *use)

    def _uses(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[str, Location]]:
        """Find the server sides of sockets and streams, sockets first."""
        streams: list[tuple[str, Location]] = []
        debugging = DebugModules(component, context)
        for facts in context.candidates(component, self.meta):
            for call in facts.calls:
                library = _SERVER_CALLS.get(call.resolved)
                if library and not (_on_event_loop(call) or only_emits(facts, call)):
                    yield library, _place(facts, call)
                elif call.resolved in _STREAMS and _is_event_stream(call):
                    streams.append(("", _place(facts, call)))
                elif call.callee.endswith(".register_blueprint") and any(a.value == "flask_sse.sse" for a in call.args):
                    streams.append(("flask_sse", _place(facts, call)))
        yield from (stream for stream in streams if not debugging.holds(stream[1].path))

    def _report(
        self, component: ProfiledComponent, command: StartCommand, worker: str, library: str, place: Location
    ) -> Finding:
        what = f"{_LIBRARIES[library]} runs" if library else "Server-sent events run"
        return self.meta.finding(
            command.location,
            f"{what} on {_SERVERS[worker]}: {_consequence(command, worker, library)}",
            confidence=Confidence.DEFINITE if worker == "sync" and library else Confidence.PROBABLE,
            severity=Severity.INFO if worker == "gthread" else Severity.WARNING,
            component=component.component.path,
            hint=_hint(library, worker),
            symbol=command.process,
            related=(Related(location=place, what="the long-lived connection is served here"),),
        )


def _worker(command: StartCommand, context: Context) -> str:
    """Name the synchronous worker of a command, "" where its threads are as many as the libraries ask for."""
    worker = sync_worker(command, context)
    return "" if worker == "gthread" and threads_of(command) >= _ENOUGH_THREADS else worker


def _consequence(command: StartCommand, worker: str, library: str) -> str:
    """Say what an open connection costs there."""
    if library == "channels":
        return "a WSGI server hands no WebSocket to Channels"
    threads = threads_of(command) if worker == "gthread" or (command.threads or 1) > 1 else 0
    if threads:
        return f"each open connection keeps one of its {threads} threads"
    if worker == "gthread":
        return "each open connection keeps one of its threads"
    if worker in ("waitress", "mod_wsgi"):
        kept = "each open stream keeps one of its threads"
        return f"it speaks no WebSocket, and {kept}" if library not in ("", "flask_sse") else kept
    if worker == "uwsgi":
        return "each open connection takes a whole worker"
    return "an open connection takes a whole worker and is cut at its timeout"


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)


def _on_event_loop(call: Call) -> bool:
    """Whether the call itself asks for an event loop, which no WSGI worker has."""
    return any(arg.keyword == "async_mode" and arg.value in _EVENT_LOOPS for arg in call.args)


def _is_event_stream(call: Call) -> bool:
    """Whether a response has the content type of server-sent events."""
    return any(
        arg.kind == "string" and arg.value.startswith("text/event-stream") and arg.keyword not in ("response",)
        for arg in call.args
    )


def _hint(library: str, worker: str) -> str:
    if library == "channels":
        return "start it with daphne or uvicorn and the project's asgi module"
    if library in _SOCKET_IO:
        return "start it with gunicorn --worker-class gevent --workers 1"
    if worker == "uwsgi":
        return "start uwsgi with --gevent 100 --http-websockets"
    return "start it with gunicorn --worker-class gevent, or serve the connection from an ASGI process"
