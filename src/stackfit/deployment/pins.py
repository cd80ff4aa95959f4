"""Files that only pin a runtime: runtime.txt, .python-version, .nvmrc, .node-version, .tool-versions, mise.toml."""

from __future__ import annotations

import re

from stackfit.model.deployment import Deployment
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location, ReadError
from stackfit.syntax import decode, read_toml
from stackfit.syntax.paths import Load, folder_of

_RUNTIMES = {"python": "python", "nodejs": "node", "node": "node", "bun": "bun", "deno": "deno"}
_VERSION = re.compile(r"(pypy|jython|micropython|python|node)?[-_]?v?(\d+(?:\.(?:\d+|x|\*))*(?:t(?![a-z]))?)")
# https://github.com/nodejs/Release
_NODE_CODENAMES = {
    "argon": "4",
    "boron": "6",
    "carbon": "8",
    "dubnium": "10",
    "erbium": "12",
    "fermium": "14",
    "gallium": "16",
    "hydrogen": "18",
    "iron": "20",
    "jod": "22",
    "krypton": "24",
}


def read_single(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read a file that holds one version; the first one counts where there are several."""
    name = path.rpartition("/")[2].lower()
    default = "python" if name in ("runtime.txt", ".python-version") else "node"
    for number, raw in enumerate(decode(data).split("\n"), 1):
        text = raw.partition("#")[0].strip().lower()
        if text:
            pin = _pin(path, number, default, text)
            return (_deployment(path, [pin] if pin else []),)
    return (_deployment(path, []),)


def read_tool_versions(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read `.tool-versions` (asdf, mise): a tool and its versions a line."""
    pins: list[RuntimePin | None] = []
    for number, raw in enumerate(decode(data).split("\n"), 1):
        words = raw.partition("#")[0].split()
        if len(words) > 1 and words[0] in _RUNTIMES:
            pins.append(_pin(path, number, _RUNTIMES[words[0]], words[1]))
    return (_deployment(path, [pin for pin in pins if pin]),)


def read_mise(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read mise.toml: the `[tools]` table."""
    document = read_toml(decode(data))
    pins: list[RuntimePin | None] = []
    for name, value in document.table("tools").items():
        choice = value[0] if isinstance(value, list) and value else value
        version = choice.get("version") if isinstance(choice, dict) else choice
        if name in _RUNTIMES and isinstance(version, str):
            pins.append(_pin(path, document.line("tools", name), _RUNTIMES[name], version))
    errors = tuple(ReadError(path=path, message=item.message, line=item.line) for item in document.problems)
    return (_deployment(path, [pin for pin in pins if pin], errors),)


def _pin(path: str, line: int, runtime: str, text: str) -> RuntimePin | None:
    """Make a pin; None for "lts", "system" and other words without a number."""
    codename = _NODE_CODENAMES.get(text.removeprefix("lts/").removeprefix("lts-"))
    match = _VERSION.match(text)
    version = codename if runtime == "node" and codename else match.group(2) if match else ""
    if not version:
        return None
    name = path.rpartition("/")[2]
    runtime = match.group(1) or runtime if match else runtime
    return RuntimePin(runtime=runtime, version=version, location=Location(path=path, line=line), source=name)


def _deployment(path: str, pins: list[RuntimePin], errors: tuple[ReadError, ...] = ()) -> Deployment:
    return Deployment(path=path, format="pin", context=folder_of(path), pins=tuple(pins), errors=errors)
