"""Pipfile.lock: JSON with one table per category of packages."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_json import LockText, objects_in, text_of
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages of every category."""
    draft = Draft(path, "pipfile-lock", Ecosystem.PYPI)
    lock = LockText(draft, data)
    for category, packages in lock.table.items():
        if category != "_meta":
            for name, entry in objects_in(packages).items():
                version = text_of(entry, "version").lstrip("=")
                draft.lock(name, version, lock.line(name), dev=category == "develop")
    return draft.finish(declares_component=False)
