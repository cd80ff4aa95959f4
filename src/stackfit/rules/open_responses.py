"""SF505: responses that stay open, on workers that serve one request at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.endless import WORDS, open_responses
from stackfit.rules.serving import is_asgi, production_commands, serves, sync_worker, threads_of

_SERVERS = {
    "sync": "a whole worker of gunicorn",
    "gthread": "one of gunicorn's threads",
    "waitress": "one of waitress's threads",
    "uwsgi": "a whole worker of uWSGI",
    "mod_wsgi": "one of mod_wsgi's threads",
}
_ENOUGH_THREADS = 100


class OpenResponseOnSyncWorker:
    """A response that stays open is served by a synchronous worker.

    ## What it finds

    A Flask or Django service whose production start command is gunicorn with a `sync` or `gthread` worker, waitress,
    mod_wsgi or blocking uWSGI, and whose code sends a stream of images (`multipart/x-mixed-replace`), returns a
    generator that never ends, or sleeps in a loop inside a request handler until something has happened (long polling).
    The finding stands at the start command; the code is named beside it. Server-sent events and WebSocket are
    [SF102](SF102.md).

    ## Why it matters

    Such a worker belongs to one request until that request ends. As many open streams as there are workers stop the
    service for everyone, and gunicorn kills a sync worker that is silent for thirty seconds.
    [gunicorn's own guide](https://docs.gunicorn.org/en/stable/design.html#choosing-a-worker-type) asks for an
    asynchronous worker for streaming and long polling. With threads it is an information, for their number is the
    number of clients.

    ## Example

    Bad: with this code,

    ```python
    @app.route("/video")
    def video():
        return Response(frames(), mimetype="multipart/x-mixed-replace; boundary=frame")
    ```

    ```procfile
    web: gunicorn --workers 2 camera:app
    ```

    Good:

    ```procfile
    web: gunicorn --worker-class gevent camera:app
    ```

    ## What to do instead

    Start the service with a worker that waits on many connections at once (gevent, or an ASGI server and a framework
    for it), or let a process of its own serve the streams.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF505",
        name="open-response-on-sync-worker",
        severity=Severity.WARNING,
        summary="Responses that stay open behind a synchronous worker",
        since="0.1.0",
        criteria=("scalability", "architecture"),
        languages=PYTHON,
        words=WORDS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join responses that stay open with the commands that serve them."""
        for component in context.components:
            commands = production_commands(component)
            workers = [(command, sync_worker(command, context)) for command in commands]
            if not any(worker for _, worker in workers) or any(is_asgi(command) for command in commands):
                continue
            found = [
                item for facts in context.candidates(component, self.meta) for item in open_responses(facts, context)
            ]
            seen: set[Location] = set()
            for command, worker in workers:
                many = worker == "gthread" and threads_of(command) >= _ENOUGH_THREADS
                served = (item for item in found if serves(command, item[0].path, component, context))
                item = next(served, None) if worker and not many and command.location not in seen else None
                if item is not None:
                    seen.add(command.location)
                    yield self._report(component, command, worker, *item)

    def _report(
        self, component: ProfiledComponent, command: StartCommand, worker: str, place: Location, what: str
    ) -> Finding:
        return self.meta.finding(
            command.location,
            f"{what} keeps {_SERVERS[worker]} for as long as it lasts",
            confidence=Confidence.PROBABLE,
            severity=Severity.WARNING if worker in ("sync", "uwsgi") else Severity.INFO,
            component=component.component.path,
            hint="start it with gunicorn --worker-class gevent"
            if worker != "uwsgi"
            else "start uwsgi with --gevent 100",
            symbol=command.process,
            related=(Related(location=place, what=what[0].lower() + what[1:]),),
        )
