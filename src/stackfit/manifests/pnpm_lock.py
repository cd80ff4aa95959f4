"""pnpm-lock.yaml, versions 5 to 9: what its lines say of each package.

Of several documents the last is the project's; those before it hold pnpm itself and what its configuration needs.
"""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.pnpm_text import PnpmPackage, Wanted, read_lines
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages."""
    draft = Draft(path, "pnpm-lock", Ecosystem.NPM)
    lock = read_lines(draft, decode(data))
    if not lock.version and not draft.errors:
        draft.error("no lockfileVersion: not a pnpm lockfile")
    asked: dict[tuple[str, str], list[Wanted]] = {}
    for item in lock.wanted:
        item.specifier = item.specifier or lock.specifiers.get(item.name, "")
        asked.setdefault(_resolved(item), []).append(item)
    identified = [(package, *_identity(package, lock.version)) for package in lock.packages]
    _add_missing(draft, asked, {(name, version) for _, name, version in identified})
    for package, name, version in identified:
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


def _add_missing(draft: Draft, asked: dict[tuple[str, str], list[Wanted]], known: set[tuple[str, str]]) -> None:
    """Add what an importer resolves and a file that was cut short no longer lists; links have no version."""
    for (name, version), users in asked.items():
        if (name, version) not in known and version[:1].isdigit():
            dev = all(item.dev for item in users)
            requested = {item.specifier for item in users if item.specifier}
            draft.lock(name, version, users[0].line, direct=True, dev=dev, requested=requested)


def _resolved(item: Wanted) -> tuple[str, str]:
    """Name and version of what a dependency resolves to; an alias gives the other package's name."""
    text = item.version.partition("(")[0]
    name, _, version = text.lstrip("/").rpartition("@") if "_" not in text else ("", "", text)
    return (name, version) if name else (item.name, text.partition("_")[0].rpartition("/")[2])


def _identity(package: PnpmPackage, lock_version: str) -> tuple[str, str]:
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
