"""App specifications named app.yaml: Google App Engine and DigitalOcean; and AWS App Runner's apprunner.yaml."""

from __future__ import annotations

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.kubernetes import read as read_kubernetes
from stackfit.deployment.values import count, errors_of, pin, runtime_of
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join

# What the platform runs where no entrypoint is given:
# https://cloud.google.com/appengine/docs/standard/python3/runtime and .../nodejs/runtime
_STANDARD_START = {"python": "gunicorn main:app", "node": "npm start"}
_INSTANCES: tuple[Path, ...] = (
    ("automatic_scaling", "min_instances"),
    ("automatic_scaling", "min_num_instances"),
    ("manual_scaling", "instances"),
)


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read app.yaml by what it holds; a Kubernetes manifest may have the name as well."""
    document = read_yaml(decode(data))
    if document.get("apiVersion") is not None:
        return read_kubernetes(path, data, load)
    if document.text("runtime") and document.get("run") is None:
        return (_app_engine(path, document),)
    if document.text("runtime"):
        return (_app_runner(path, document),)
    parts = [(kind, index) for kind in ("services", "workers", "jobs") for index, _ in enumerate(document.array(kind))]
    return tuple(_app_platform(path, document, part) for part in parts)


def _app_engine(path: str, document: Document) -> Deployment:
    written = document.text("runtime_config", "runtime_version") or document.text("runtime_config", "python_version")
    runtime, version = runtime_of(document.text("runtime"))
    place = Location(path=path, line=document.line("runtime"))
    replicas = next((found for where in _INSTANCES if (found := count(document.get(*where))) is not None), None)
    text = document.text("entrypoint")
    # The first generation (python27) and the flexible environment have no start of their own.
    if not text and version and document.text("env") != "flex" and version != "2.7":
        text = _STANDARD_START.get(runtime, "")
    where = ("entrypoint",) if document.text("entrypoint") else ("runtime",)
    return Deployment(
        path=path,
        format="app-engine",
        context=folder_of(path),
        commands=_commands(path, document, where, document.text("service"), text, replicas, "app-engine"),
        pins=pin(runtime, version or written, place, "app.yaml"),
        errors=errors_of(path, document),
    )


def _app_runner(path: str, document: Document) -> Deployment:
    runtime, version = runtime_of(document.text("runtime"))
    place: Path = ("run", "runtime-version") if document.text("run", "runtime-version") else ("runtime",)
    version = document.text("run", "runtime-version") or version
    return Deployment(
        path=path,
        format="app-runner",
        context=folder_of(path),
        commands=_commands(path, document, ("run", "command"), "", document.text("run", "command"), None, "app-runner"),
        pins=pin(runtime, version, Location(path=path, line=document.line(*place)), "app.yaml"),
        errors=errors_of(path, document),
    )


def _app_platform(path: str, document: Document, part: Path) -> Deployment:
    """Read one service of DigitalOcean's specification; `.do/app.yaml` speaks for the folder above."""
    folder = folder_of(path)
    folder = folder_of(folder) if folder.rpartition("/")[2] == ".do" else folder
    name = document.text(*part, "name")
    source = document.text(*part, "source_dir").strip("/") or "."
    replicas = count(document.get(*part, "instance_count"))
    text = document.text(*part, "run_command")
    return Deployment(
        path=path,
        format="app-platform",
        context=join(folder, source) or folder,
        commands=_commands(path, document, (*part, "run_command"), name, text, replicas, "app-platform"),
        services=(name,),
    )


def _commands(
    path: str, document: Document, place: Path, name: str, text: str, replicas: int | None, source: str
) -> tuple[StartCommand, ...]:
    production = not is_development_name(path.rpartition("/")[2])
    location = Location(path=path, line=document.line(*place))
    return parse_command(text, location, source, name, production=production, replicas=replicas) if text else ()
