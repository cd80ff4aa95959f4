"""Compose files: one deployment for each folder that services build from, so that each lands with its component."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from stackfit.deployment import dockerfile
from stackfit.deployment.commands import Origin, is_development_name, parse_text, parse_words
from stackfit.deployment.compose_service import Layer, Service, resolve
from stackfit.deployment.images import DEVELOPMENT, built_in_start, image_pins, read_image
from stackfit.deployment.scripts import run_scripts
from stackfit.deployment.shell import expand
from stackfit.deployment.values import count, errors_of
from stackfit.model.deployment import Deployment, Image, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import ReadError
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.paths import Load, folder_of, join

NAME = r"(?:docker-)?compose[\w.-]*\.ya?ml|[\w.-]*docker-compose[\w.-]*\.ya?ml"
_OWN_NAME = re.compile(rf"(?:.*/)?(?:{NAME})")
_MAX_INCLUDES = 50


class _Built(Struct, frozen=True, kw_only=True):
    """What one service gives to the deployment of its folder."""

    name: str
    context: str
    commands: tuple[StartCommand, ...]
    images: tuple[Image, ...]
    pins: tuple[RuntimePin, ...]


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read a compose file and what it includes; the old form without `services` counts too."""
    services: list[_Built] = []
    errors: list[ReadError] = []
    for file, document in _with_included(path, read_yaml(decode(data)), load):
        errors += errors_of(file, document)
        base: tuple[str, ...] = ("services",) if document.table("services") else ()
        services += [
            _read_service(resolve(Layer(file, document, (*base, name)), load), path, load)
            for name in document.table(*base)
            if base or document.get(name, "image") or document.get(name, "build")
        ]
    contexts = sorted({service.context for service in services}) or [folder_of(path)]
    return tuple(
        Deployment(
            path=path,
            format="compose",
            context=context,
            commands=tuple(item for one in services if one.context == context for item in one.commands),
            images=tuple(item for one in services if one.context == context for item in one.images),
            services=tuple(one.name for one in services if one.context == context),
            pins=tuple(item for one in services if one.context == context for item in one.pins),
            errors=tuple(errors) if context == contexts[0] else (),
        )
        for context in contexts
    )


def _with_included(path: str, document: Document, load: Load) -> Iterator[tuple[str, Document]]:
    """Give the file and those it includes; a file with a name of its own kind is read in its own right."""
    waiting, seen = [(path, document)], {path}
    while waiting:
        file, here = waiting.pop(0)
        yield file, here
        for name in _includes(here):
            other = join(folder_of(file), name)
            data = load(other) if other and other not in seen and len(seen) < _MAX_INCLUDES else None
            if other and data is not None and not _OWN_NAME.fullmatch(other.lower()):
                seen.add(other)
                waiting.append((other, read_yaml(decode(data))))


def _includes(document: Document) -> list[str]:
    found: list[object] = []
    for item in document.array("include"):
        value = item.get("path") if isinstance(item, dict) else item
        found += value if isinstance(value, list) else [value]
    return [name for name in found if isinstance(name, str)]


def _read_service(service: Service, path: str, load: Load) -> _Built:
    variables = service.variables(load)
    build = service.text("build") or service.text("build", "context")
    built = service.get("build") is not None
    folder = service.folder("build")
    context = (join(folder, expand(build, variables)) or folder) if built else service.folder()
    image = None
    if not built:
        image = read_image(expand(service.text("image"), variables), service.location("image"), service.name)
    origin = Origin(
        location=service.location(),
        source="compose",
        process=service.name,
        production=_is_production(service, path),
        replicas=count(service.get("deploy", "replicas")) or count(service.get("scale")),
        variables=variables,
    )
    commands = _service_commands(service, origin, context, load)
    if not commands and built and (origin.replicas is not None or service.text("build", "target")):
        commands = _image_commands(service, origin, context, load)
    if not commands and image:
        commands = built_in_start(image, origin)
    pins = image_pins(image) if image else ()
    return _Built(
        name=service.name,
        context=context,
        commands=commands,
        images=(image,) if image else (),
        pins=pins if origin.production else tuple(replace(pin, source=DEVELOPMENT) for pin in pins),
    )


def _is_production(service: Service, path: str) -> bool:
    """Whether neither the file nor the profiles that a service waits for are for development."""
    profiles = service.words("profiles")
    if profiles and all(is_development_name(name) for name in profiles):
        return False
    if is_development_name(service.text("build", "target")):
        return False
    return not is_development_name(path.rpartition("/")[2]) and "override" not in path.lower()


def _service_commands(service: Service, origin: Origin, context: str, load: Load) -> tuple[StartCommand, ...]:
    """Give what `entrypoint` and `command` start together."""
    words: list[str] = []
    for key in ("entrypoint", "command"):
        value = service.get(key)
        if value is not None:
            origin = replace(origin, location=service.location(key))
            words += [str(item) for item in value] if isinstance(value, list) else [str(value)]
    if not words:
        return ()
    started, passed_on = run_scripts(words[0].split()[:2] + words[1:2], context, (), origin, load)
    if started and not passed_on:
        return started
    # "$$" is how compose writes a dollar sign for the container's shell.
    words = [word.replace("$$", "$") for word in words]
    return parse_text(words[0], origin) if len(words) == 1 else parse_words(words, origin)


def _image_commands(service: Service, origin: Origin, context: str, load: Load) -> tuple[StartCommand, ...]:
    """Give the Dockerfile's own start commands, of the stage and as often as compose says."""
    path = join(context, service.text("build", "dockerfile") or "Dockerfile")
    data = load(path) if path else None
    if path is None or data is None:
        return ()
    commands = dockerfile.read(path, data, load, service.text("build", "target"))[0].commands
    return tuple(
        replace(
            item,
            process=origin.process,
            replicas=origin.replicas,
            location=origin.location,
            source="compose",
            production=origin.production,
        )
        for item in commands
    )
