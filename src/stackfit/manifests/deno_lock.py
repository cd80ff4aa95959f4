"""deno.lock, versions 2 to 5: what Deno resolved from npm, from JSR ("jsr:@std/path") and from deno.land."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_json import LockText, texts_of
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax.paths import Load

_KEY = re.compile(r"(@?[^@]+)@([^_]+)")
# Modules of a remote package share its folder: https://deno.land/x/oak@v12.6.1/mod.ts.
_REMOTE = re.compile(r"(https://deno\.land/(?:x/)?[\w.-]+)@v?([^/]+)/")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages; what code and deno.json ask for stands among the specifiers."""
    draft = Draft(path, "deno-lock", Ecosystem.NPM)
    lock = LockText(draft, data)
    older = lock.table.get("packages")
    specifiers = texts_of(older if isinstance(older, dict) else lock.table, "specifiers")
    packages = lock.objects("npm") or lock.objects("packages", "npm")
    _add(draft, lock, packages.get("packages", packages), "npm:", specifiers)
    _add(draft, lock, lock.objects("jsr") or lock.objects("packages", "jsr"), "jsr:", specifiers)
    remote = texts_of(lock.table, "remote")
    found = dict.fromkeys(match.groups() for url in remote if (match := _REMOTE.match(url)))
    for name, version in found:
        draft.lock(name, version, 1)
    return draft.finish(declares_component=False)


def _add(draft: Draft, lock: LockText, keys: Iterable[str], registry: str, specifiers: dict[str, str]) -> None:
    """Add the packages of one registry; what follows an underscore are peers."""
    asked = {
        f"{wanted[4:].rpartition('@')[0] or wanted[4:]}@{version.removeprefix(registry).rpartition('@')[2]}"
        for wanted, version in specifiers.items()
        if wanted.startswith(registry)
    }
    prefix = registry if registry == "jsr:" else ""
    for key in keys:
        match = _KEY.match(key)
        if match:
            name, version = match.groups()
            direct = f"{name}@{version}" in asked if specifiers else None
            draft.lock(prefix + name, version, lock.line(key), direct=direct)
