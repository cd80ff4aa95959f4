"""What readers of deployment files have in common: counts, runtime names, problems, and lists of `name: value`."""

from __future__ import annotations

import re

from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location, ReadError
from stackfit.syntax import Document

_RUNTIME = re.compile(r"\b(python|nodejs|node|bun|deno|provided\.al\d+)[-_:@.]?(?:v)?(\d[\d.]*t?)?", re.IGNORECASE)
_NAMES = {"nodejs": "node"}
_VERSION = re.compile(r"\d+(?:\.(?:\d+|x))*t?")
# "python39" of App Engine stands for 3.9, "python310" for 3.10.
_PACKED = re.compile(r"[23]\d{1,2}")


def count(value: object) -> int | None:
    """Give a written count, None for anything else."""
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def runtime_of(text: str) -> tuple[str, str]:
    """Give runtime and version that a platform names in one word ("nodejs18.x", "python39"), "" if unknown."""
    match = _RUNTIME.search(text)
    if match is None:
        return "", ""
    name = match.group(1).lower()
    version = (match.group(2) or "").rstrip(".")
    if name == "python" and _PACKED.fullmatch(version):
        version = f"{version[0]}.{version[1:]}"
    return _NAMES.get(name, name), version


def pin(runtime: str, version: str, location: Location, source: str) -> tuple[RuntimePin, ...]:
    """Make a pin of what starts with a number, none of anything else."""
    match = _VERSION.match(version.strip().lstrip("vV=^~><"))
    if not runtime or match is None:
        return ()
    return (RuntimePin(runtime=runtime, version=match.group().removesuffix(".x"), location=location, source=source),)


def errors_of(path: str, document: Document) -> tuple[ReadError, ...]:
    """Give what could not be read of a document."""
    return tuple(ReadError(path=path, message=item.message, line=item.line) for item in document.problems)


def named_values(document: Document, *base: str | int) -> dict[str, str]:
    """Give environment variables written as a table or as a list of `name`/`key` and `value`."""
    found = {name: value for name, value in document.table(*base).items() if isinstance(value, str)}
    for item in document.array(*base):
        if isinstance(item, dict) and isinstance(item.get("value"), str):
            found[str(item.get("name") or item.get("key") or "")] = item["value"]
    return found
