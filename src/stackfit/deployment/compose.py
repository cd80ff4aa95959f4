"""Compose files: one deployment for each folder that services build from, so that each lands with its component."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stackfit.deployment import dockerfile
from stackfit.deployment.commands import Origin, is_development_name, parse_text, parse_words
from stackfit.deployment.images import built_in_start, image_pins, read_image
from stackfit.deployment.scripts import run_scripts
from stackfit.deployment.shell import expand
from stackfit.model.deployment import Deployment, Image, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location, ReadError
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.paths import Load, folder_of, join


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """One service; `base` is its place in the document."""

    name: str
    context: str
    commands: tuple[StartCommand, ...]
    images: tuple[Image, ...]
    pins: tuple[RuntimePin, ...]


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read a compose file; the old form without `services` counts too."""
    document = read_yaml(decode(data))
    base: tuple[str, ...] = ("services",) if document.table("services") else ()
    services = [
        _read_service(path, document, (*base, name), load)
        for name in document.table(*base)
        if base or document.get(name, "image") or document.get(name, "build")
    ]
    errors = tuple(ReadError(path=path, message=item.message, line=item.line) for item in document.problems)
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
            errors=errors if context == contexts[0] else (),
        )
        for context in contexts
    )


def _read_service(path: str, document: Document, base: tuple[str, ...], load: Load) -> _Service:
    name = base[-1]
    folder = folder_of(path)
    variables = _environment(document, base)
    build = document.text(*base, "build") or document.text(*base, "build", "context")
    built = bool(build or document.table(*base, "build"))
    context = (join(folder, expand(build, variables)) or folder) if built else folder
    image = None
    if not built:
        text = expand(document.text(*base, "image"), variables)
        image = read_image(text, Location(path=path, line=document.line(*base, "image")), name)
    origin = Origin(
        location=Location(path=path, line=document.line(*base)),
        source="compose",
        process=name,
        production=not is_development_name(path.rpartition("/")[2]) and "override" not in path.lower(),
        replicas=_replicas(document, base),
        variables=variables,
    )
    commands = _service_commands(document, base, origin, context, load)
    if not commands and built and origin.replicas is not None:
        commands = _image_commands(document, base, origin, context, load)
    if not commands and image:
        commands = built_in_start(image, origin)
    return _Service(
        name=name,
        context=context,
        commands=commands,
        images=(image,) if image else (),
        pins=image_pins(image) if image else (),
    )


def _service_commands(
    document: Document, base: tuple[str, ...], origin: Origin, context: str, load: Load
) -> tuple[StartCommand, ...]:
    """Give what `entrypoint` and `command` start together."""
    words: list[str] = []
    line = 0
    for key in ("entrypoint", "command"):
        value = document.get(*base, key)
        if value is None:
            continue
        line = document.line(*base, key)
        words += [str(item) for item in value] if isinstance(value, list) else [str(value)]
    if not words:
        return ()
    origin = replace(origin, location=Location(path=origin.location.path, line=line))
    started, passed_on = run_scripts(words[0].split()[:2] + words[1:2], context, (), origin, load)
    if started and not passed_on:
        return started
    # "$$" is how compose writes a dollar sign for the container's shell.
    words = [word.replace("$$", "$") for word in words]
    return parse_text(words[0], origin) if len(words) == 1 else parse_words(words, origin)


def _image_commands(
    document: Document, base: tuple[str, ...], origin: Origin, context: str, load: Load
) -> tuple[StartCommand, ...]:
    """Give the Dockerfile's own start commands, repeated as often as compose says."""
    path = join(context, document.text(*base, "build", "dockerfile") or "Dockerfile")
    data = load(path) if path else None
    if path is None or data is None:
        return ()
    commands = dockerfile.read(path, data, load)[0].commands
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


def _replicas(document: Document, base: tuple[str, ...]) -> int | None:
    for where in (("deploy", "replicas"), ("scale",)):
        text = document.text(*base, *where)
        if text.isascii() and text.isdigit() and len(text) < 6:
            return int(text)
    return None


def _environment(document: Document, base: tuple[str, ...]) -> dict[str, str]:
    found = {key: value for key, value in document.table(*base, "environment").items() if isinstance(value, str)}
    for text, _ in document.strings(*base, "environment"):
        name, equals, value = text.partition("=")
        if equals:
            found[name] = value
    return {name: expand(value, {}) for name, value in found.items()}
