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
from stackfit.rules.serving import is_asgi, production_commands, sync_worker

_LIBRARIES = {
    "flask_socketio": "Flask-SocketIO",
    "socketio": "python-socketio",
    "flask_sock": "Flask-Sock",
    "flask_sockets": "Flask-Sockets",
    "simple_websocket": "simple-websocket",
    "channels": "Django Channels",
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
_CONSEQUENCE = {
    "sync": "the sync worker handles one request at a time, so one open connection takes a whole worker "
    "and is cut at its timeout",
    "gthread": "each open connection keeps one thread of the worker",
    "waitress": "waitress speaks no WebSocket, and each open stream keeps one of its threads",
}


class WebSocketOnSyncWorker:
    """A WebSocket or server-sent events endpoint is served by a synchronous worker.

    ## What it finds

    A Python service whose code holds a WebSocket server (Flask-SocketIO, python-socketio, Flask-Sock, simple-websocket,
    Django Channels) or answers with `text/event-stream`, while its production start command is gunicorn with a `sync`
    or `gthread` worker, or waitress. The finding stands at the start command; the code is named beside it.

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
            workers = [(command, sync_worker(command, context)) for command in commands]
            if not any(worker for _, worker in workers) or any(is_asgi(command) for command in commands):
                continue  # no such worker, or a process beside it that serves the connections
            use = next(self._uses(component, context), None)
            if use is not None:
                for command, worker in workers:
                    if worker:
                        yield self._report(component, command, worker, *use)

    def _uses(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[str, Location]]:
        """Find the server sides of sockets and streams, sockets first."""
        streams: list[Location] = []
        for facts in context.candidates(component, self.meta):
            for call in facts.calls:
                library = _SERVER_CALLS.get(call.resolved)
                if library and not _named_async(call):
                    yield library, _place(facts, call)
                elif call.resolved in _STREAMS and _is_event_stream(call):
                    streams.append(_place(facts, call))
        for place in streams:
            yield "", place

    def _report(
        self, component: ProfiledComponent, command: StartCommand, worker: str, library: str, place: Location
    ) -> Finding:
        what = f"{_LIBRARIES[library]} is served" if library else "Server-sent events are served"
        server = "waitress" if worker == "waitress" else f"gunicorn's {worker} worker"
        return self.meta.finding(
            command.location,
            f"{what} by {server}: {_CONSEQUENCE[worker]}",
            confidence=Confidence.DEFINITE if worker == "sync" and library else Confidence.PROBABLE,
            severity=Severity.INFO if worker == "gthread" else Severity.WARNING,
            component=component.component.path,
            hint=_hint(library),
            symbol=command.process,
            related=(Related(location=place, what="the long-lived connection is served here"),),
        )


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)


def _named_async(call: Call) -> bool:
    """Whether the call itself asks for green threads or an event loop."""
    return any(arg.keyword == "async_mode" and arg.value not in ("threading", "") for arg in call.args)


def _is_event_stream(call: Call) -> bool:
    """Whether a response has the content type of server-sent events."""
    return any(
        arg.kind == "string" and arg.value.startswith("text/event-stream") and arg.keyword not in ("response",)
        for arg in call.args
    )


def _hint(library: str) -> str:
    if library == "channels":
        return "start it with daphne or uvicorn and the project's asgi module"
    if library in ("flask_socketio", "socketio", "flask_sock", "flask_sockets"):
        return "start gunicorn with --worker-class gevent and one worker per process"
    return "start gunicorn with --worker-class gevent, or serve the stream from an ASGI process"
