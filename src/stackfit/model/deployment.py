"""What deployment files say: how production starts the code, on what, and how many times."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location, ReadError


class StartCommand(Struct, frozen=True, kw_only=True):
    """A command that starts a process.

    `process` is its name there ("web", "worker", a compose service, an npm script), `program` the canonical program
    ("gunicorn", "uvicorn", "daphne", "celery", "flask", "django-runserver", "node", "nodemon", "pm2", "python" ...; ""
    if unknown), `target` what it is given ("app.main:app", "server.js"). `worker_class` is gunicorn's ("sync",
    "gthread", "gevent", "uvicorn" ...) or "". `workers`, `threads` and `replicas` are None where nothing says so;
    `workers=0` means one per core. `source` names the format; for functions of a cloud platform ("serverless", "sam",
    "vercel", "wrangler" ...) the program is the runtime that the platform starts and the target the handler. "code" is
    a server that a started Python file runs itself.
    `development` is True for a development server (flask run, manage.py runserver, nodemon, --reload).
    `production` is True where the file is a production start (Dockerfile, Procfile, systemd ...), False for
    scripts named dev, watch, test and for compose overrides of development.
    """

    command: str
    location: Location
    source: str
    process: str = ""
    program: str = ""
    target: str = ""
    worker_class: str = ""
    workers: int | None = None
    threads: int | None = None
    replicas: int | None = None
    development: bool = False
    production: bool = True


class Image(Struct, frozen=True, kw_only=True):
    """A container image that is built upon or run ("python", "3.12-slim"). `service` is its compose name."""

    name: str
    tag: str
    location: Location
    service: str = ""


class Scale(Struct, frozen=True, kw_only=True):
    """How many copies of a named process run at least, said apart from its command (an autoscaler, a formation)."""

    process: str
    replicas: int
    location: Location


class Deployment(Struct, frozen=True, kw_only=True):
    """One deployment file. `context` is the folder it builds or runs (its own folder unless it says otherwise).

    `scales` are already part of the commands once all files are read.
    """

    path: str
    format: str
    context: str
    commands: tuple[StartCommand, ...] = ()
    images: tuple[Image, ...] = ()
    services: tuple[str, ...] = ()
    pins: tuple[RuntimePin, ...] = ()
    scales: tuple[Scale, ...] = ()
    errors: tuple[ReadError, ...] = ()
