"""package-lock.json and npm-shrinkwrap.json: version 1 (a tree) and versions 2 and 3 (paths below node_modules)."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_json import LockText, objects_in, text_of, texts_of
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax.paths import Load

_HOLDER = "node_modules/"
_TABLES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages, links to workspace members left out."""
    draft = Draft(path, "package-lock", Ecosystem.NPM)
    lock = LockText(draft, data)
    if "packages" in lock.table:
        _read_paths(draft, lock)
    else:
        _read_tree(draft, lock)
    return draft.finish(declares_component=False)


def _read_paths(draft: Draft, lock: LockText) -> None:
    packages = lock.objects("packages")
    asked = _asked_for(packages)
    for path, entry in packages.items():
        _, found, name = path.rpartition(_HOLDER)
        version = text_of(entry, "version")
        if not found or entry.get("link") is True or not version:
            continue
        draft.lock(
            text_of(entry, "name") or name,
            version,
            lock.line(path),
            direct=path in asked,
            dev=entry.get("dev") is True,
            deprecated=_deprecation(entry),
            requested=asked.get(path, ()),
        )


def _asked_for(packages: dict[str, dict[str, object]]) -> dict[str, set[str]]:
    """The installed paths that the root and the workspace members ask for, with the ranges they give."""
    asked: dict[str, set[str]] = {}
    for member, entry in packages.items():
        if _HOLDER in member:
            continue
        prefix = f"{member}/" if member else ""
        for table in _TABLES:
            for name, wanted in texts_of(entry, table).items():
                nested = f"{prefix}{_HOLDER}{name}"
                asked.setdefault(nested if nested in packages else f"{_HOLDER}{name}", set()).add(wanted)
    return asked


def _read_tree(draft: Draft, lock: LockText) -> None:
    """Read version 1, which does not tell direct packages; each package before those nested in it."""
    waiting = list(reversed(lock.objects("dependencies").items()))
    while waiting:
        name, entry = waiting.pop()
        line, version = lock.line(name), text_of(entry, "version")
        if version.startswith("npm:"):
            # An alias: what is installed has another name.
            name, _, version = version[len("npm:") :].rpartition("@")
        if name and version:
            draft.lock(name, version, line, dev=entry.get("dev") is True, deprecated=_deprecation(entry))
        waiting.extend(reversed(objects_in(entry.get("dependencies")).items()))


def _deprecation(entry: dict[str, object]) -> str:
    found = entry.get("deprecated")
    return found if isinstance(found, str) else "deprecated" if found is True else ""
