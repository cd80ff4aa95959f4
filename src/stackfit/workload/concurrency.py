"""How a component's production code does several things at once, with the places that show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stackfit.catalogue.technologies import Catalogue
from stackfit.model.component import Component
from stackfit.model.deployment import StartCommand
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.kinds import EvidenceSource, Role, Runtime, Side
from stackfit.model.source import Location
from stackfit.model.vocabulary import CONCURRENCY

_ASYNC_WORKERS = {"gevent": "gevent", "eventlet": "eventlet", "tornado": "tornado", "uvicorn": "asyncio"}
_WSGI_SERVERS = frozenset("gunicorn waitress uwsgi mod-wsgi".split())
_SYNC_WORKERS = ("", "sync", "gthread")
_FUNCTION_SOURCES = frozenset("serverless sam vercel netlify wrangler zappa chalice firebase azure-functions".split())
_ASGI_SERVERS = frozenset("uvicorn daphne hypercorn granian".split())
# A server that brings its own loop (Flask-SocketIO) takes one of these when it is installed, threads otherwise.
_GREEN_THREADS = ("eventlet", "gevent")
# A web framework imported by fewer of the files than this is a side door, not how the code is served.
MIN_WSGI_SHARE = 0.05
_NODE_ONLY = frozenset(("event-loop", "cluster", "worker-threads", "child-process", "pm2"))
_SHOWN = (EvidenceSource.IMPORT, EvidenceSource.CALL, EvidenceSource.COMMAND, EvidenceSource.FILE)

Found = tuple[tuple[str, tuple[Evidence, ...]], ...]


def concurrency_models(
    component: Component, runtime: Runtime, technologies: Sequence[TechnologyUse], catalogue: Catalogue
) -> Found:
    """(concurrency id, evidence) in the order of the glossary; only what production code or its start shows counts."""
    found: dict[str, tuple[Evidence, ...]] = {}
    overridden: set[str] = set()
    installed = next((use.id for use in technologies if use.id in _GREEN_THREADS and use.declared), "")
    for use in technologies:
        shown = tuple(item for item in use.evidence if _shows(item))
        entry = catalogue.by_id[use.id]
        overridden.update(entry.overrides if shown else ())
        for model in entry.concurrency if shown else ():
            if model != "sync-wsgi" or _makes_application(use, shown):
                chosen = installed or model if entry.overrides else model
                found[chosen] = (*found.get(chosen, ()), *shown)[:4]
    for model in overridden:
        found.pop(model, None)
    _read_commands(component, found)
    if runtime.side is Side.NODE:
        found.setdefault("event-loop", (_first_place(component),))
    else:
        for model in _NODE_ONLY:
            found.pop(model, None)
    return tuple((model, found[model]) for model in CONCURRENCY if model in found)


def _shows(item: Evidence) -> bool:
    """Whether evidence shows production code at work; an import that may be missing does not."""
    return item.source in _SHOWN and item.role is Role.PRODUCTION and item.strength >= 1.0


def _makes_application(use: TechnologyUse, shown: Iterable[Evidence]) -> bool:
    """Whether a WSGI framework's application is made or started here: an import alone may be that of an extension."""
    made = any(item.source is not EvidenceSource.IMPORT for item in shown)
    return made and (use.central >= MIN_WSGI_SHARE or use.declared)


def _read_commands(component: Component, found: dict[str, tuple[Evidence, ...]]) -> None:
    """What the production start commands say of workers.

    An asynchronous server or worker means it is not synchronous WSGI, unless another process serves that beside it.
    """
    serves_wsgi = any(
        command.production and command.program in _WSGI_SERVERS and command.worker_class in _SYNC_WORKERS
        for command in component.commands
    )
    for command in component.commands:
        if command.production and command.source in _FUNCTION_SOURCES:
            found.setdefault("serverless", (_command_evidence(command, f"{command.process} runs as a function"),))
        # Granian serves WSGI as well when told so.
        asgi = command.program in _ASGI_SERVERS and command.worker_class != "wsgi"
        model = "asyncio" if asgi else _ASYNC_WORKERS.get(command.worker_class, "")
        if not command.production or not (model or command.worker_class):
            continue
        workers = f" with {command.worker_class} workers" if command.worker_class else ""
        place = _command_evidence(command, f"started by {command.program}{workers}")
        if model:
            found.setdefault(model, (place,))
            if not serves_wsgi:
                found.pop("sync-wsgi", None)
        elif command.worker_class == "gthread":
            found.setdefault("threads", (place,))


def _command_evidence(command: StartCommand, what: str) -> Evidence:
    return Evidence(source=EvidenceSource.COMMAND, role=Role.PRODUCTION, location=command.location, what=what)


def _first_place(component: Component) -> Evidence:
    """Evidence that this is a Node.js component at all."""
    starts = [command.location for command in component.commands if command.production]
    manifests = [Location(path=manifest.path) for manifest in component.manifests]
    files = [Location(path=file.path) for file in component.code[:1]]
    return Evidence(
        source=EvidenceSource.MANIFEST,
        role=Role.PRODUCTION,
        location=(starts or manifests or files or [Location(path=component.path)])[0],
        what="Node.js code runs on one event loop",
    )


def models_of(found: Iterable[tuple[str, tuple[Evidence, ...]]]) -> tuple[str, ...]:
    """The ids alone."""
    return tuple(model for model, _ in found)
