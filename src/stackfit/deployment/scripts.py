"""Entry point scripts of containers: found in the repository by their path in the image, read for what they start."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from stackfit.deployment.commands import Origin, parse_text
from stackfit.deployment.wrappers import base_name
from stackfit.model.deployment import StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, join, upwards

_SCRIPT = re.compile(r"[\w./-]*\.(?:sh|bash)|(?:[\w./-]*[./])?(?=[\w-]*(?:entrypoint|start|run|boot|init))[\w-]*")
_USUAL_FOLDERS = ("", "docker/", "scripts/", "bin/", "deploy/", "compose/")
_INTERPRETERS = ("python", "node")
_MAX_BYTES = 200_000
_MAX_DEPTH = 10


def run_scripts(
    words: Sequence[str], folder: str, copies: Sequence[tuple[str, str]], origin: Origin, load: Load
) -> tuple[tuple[StartCommand, ...], bool]:
    """Give what the scripts among `words` start, and whether their arguments run as well.

    `copies` are the (source, destination) pairs of the image.
    """
    found: tuple[StartCommand, ...] = ()
    for word in words:
        script = _find(word, folder, copies, load)
        if script is None:
            continue
        found += read_script(*script, origin)
        if found and not _passes_on(decode(script[1])):
            return found, False
    return found, True


def _find(word: str, folder: str, copies: Sequence[tuple[str, str]], load: Load) -> tuple[str, bytes] | None:
    if not _SCRIPT.fullmatch(word) or word.startswith("-"):
        return None
    name = base_name(word)
    stripped = word.lstrip("/").removeprefix("./")
    guesses = [
        end for source, target in copies if name in (base_name(source), base_name(target)) for end in _ends(source)
    ]
    # A folder that was copied may hold it.
    guesses += [
        f"{source.rstrip('/')}/{name}" for source, _ in copies if "." not in base_name(source) and source != "/"
    ]
    guesses += [stripped, stripped.partition("/")[2]]
    guesses += [f"{usual}{name}" for usual in _USUAL_FOLDERS]
    for base in upwards(folder):
        for guess in guesses:
            path = join(base, guess.lstrip("/")) if guess else None
            data = load(path) if path and path != "." else None
            if path and data is not None and len(data) <= _MAX_BYTES:
                return path, data
    return None


def _ends(source: str) -> list[str]:
    """Give a path as written, and without its first folders: those of another stage are not those of the repository."""
    parts = source.strip("/").split("/")
    return (
        [source, *("/".join(parts[start:]) for start in range(1, len(parts)))] if len(parts) < _MAX_DEPTH else [source]
    )


def read_script(path: str, data: bytes, origin: Origin) -> tuple[StartCommand, ...]:
    """Give what a script starts; where it can serve both ways, its development server is not the production start."""
    found: list[StartCommand] = []
    kept: set[int] = set()
    for text, line in _statements(decode(data)):
        here = replace(origin, location=Location(path=path, line=line))
        started = [item for item in parse_text(text, here) if item.program]
        if started and text.startswith("exec "):
            # A program that had to end before this one only prepared it.
            found = [item for item in found if item.program not in _INTERPRETERS or item.location.line in kept]
        if text.endswith("&"):
            kept.add(line)
        found.extend(started)
        origin = replace(origin, variables={**origin.variables, **_exports(text)})
    if any(not item.development for item in found):
        found = [replace(item, production=False) if item.development else item for item in found]
    return tuple(dict.fromkeys(found))


def _passes_on(text: str) -> bool:
    """Whether a script ends by running its own arguments (`exec "$@"`)."""
    lines = [line.strip() for line in text.split("\n")]
    return any(line.startswith("exec ") and line.rstrip('"').endswith(("$@", "$*")) for line in lines)


def _statements(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    held, start = "", 0
    for number, raw in enumerate(text.split("\n"), 1):
        start = start or number
        held += raw.rstrip("\\") + " "
        if raw.endswith("\\"):
            continue
        if held.strip() and not held.lstrip().startswith("#"):
            found.append((" ".join(held.split()), start))
        held, start = "", 0
    return found


def _exports(text: str) -> dict[str, str]:
    match = re.match(r"(?:export\s+)?([A-Za-z_]\w*)=(\S*)\s*$", text)
    return {match.group(1): match.group(2).strip("\"'")} if match else {}
