"""Lockfiles of conda packages: conda-lock.yml, pixi.lock and explicit lists of archives.

They are long YAML lists of flat entries, written by a program and read line by line. They list every platform: what is
locked to the same version on several stands once. A package is named as on PyPI where the two names differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.manifests.conda import TO_PYPI, is_python_package
from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import group_kind
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load

Entry = tuple[dict[str, str], int]

_LIST = re.compile(r"packages?:\s*$")
_FIELD = re.compile(r"(?:- |  )([\w-]+):\s*(.*)")
# name-version-build.conda
_ARCHIVE = re.compile(r"(?:.*/)?([^/]+)-([^-/]+)-[^-/]+\.(?:conda|tar\.bz2)(?:#|$)")


def read_list(path: str, data: bytes, load: Load) -> Manifest:
    """Read the packages of conda-lock.yml or pixi.lock; the latter names conda packages by their archive only."""
    draft = Draft(path, "pixi-lock" if path.lower().endswith("pixi.lock") else "conda-lock", Ecosystem.PYPI)
    entries = list(_entries(decode(data)))
    seen: set[tuple[str, str]] = set()
    for entry, line in entries:
        archive = _ARCHIVE.match(entry.get("conda", ""))
        name, version = archive.groups() if archive else (entry.get("name", ""), entry.get("version", ""))
        pip = entry.get("manager") == "pip" or entry.get("kind") == "pypi" or "pypi" in entry
        category = entry.get("category")
        dev = group_kind(category, otherwise=DependencyKind.RUNTIME) is DependencyKind.DEV if category else None
        if (name, version) not in seen:
            seen.add((name, version))
            _add(draft, name, version, line, pip=pip, dev=dev)
    if not entries:
        draft.error("no list of packages: not a lockfile of conda packages")
    return draft.finish(declares_component=False)


def read_explicit(path: str, data: bytes, load: Load) -> Manifest:
    """Read a list of archives, as `conda list --explicit` writes it."""
    draft = Draft(path, "conda-lock", Ecosystem.PYPI)
    lines = decode(data).split("\n")
    if not any(line.strip() == "@EXPLICIT" for line in lines):
        draft.error("no @EXPLICIT line: not a lockfile of conda packages")
        return draft.finish(declares_component=False)
    for number, line in enumerate(lines, 1):
        archive = _ARCHIVE.match(line.strip()) if "://" in line else None
        if archive:
            _add(draft, archive.group(1), archive.group(2), number)
    return draft.finish(declares_component=False)


def _entries(text: str) -> Iterator[Entry]:
    """Give the entries of the top-level list with the line each begins on; nested values are left out."""
    entry: dict[str, str] = {}
    start, inside = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if line and line[0] not in " -#":
            inside = _LIST.match(line) is not None
        field = _FIELD.match(line) if inside else None
        if field is None:
            continue
        if line.startswith("- "):
            if entry:
                yield entry, start
            entry, start = {}, number
        entry[field.group(1)] = field.group(2).strip().strip("'\"")
    if entry:
        yield entry, start


def _add(draft: Draft, name: str, version: str, line: int, *, pip: bool = False, dev: bool | None = None) -> None:
    name = name if pip else TO_PYPI.get(name.lower(), name.lower())
    if name and version and (pip or is_python_package(name)):
        draft.lock(name, version, line, dev=dev)
