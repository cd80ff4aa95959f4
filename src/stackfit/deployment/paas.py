"""Files of further hosting platforms: CapRover, Dokku, Cloud Foundry, Platform.sh, Railpack."""

from __future__ import annotations

import re

from msgspec.structs import replace

from stackfit.deployment import dockerfile
from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.kubernetes import read as read_kubernetes
from stackfit.deployment.values import count, errors_of, pin, runtime_of
from stackfit.model.deployment import Deployment, Scale, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_json, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join

_SCALE = re.compile(r"\s*([A-Za-z0-9_-]+)\s*[=:]\s*(\d+)\s*$")
_RAILPACK = ("python", "node", "bun", "deno")


def read_captain(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read captain-definition: the lines of a Dockerfile, or an image of the platform's own ("node/20")."""
    document = read_json(decode(data))
    errors = errors_of(path, document)
    lines = [text for text, _ in document.strings("dockerfileLines")]
    if lines:
        (built,) = dockerfile.read(path, "\n".join(lines).encode(), load)
        return (replace(built, format="captain", context=folder_of(path), errors=errors),)
    runtime, _, version = document.text("templateId").partition("/")
    place = Location(path=path, line=document.line("templateId"))
    pins = pin(runtime_of(runtime)[0], version, place, "captain-definition")
    return (Deployment(path=path, format="captain", context=folder_of(path), pins=pins, errors=errors),)


def read_dokku_scale(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read DOKKU_SCALE: how many of each process of the Procfile beside it."""
    found = (
        (number, match)
        for number, line in enumerate(decode(data).split("\n"), 1)
        if (match := _SCALE.match(line.partition("#")[0]))
    )
    scales = tuple(
        Scale(process=match.group(1), replicas=int(match.group(2)[:5]), location=Location(path=path, line=number))
        for number, match in found
    )
    return (Deployment(path=path, format="heroku", context=folder_of(path), scales=scales),)


def read_cloud_foundry(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the applications of manifest.yml; a Kubernetes manifest may have the name as well."""
    document = read_yaml(decode(data))
    if not document.array("applications"):
        return read_kubernetes(path, data, load)
    found: list[Deployment] = []
    for index, item in enumerate(document.array("applications")):
        if isinstance(item, dict):
            base: Path = ("applications", index)
            copies = count(document.get(*base, "instances"))
            commands = _start(path, document, (*base, "command"), document.text(*base, "name"), "cloud-foundry", copies)
            home = join(folder_of(path), document.text(*base, "path") or ".") or folder_of(path)
            found.append(_deployment(path, "cloud-foundry", home, commands))
    return _with_errors(found, path, "cloud-foundry", document)


def read_platform_sh(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read .platform.app.yaml, or the applications of .upsun/config.yaml: web command, workers, and the runtime."""
    document = read_yaml(decode(data))
    applications = document.table("applications")
    places: list[Path] = [("applications", name) for name in applications] if applications else [()]
    found: list[Deployment] = []
    for base in places:
        above = folder_of(folder_of(path)) if applications else folder_of(path)
        home = join(above, document.text(*base, "source", "root").lstrip("/") or ".") or above
        starts: list[tuple[Path, str]] = [((*base, "web", "commands", "start"), "web")]
        starts += [((*base, "workers", name, "commands", "start"), name) for name in document.table(*base, "workers")]
        commands = tuple(
            one for place, name in starts for one in _start(path, document, place, name, "platform.sh", None)
        )
        place = Location(path=path, line=document.line(*base, "type"))
        pins = pin(*runtime_of(document.text(*base, "type")), place, "platform.sh")
        found.append(replace(_deployment(path, "platform.sh", home, commands), pins=pins))
    return _with_errors(found, path, "platform.sh", document)


def read_railpack(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read railpack.json: the start command and the runtimes it installs."""
    document = read_json(decode(data))
    commands = _start(path, document, ("deploy", "startCommand"), "", "railpack", None)
    pins = tuple(
        one
        for runtime in _RAILPACK
        for one in pin(
            runtime,
            document.text("packages", runtime),
            Location(path=path, line=document.line("packages", runtime)),
            "railpack",
        )
    )
    found = replace(_deployment(path, "railpack", folder_of(path), commands), pins=pins)
    return (replace(found, errors=errors_of(path, document)),)


def _start(
    path: str, document: Document, place: Path, name: str, source: str, copies: int | None
) -> tuple[StartCommand, ...]:
    text = document.text(*place)
    location = Location(path=path, line=document.line(*place))
    production = not is_development_name(path.rpartition("/")[2])
    return parse_command(text, location, source, name, production=production, replicas=copies) if text else ()


def _deployment(path: str, form: str, home: str, commands: tuple[StartCommand, ...]) -> Deployment:
    services = tuple(dict.fromkeys(item.process for item in commands if item.process))
    return Deployment(path=path, format=form, context=home, commands=commands, services=services)


def _with_errors(found: list[Deployment], path: str, form: str, document: Document) -> tuple[Deployment, ...]:
    errors = errors_of(path, document)
    if errors:
        found.append(Deployment(path=path, format=form, context=folder_of(path), errors=errors))
    return tuple(found)
