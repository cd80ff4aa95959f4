"""What rules ask about start commands: which server runs the code, in what mode, and how many times."""

from __future__ import annotations

import re

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.rules.base import Context

_ASGI_PROGRAMS = frozenset({"uvicorn", "hypercorn", "daphne", "granian"})
_ASYNC_WORKERS = ("uvicorn", "gevent", "eventlet", "tornado", "aiohttp", "sanic", "asgi")
_CONFIGURED = re.compile(r"(?:^|\s)(?:-c|--config)(?:\s|=)")
_DEVELOPMENT_PLACE = re.compile(
    r"(?:^|[/._-])(?:dev|develop|development|local|override|test|tests|testing|ci|debug|example|examples|sample|demo|devcontainer)(?:[/._-]|$)"
)


def production_commands(component: ProfiledComponent) -> tuple[StartCommand, ...]:
    """List the component's start commands of production, in order of place."""
    commands = component.component.commands
    return tuple(sorted((item for item in commands if is_production(item)), key=lambda item: item.location))


def is_production(command: StartCommand) -> bool:
    """Whether a command starts production: its file says so, and neither path nor process speaks of development."""
    place = f"{command.location.path}/{command.process}".lower()
    return command.production and not _DEVELOPMENT_PLACE.search(place)


def is_asgi(command: StartCommand) -> bool:
    """Whether the server of a command keeps connections on an event loop or green threads."""
    return command.program in _ASGI_PROGRAMS or command.worker_class.startswith(_ASYNC_WORKERS)


def sync_worker(command: StartCommand, context: Context) -> str:
    """Name the synchronous worker a command starts ("sync", "gthread", "waitress"), "" if none or unknown."""
    if command.program in ("waitress", "waitress-serve"):
        return "waitress"
    if command.program != "gunicorn":
        return ""
    if command.worker_class in ("sync", "gthread"):
        return "gthread" if command.worker_class == "gthread" or (command.threads or 1) > 1 else "sync"
    if command.worker_class or _configured(command, context):
        return ""
    return "gthread" if (command.threads or 1) > 1 else "sync"


def process_count(command: StartCommand) -> int:
    """Count the processes a command is started as: workers times replicas, 1 where nothing says so."""
    return (command.workers or 1) * (command.replicas or 1)


def most_processes(component: ProfiledComponent) -> StartCommand | None:
    """Find the production command with the most processes, None where none has more than one."""
    several = [item for item in production_commands(component) if process_count(item) > 1]
    return max(several, key=lambda item: (process_count(item), item.location), default=None)


def _configured(command: StartCommand, context: Context) -> bool:
    """Whether a configuration that was not read may choose the worker."""
    folder = command.location.path.rpartition("/")[0]
    files = ("gunicorn.conf.py", f"{folder}/gunicorn.conf.py")
    return bool(_CONFIGURED.search(command.command)) or any(context.exists(path) for path in files)
