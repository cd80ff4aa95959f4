"""GitHub workflows: the lowest version of each runtime that is tested; nothing they run is a production start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.deployment.values import errors_of
from stackfit.model.deployment import Deployment
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load

_RUNTIMES = {"python": "python", "node": "node", "nodejs": "node", "bun": "bun", "deno": "deno"}
_KEY = re.compile(r"(python|node|nodejs|bun|deno)(?:[-_]?versions?)?", re.IGNORECASE)
_SETUP = re.compile(r"(?:[\w-]+/)?setup-(python|node|bun|deno)\b")
_VERSION = re.compile(r"v?(\d+(?:\.(?:\d+|x))*)(t?)")

Found = tuple[str, str, int]


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the versions of matrices and of setup steps; the folder above `.github` is what they test."""
    document = read_yaml(decode(data))
    found = [*_matrix_versions(document), *_setup_versions(document)]
    lowest = {
        runtime: min((item for item in found if item[0] == runtime), key=lambda item: (version_order(item[1]), item[2]))
        for runtime in sorted({item[0] for item in found})
    }
    pins = tuple(
        RuntimePin(runtime=runtime, version=version, location=Location(path=path, line=line), source="workflow")
        for runtime, version, line in lowest.values()
    )
    context = path.rpartition(".github/")[0].rstrip("/") or "."
    return (Deployment(path=path, format="workflow", context=context, pins=pins, errors=errors_of(path, document)),)


def _matrix_versions(document: Document) -> Iterator[Found]:
    for job in document.table("jobs"):
        base: Path = ("jobs", job, "strategy", "matrix")
        for key in document.table(*base):
            yield from _versions(document, (*base, key), key)
        for index, item in enumerate(document.array(*base, "include")):
            for key in item if isinstance(item, dict) else ():
                yield from _versions(document, (*base, "include", index, key), key)


def _setup_versions(document: Document) -> Iterator[Found]:
    for job in document.table("jobs"):
        for index, _ in enumerate(document.array("jobs", job, "steps")):
            base: Path = ("jobs", job, "steps", index)
            match = _SETUP.match(document.text(*base, "uses").rpartition("/")[2])
            if match:
                key = f"{match.group(1)}-version"
                yield from _versions(document, (*base, "with", key), key)


def _versions(document: Document, place: Path, key: str) -> Iterator[Found]:
    """Give the versions at a key whose name speaks of a runtime: one, or a list."""
    match = _KEY.fullmatch(key)
    if match is None:
        return
    one = document.text(*place)
    written = [(one, document.line(*place))] if one else document.strings(*place)
    for text, line in written:
        for word in text.split():
            version = _VERSION.match(word)
            if version:
                runtime = _RUNTIMES[match.group(1).lower()]
                number = version.group(1).removesuffix(".x") + version.group(2)
                # "3.x" asks for the newest Python there is.
                if runtime != "python" or "." in number:
                    yield runtime, number, line


def version_order(version: str) -> tuple[int, ...]:
    """Give a key that sorts versions by their numbers."""
    return tuple(int(part) for part in re.findall(r"\d+", version))
