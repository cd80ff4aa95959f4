"""The lines of a pnpm-lock.yaml: pnpm writes it in one fixed shape, and YAML parsers are slow."""

from __future__ import annotations

from msgspec import Struct, field

from stackfit.manifests.draft import Draft

_KINDS = frozenset({"dependencies", "devDependencies", "optionalDependencies"})
_CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MAX_ERRORS = 20


class PnpmPackage(Struct):
    """One entry of `packages`."""

    key: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)


class Wanted(Struct):
    """A dependency of an importer: what it asks for and what it gets."""

    name: str
    dev: bool
    line: int
    version: str = ""
    specifier: str = ""


class PnpmLock(Struct):
    """What the lines have given so far."""

    version: str = ""
    packages: list[PnpmPackage] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    specifiers: dict[str, str] = field(default_factory=dict)


def read_lines(draft: Draft, text: str) -> PnpmLock:
    """Read the last document; lines that are no YAML are noted as errors."""
    lock = PnpmLock()
    path: list[str] = []
    block: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if line == "---":
            lock, block = PnpmLock(), None
            continue
        body = line.lstrip(" ")
        depth = (len(line) - len(body)) // 2
        if not body or (depth > 2 and path[:1] in (["packages"], ["snapshots"]) and block is None):
            continue
        if body.startswith(_CONFLICTS) and not depth:
            if len(draft.errors) < _MAX_ERRORS:
                draft.error(f"not a line of a pnpm lockfile: {line[:60]!r}", number)
            continue
        if block is not None:
            if depth > 2:
                block.append(body)
                continue
            lock.packages[-1].facts["deprecated"] = " ".join(block)
            block = None
        key, value = (body[:-1], "") if body.endswith(":") else body.partition(": ")[::2]
        path[depth:] = [_unquoted(key)]
        if depth == 2 and path[0] == "packages" and value[:1] in ("|", ">") and key == "deprecated":
            block = []
        else:
            _accept(lock, path, _unquoted(value), number)
    return lock


def _accept(lock: PnpmLock, path: list[str], value: str, number: int) -> None:
    """Take one line: the keys that lead to it, and its value."""
    top = path[0]
    if top == "lockfileVersion":
        lock.version = value
    elif top == "packages":
        if len(path) == 2:
            lock.packages.append(PnpmPackage(path[1], number))
        elif len(path) == 3 and lock.packages:
            lock.packages[-1].facts[path[2]] = value
    elif top in _KINDS or top == "specifiers":
        _accept_wanted(lock, path, value, number)
    elif top == "importers" and len(path) > 3:
        _accept_wanted(lock, path[2:], value, number)


def _accept_wanted(lock: PnpmLock, path: list[str], value: str, number: int) -> None:
    """Take a line below `dependencies` and its like: "name: version" up to version 5, a table since version 6."""
    if path[0] == "specifiers" and len(path) == 2:
        lock.specifiers[path[1]] = value
    elif path[0] in _KINDS and len(path) == 2:
        lock.wanted.append(Wanted(path[1], path[0] == "devDependencies", number, version=value))
    elif path[0] in _KINDS and len(path) == 3 and lock.wanted and path[2] in ("specifier", "version"):
        setattr(lock.wanted[-1], path[2], value)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace("''", "'")
    return text
