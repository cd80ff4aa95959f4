"""yarn.lock of Yarn 1 (a format of its own) and of Yarn 2 and later (YAML of a fixed shape), read line by line."""

from __future__ import annotations

import re

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load

_CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MAX_ERRORS = 20
_ARCHIVE = re.compile(r"/((?:@[^/@%]+(?:/|%2[fF]))?[^/@]+)/-/[^/]*\.tgz")


class _Entry:
    """One entry: the descriptors it answers, and what it says."""

    def __init__(self, header: str, line: int) -> None:
        self.line = line
        self.wanted = [_split(text.strip()) for text in header.replace('"', "").split(", ")]
        self.version = ""
        self.resolved = ""
        self.local = False
        self.needs: list[tuple[str, str]] = []


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages; only Yarn 2 and later say what the project itself asks for."""
    draft = Draft(path, "yarn-lock", Ecosystem.NPM)
    entries = _read_entries(draft, decode(data))
    berry = any(entry.local for entry in entries)
    direct = {need for entry in entries if entry.local for need in entry.needs}
    for entry in entries:
        if entry.local or not entry.version:
            continue
        draft.lock(
            _installed_name(entry),
            entry.version,
            entry.line,
            direct=not direct.isdisjoint(entry.wanted) if berry else None,
            requested={range_ for _, range_ in entry.wanted},
        )
    return draft.finish(declares_component=False)


def _read_entries(draft: Draft, text: str) -> list[_Entry]:
    entries: list[_Entry] = []
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        if line[0] != " ":
            if line.startswith(_CONFLICTS) or not line.endswith(":"):
                if len(draft.errors) < _MAX_ERRORS:
                    draft.error(f"not a line of a yarn.lock: {line[:60]!r}", number)
            elif line != "__metadata:":
                entries.append(_Entry(line[:-1], number))
        elif entries and line[1:2] == " ":
            if line[2:3] != " ":
                section = line.strip()
                _add_fact(entries[-1], section)
            elif section in ("dependencies:", "devDependencies:") and entries[-1].local:
                name, _, wanted = line.strip().rpartition(": ")
                entries[-1].needs.append((name.strip('"'), wanted.strip('"').removeprefix("npm:")))
    return entries


def _add_fact(entry: _Entry, text: str) -> None:
    key, _, value = text.partition(" ")
    key = key.rstrip(":").strip('"')
    if key == "version":
        entry.version = value.strip('"')
    elif key == "resolved":
        entry.resolved = value.strip('"')
    elif key == "resolution":
        entry.local = "@workspace:" in value


def _installed_name(entry: _Entry) -> str:
    """Give the name in the registry, which an alias hides: that of the archive, else of the descriptor."""
    archive = _ARCHIVE.search(entry.resolved)
    if archive:
        return archive.group(1).replace("%2f", "/").replace("%2F", "/")
    name, wanted = entry.wanted[0]
    alias = wanted.rpartition("@")[0]
    return alias.removeprefix("npm:") if wanted.startswith("npm:") and alias else name


def _split(descriptor: str) -> tuple[str, str]:
    """Split "@scope/name@range"; the range of a registry package is given as package.json writes it."""
    at = descriptor.find("@", 1)
    if at < 0:
        return descriptor, ""
    name, wanted = descriptor[:at], descriptor[at + 1 :]
    # "npm:other@^1" is an alias, "npm:^1" is how Yarn 2 writes "^1".
    return name, wanted if "@" in wanted[5:] else wanted.removeprefix("npm:")
