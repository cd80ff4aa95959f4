"""deno.lock, versions 2 to 5: the npm packages that Deno resolved."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_json import LockText, texts_of
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the npm packages; what code and deno.json ask for stands among the specifiers."""
    draft = Draft(path, "deno-lock", Ecosystem.NPM)
    lock = LockText(draft, data)
    older = lock.table.get("packages")
    specifiers = texts_of(older if isinstance(older, dict) else lock.table, "specifiers")
    asked = {
        f"{wanted[4:].rpartition('@')[0] or wanted[4:]}@{version.removeprefix('npm:').rpartition('@')[2]}"
        for wanted, version in specifiers.items()
        if wanted.startswith("npm:")
    }
    packages = lock.objects("npm") or lock.objects("packages", "npm")
    for key in packages.get("packages", packages):
        name, _, version = key.partition("_")[0].rpartition("@")
        if name:
            draft.lock(name, version, lock.line(key), direct=f"{name}@{version}" in asked if specifiers else None)
    return draft.finish(declares_component=False)
