"""What rules ask about start commands: which server runs the code, in what mode, and how many times."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.rules.base import Context

_ASGI_PROGRAMS = frozenset({"uvicorn", "hypercorn", "daphne", "granian"})
_ASYNC_WORKERS = ("uvicorn", "gevent", "eventlet", "tornado", "aiohttp", "sanic", "asgi")
_UWSGI_FILE = re.compile(
    r"(?<![\w./-])(?:--(?:ini|yaml|yml|json|xml)(?:\s+|=))?([\w./-]{1,300}\.(?:ini|yaml|yml|json|xml))\b"
)
_UWSGI_ASYNC = re.compile(
    r"(?:^|\s|-)(?:gevent|asyncio|async|ugreen|greenlet|http-websockets|offload-threads)\b", re.MULTILINE
)
_MODULE = re.compile(r"[A-Za-z_][\w.]*")
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


def serves(command: StartCommand, path: str, component: ProfiledComponent, context: Context) -> bool:
    """Whether a WSGI or ASGI command can serve the code of a file: the module it names lies in a folder around it.

    True where the module is not in the repository, for the command may stand anywhere then.
    """
    module = command.target.partition(":")[0].strip("\"'")
    if not _MODULE.fullmatch(module):
        return True
    folder = posixpath.dirname(command.location.path)
    for base in dict.fromkeys((folder, component.component.path.strip("."), "", *_upwards(posixpath.dirname(path)))):
        start = posixpath.join(base, module.replace(".", "/"))
        if context.exists(f"{start}.py") or context.exists(f"{start}/__init__.py"):
            return not base or path.startswith(f"{base}/")
    return True


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def starts(component: ProfiledComponent) -> bool:
    """Whether anything starts the component in production, so that it is more than a library."""
    return any(item.program for item in production_commands(component))


def is_asgi(command: StartCommand) -> bool:
    """Whether the server of a command keeps connections on an event loop or green threads."""
    # Granian serves WSGI as well when told so.
    asgi = command.program in _ASGI_PROGRAMS and command.worker_class != "wsgi"
    return asgi or command.worker_class.startswith(_ASYNC_WORKERS)


def sync_worker(command: StartCommand, context: Context) -> str:
    """Name the synchronous worker a command starts, "" if none or unknown.

    It is "sync", "gthread" (threads of gunicorn), "waitress", "uwsgi" or "mod_wsgi".
    """
    if command.program == "waitress":
        return "waitress"
    if command.program == "mod-wsgi":
        return "mod_wsgi"
    if command.program == "uwsgi":
        return "" if command.worker_class or _speaks_async(_uwsgi_settings(command, context)) else "uwsgi"
    if command.program != "gunicorn":
        return ""
    if command.worker_class in ("sync", "gthread"):
        return "gthread" if command.worker_class == "gthread" or (command.threads or 1) > 1 else "sync"
    if command.worker_class or _configured(command, context):
        return ""
    return "gthread" if (command.threads or 1) > 1 else "sync"


def threads_of(command: StartCommand) -> int:
    """Count the threads of all workers of a command, 0 where their number is not known."""
    return 0 if command.workers == 0 else (command.workers or 1) * (command.threads or 1)


def has_several(command: StartCommand) -> bool:
    """Whether a command starts more than one process: workers (0 is one per core), or replicas."""
    return command.workers == 0 or (command.workers or 1) > 1 or (command.replicas or 1) > 1


def describe_processes(command: StartCommand) -> str:
    """Say how many processes a command starts: "4 workers in 2 replicas"."""
    parts = []
    if command.workers == 0:
        parts.append("a worker per core")
    elif (command.workers or 1) > 1:
        parts.append(f"{command.workers} {'instances' if command.program == 'pm2' else 'workers'}")
    if (command.replicas or 1) > 1:
        parts.append(f"{command.replicas} replicas")
    return " in ".join(parts)


def several_processes(component: ProfiledComponent) -> tuple[StartCommand, ...]:
    """List the production commands that start more than one process, in order of place."""
    return tuple(item for item in production_commands(component) if has_several(item))


def _uwsgi_settings(command: StartCommand, context: Context) -> str | None:
    """Give all settings of a uWSGI command, its file's too; None where that file cannot be found."""
    named = _UWSGI_FILE.search(command.command)
    if named is None:
        return command.command
    name = named.group(1).rpartition("/")[2]
    paths = sorted(path for path in context.paths if path.rpartition("/")[2] == name)
    texts = [text for path in paths if (text := context.text(path)) is not None]
    return "\n".join((command.command, *texts)) if texts else None


def _speaks_async(settings: str | None) -> bool:
    """Whether uWSGI keeps connections on green threads, or nobody knows."""
    return settings is None or bool(_UWSGI_ASYNC.search(settings))


def _configured(command: StartCommand, context: Context) -> bool:
    """Whether a configuration that was not read may choose the worker."""
    folder = command.location.path.rpartition("/")[0]
    files = ("gunicorn.conf.py", f"{folder}/gunicorn.conf.py")
    return bool(_CONFIGURED.search(command.command)) or any(context.exists(path) for path in files)
