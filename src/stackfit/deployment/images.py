"""Container images: their names, the runtime version a tag promises, and the few that bring their own start command."""

from __future__ import annotations

import re

from stackfit.deployment.commands import Origin, parse_text
from stackfit.deployment.installed import system_python
from stackfit.model.deployment import Image, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location

# Sources of pins: what production runs on, and what only developers run on.
IMAGE, DEVELOPMENT = "image", "development-image"

_DOCKER_HUB = ("docker.io/library/", "index.docker.io/library/", "library/", "docker.io/")
_RUNTIMES = {"python": "python", "pypy": "pypy", "node": "node", "nodejs": "node", "bun": "bun", "deno": "deno"}
_NAME = re.compile(r"(python|pypy|nodejs|node|bun|deno)-?(\d+(?:\.\d+)*t?)?(?:-.*)?")
_VERSION = re.compile(r"v?(\d+(?:\.\d+){0,2}t?)(?:$|[^\w.])")
_IN_TAG = re.compile(r"(python|pypy|nodejs|node)[-:]?(\d+(?:\.\d+)*(?:t(?![a-z]))?)")
_DISTROLESS = re.compile(r".*distroless/python3-debian(\d+)")
_BUILT_IN_START = (
    ("tiangolo/uvicorn-gunicorn", "gunicorn -k uvicorn.workers.UvicornWorker"),
    ("tiangolo/meinheld-gunicorn", "gunicorn -k meinheld"),
    ("tiangolo/uwsgi-nginx", "uwsgi"),
)


def read_image(text: str, location: Location, service: str = "") -> Image | None:
    """Split "registry/name:tag@digest"; None for an image whose name is a variable or `scratch`."""
    text = text.strip().strip("\"'").partition("@")[0]
    folder, _, last = text.rpartition("/")
    name, _, tag = last.partition(":")
    name = f"{folder}/{name}" if folder else name
    tag = "" if "$" in tag else tag
    for prefix in _DOCKER_HUB:
        name = name.removeprefix(prefix)
    if not name or "$" in name or name == "scratch":
        return None
    return Image(name=name, tag=tag, location=location, service=service)


def image_pins(image: Image) -> tuple[RuntimePin, ...]:
    """Give the runtime versions that an image's name and tag promise."""
    base = image.name.rpartition("/")[2]
    found: dict[str, str] = {}
    match = _NAME.fullmatch(base)
    if match:
        version = _VERSION.match(image.tag)
        written = match.group(2) or (version.group(1) if version else "")
        # Development container images count variants, not runtimes ("python:0-3.11").
        if written and not written.startswith("0"):
            found[_RUNTIMES[match.group(1)]] = written
    distroless = _DISTROLESS.fullmatch(image.name)
    if distroless:
        debian = system_python(Image(name="debian", tag=distroless.group(1), location=image.location))
        found = {"python": debian} if debian else {}
    for runtime, version_text in _IN_TAG.findall(image.tag):
        found.setdefault(_RUNTIMES[runtime], version_text)
    return tuple(
        RuntimePin(runtime=runtime, version=version, location=image.location, source=IMAGE)
        for runtime, version in sorted(found.items())
    )


def built_in_start(image: Image, origin: Origin) -> tuple[StartCommand, ...]:
    """Give the start command an image runs where nothing overrides it."""
    for prefix, command in _BUILT_IN_START:
        if image.name.startswith(prefix):
            return parse_text(command, origin)
    return ()


def has_built_in_start(image: Image) -> bool:
    """Whether an image is known to bring its own start command."""
    return image.name.startswith(tuple(prefix for prefix, _ in _BUILT_IN_START))
