"""bun.lock: JSON with trailing commas, one package a line; the older bun.lockb is binary and only named."""

from __future__ import annotations

import json

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_json
from stackfit.syntax.paths import Load

_PACKAGES = '\n  "packages": {\n'
_TABLES = ("dependencies", "optionalDependencies", "peerDependencies")
_LOCAL = ("workspace:", "link:", "file:", "root:")
_MAX_ERRORS = 20
_MAX_ODD = 2_000_000


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages; the workspaces say which of them are direct."""
    draft = Draft(path, "bun-lock", Ecosystem.NPM)
    text = decode(data)
    head, found, body = text.partition(_PACKAGES)
    # Other tools that lay JSON out spread a package over several lines.
    if body.partition("\n")[0].endswith("["):
        head, found = text, ""
    if not found and len(head) > _MAX_ODD:
        draft.error("not laid out as Bun writes it, and too large to be read otherwise")
        return draft.finish(declares_component=False)
    # What comes before the packages is small; closing it makes it JSON.
    document = read_json(head.rstrip().rstrip(",") + "}" if found else head)
    draft.problems(document)
    # The break before the key belongs to the mark, as does the one after it.
    rows = _rows(draft, body, head.count("\n") + 3) if found else _members(document)
    asked = _asked_for(document, {key for key, _, _ in rows})
    for key, item, line in rows:
        name, _, version = item.rpartition("@")
        if name and not version.startswith(_LOCAL):
            users = asked.get(key, set())
            dev = users == {"devDependencies"} if users else None
            draft.lock(name, version, line, direct=key in asked, dev=dev)
    return draft.finish(declares_component=False)


def _rows(draft: Draft, text: str, first: int) -> list[tuple[str, str, int]]:
    """Key, "name@version" and line of each package."""
    rows: list[tuple[str, str, int]] = []
    for number, line in enumerate(text.split("\n"), first):
        row = line.strip().rstrip(",")
        if row.startswith("}"):
            break
        if not row:
            continue
        try:
            ((key, value),) = json.loads(f"{{{row}}}").items()
            rows.append((key, str(value[0]), number))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            if len(draft.errors) < _MAX_ERRORS:
                draft.error(f"not a package of a bun.lock: {row[:60]!r}", number)
    return rows


def _members(document: Document) -> list[tuple[str, str, int]]:
    """The same rows of a file that was laid out by another tool."""
    return [
        (key, document.text("packages", key, 0), document.line("packages", key)) for key in document.table("packages")
    ]


def _asked_for(document: Document, keys: set[str]) -> dict[str, set[str]]:
    """The keys of direct packages, with the tables that ask for them."""
    asked: dict[str, set[str]] = {}
    for workspace in document.table("workspaces"):
        member = document.text("workspaces", workspace, "name")
        for table in (*_TABLES, "devDependencies"):
            for name in document.table("workspaces", workspace, table):
                asked.setdefault(name, set()).add(table)
                if member and f"{member}/{name}" in keys:
                    asked.setdefault(f"{member}/{name}", set()).add(table)
    return asked


def read_binary(path: str, data: bytes, load: Load) -> Manifest:
    """Name a binary lockfile, unless the same packages stand beside it as text."""
    draft = Draft(path, "bun-lock", Ecosystem.NPM)
    if load(path[:-1]) is None:
        draft.error("bun.lockb is binary and is not read; `bun install --save-text-lockfile` writes bun.lock")
    return draft.finish(declares_component=False)
