"""SF1004: a production image that does not say which version of Python or Node.js it brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import Image, StartCommand
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Role, Runtime, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.intent import is_for_development, is_last_stage
from stackfit.rules.serving import is_production

_NAMES = {Runtime.PYTHON: "python", Runtime.NODE: "node"}
_SHOWN = {"python": "Python", "node": "Node.js"}
_SAYS = re.compile(r"\d\.\d")
_ELSEWHERE = re.compile(r"(?:python|node)\S{0,300}(?:\$|@sha256)", re.IGNORECASE)
"""A variable or a digest says which version it is."""
_MAJOR = re.compile(r"\d+")
_VARIANT = re.compile(
    r"(?:latest|lts|current|slim|alpine|trixie|bookworm|bullseye|buster|stretch|jessie|onbuild|windowsservercore|nanoserver)"
    r"(?:-[a-z]+)*"
)
_PRODUCTS = frozenset({ComponentKind.SERVICE, ComponentKind.APP})


class FloatingRuntime:
    """The image of production brings whatever version of the runtime is the newest on the day it is built.

    ## What it finds

    Dockerfiles of services whose last stage is made from `python` or `node` without a tag, with `latest` or with a
    variant alone (`slim`, `alpine`): a warning; with `python:3`, `node:lts` or `node:current`: an information. Images
    for development and those that name a digest or a variable are left alone.

    ## Why it matters

    The next build may run on another version than the last, without a change in the repository: a release of Python
    drops modules, one of Node.js changes its defaults, and native packages have no wheels for it yet. See
    [Docker on pinning base images](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).

    ## Example

    Bad:

    ```dockerfile
    FROM python:slim
    ```

    Good:

    ```dockerfile
    FROM python:3.13-slim
    ```

    ## What to do instead

    Name the version that is tested, at least `3.13` of Python and the major version of Node.js, and let a bot propose
    the next one.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1004",
        name="floating-runtime",
        severity=Severity.WARNING,
        summary="A production image that names no version of its runtime",
        since="0.1.0",
        criteria=("community",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the images of what production runs."""
        for component in context.components:
            name = _NAMES.get(component.runtime)
            if name is None or component.kind not in _PRODUCTS or component.component.role is not Role.PRODUCTION:
                continue
            seen: set[Location] = set()
            for image in sorted(component.component.images, key=lambda item: item.location):
                floats = image.location not in seen and _floats(image, name)
                if floats and _is_of_production(image, context):
                    seen.add(image.location)
                    yield self._report(component, image, name)

    def _report(self, component: ProfiledComponent, image: Image, name: str) -> Finding:
        chosen = bool(_MAJOR.search(image.tag)) or image.tag.startswith(("lts", "current"))
        written = f"{image.name}:{image.tag}" if image.tag else image.name
        return self.meta.finding(
            image.location,
            f"{written} is another version of {_SHOWN[name]} after its next release, without a change here",
            confidence=Confidence.DEFINITE,
            component=component.component.path,
            severity=Severity.INFO if chosen else Severity.WARNING,
            hint=f"name the version that is tested, such as {'python:3.13' if name == 'python' else 'node:24'}",
            symbol=_SHOWN[name],
        )


def _floats(image: Image, name: str) -> bool:
    """Whether an image of the runtime names less of its version than what breaks programs."""
    if image.name not in (name, f"library/{name}", f"docker.io/library/{name}"):
        return False
    if not image.tag or _VARIANT.fullmatch(image.tag):
        return True  # other words are names of releases: node:jod
    return name == "python" and _MAJOR.match(image.tag) is not None and not _SAYS.search(image.tag)


def _is_of_production(image: Image, context: Context) -> bool:
    """Whether an image is what a Dockerfile for production ends with."""
    path, line = image.location.path, image.location.line
    if "dockerfile" not in path.rpartition("/")[2].lower() or _ELSEWHERE.search(_line(path, line, context)):
        return False
    start = StartCommand(command="", location=image.location, source="dockerfile")
    return is_production(start) and is_last_stage(path, line, context) and not is_for_development(start, context)


def _line(path: str, number: int, context: Context) -> str:
    lines = split_lines(context.text(path) or "")
    return lines[number - 1] if 0 < number <= len(lines) else ""
