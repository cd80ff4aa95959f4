"""pnpm-lock.yaml, versions 5 to 9, read line by line: pnpm writes it in one fixed shape, and YAML parsers are slow.

Of several documents the last is the project's; those before it hold pnpm itself and what its configuration needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load

_KINDS = frozenset({"dependencies", "devDependencies", "optionalDependencies"})
_CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MAX_ERRORS = 20


@dataclass
class _Package:
    """One entry of `packages`."""

    key: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)


@dataclass
class _Wanted:
    """A dependency of an importer: what it asks for and what it gets."""

    name: str
    dev: bool
    version: str = ""
    specifier: str = ""


@dataclass
class _Lock:
    """What the lines have given so far."""

    version: str = ""
    packages: list[_Package] = field(default_factory=list)
    wanted: list[_Wanted] = field(default_factory=list)
    specifiers: dict[str, str] = field(default_factory=dict)


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages."""
    draft = Draft(path, "pnpm-lock", Ecosystem.NPM)
    lock = _read_lines(draft, decode(data))
    if not lock.version and not draft.errors:
        draft.error("no lockfileVersion: not a pnpm lockfile")
    asked: dict[tuple[str, str], list[_Wanted]] = {}
    for item in lock.wanted:
        item.specifier = item.specifier or lock.specifiers.get(item.name, "")
        asked.setdefault(_resolved(item), []).append(item)
    for package in lock.packages:
        name, version = _identity(package, lock.version)
        if not name or not version or "type: directory" in package.facts.get("resolution", ""):
            continue
        users = asked.get((name, version), [])
        marked = package.facts.get("dev")
        draft.lock(
            name,
            version,
            package.line,
            direct=bool(users),
            dev=all(item.dev for item in users) if users else marked == "true" if marked else None,
            deprecated=package.facts.get("deprecated", ""),
            requested={item.specifier for item in users if item.specifier},
        )
    return draft.finish(declares_component=False)


def _read_lines(draft: Draft, text: str) -> _Lock:
    lock = _Lock()
    path: list[str] = []
    block: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if line == "---":
            lock, block = _Lock(), None
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


def _accept(lock: _Lock, path: list[str], value: str, number: int) -> None:
    """Take one line: the keys that lead to it, and its value."""
    top = path[0]
    if top == "lockfileVersion":
        lock.version = value
    elif top == "packages":
        if len(path) == 2:
            lock.packages.append(_Package(path[1], number))
        elif len(path) == 3 and lock.packages:
            lock.packages[-1].facts[path[2]] = value
    elif top in _KINDS or top == "specifiers":
        _accept_wanted(lock, path, value)
    elif top == "importers" and len(path) > 3:
        _accept_wanted(lock, path[2:], value)


def _accept_wanted(lock: _Lock, path: list[str], value: str) -> None:
    """Take a line below `dependencies` and its like: "name: version" up to version 5, a table since version 6."""
    if path[0] == "specifiers" and len(path) == 2:
        lock.specifiers[path[1]] = value
    elif path[0] in _KINDS and len(path) == 2:
        lock.wanted.append(_Wanted(path[1], path[0] == "devDependencies", version=value))
    elif path[0] in _KINDS and len(path) == 3 and lock.wanted and path[2] in ("specifier", "version"):
        setattr(lock.wanted[-1], path[2], value)


def _resolved(item: _Wanted) -> tuple[str, str]:
    """Name and version of what a dependency resolves to; an alias gives the other package's name."""
    text = item.version.partition("(")[0]
    name, _, version = text.lstrip("/").rpartition("@") if "_" not in text else ("", "", text)
    return (name, version) if name else (item.name, text.partition("_")[0].rpartition("/")[2])


def _identity(package: _Package, lock_version: str) -> tuple[str, str]:
    """Name and version of an entry, from its key or, for git and archives, from what stands under it."""
    if package.facts.get("name"):
        return package.facts["name"], package.facts.get("version", "")
    key = package.key.partition("(")[0].lstrip("/")
    if lock_version.startswith("5"):
        name, _, version = _peerless(key).rpartition("/")
        scope, _, last = name.rpartition("/")
        scope = scope.rpartition("/")[2]
        return f"{scope}/{last}" if scope.startswith("@") else last, version
    name, _, version = key.rpartition("@")
    return name, package.facts.get("version") or version.partition("_")[0]


def _peerless(key: str) -> str:
    """Drop the peers that version 5 writes after the version: "/vue/3.2.0_typescript@4.9.0"."""
    head, _, last = key.partition("_")
    return head if "/" in head and head.rpartition("/")[2][:1].isdigit() else f"{head}_{last}" if last else head


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace("''", "'")
    return text
