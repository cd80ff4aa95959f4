"""Which lockfile speaks for which component: that of its folder, or that of the workspace it is a member of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from stackfit.components.homes import Key, is_quiet, nearest
from stackfit.model.kinds import DependencyKind, Role
from stackfit.model.manifest import Dependency, Locked, Manifest

# What a single script or notebook needs: it speaks for that file, not for the folder.
EMBEDDED_FORMATS = frozenset(("script-header", "notebook-install"))


def lockfiles_by_component(
    keys: Collection[Key], manifests: Sequence[Manifest], roles: Mapping[str, Role]
) -> dict[Key, list[Manifest]]:
    """Component -> the lockfiles to add to its manifests, beside those of its own folder."""
    ordered = sorted(manifests, key=lambda item: item.path)
    locks = [item for item in ordered if item.locked and not is_quiet(roles.get(item.path, Role.PRODUCTION))]
    declared = {(item.folder, item.ecosystem) for item in manifests if item.declares_component}
    found: dict[Key, list[Manifest]] = {}
    for lock in locks:
        key = (lock.folder, lock.ecosystem)
        # A lockfile in a folder of its own (requirements/, constraints/) serves the component around it.
        if key not in keys and key not in declared and (around := nearest(keys, *key)):
            found.setdefault(around, []).append(lock)
    for key in keys:
        if not any((lock.folder, lock.ecosystem) == key for lock in locks):
            found.setdefault(key, []).extend(_of_workspace(key, locks, manifests))
    return found


def _of_workspace(key: Key, locks: Iterable[Manifest], manifests: Iterable[Manifest]) -> list[Manifest]:
    """The lockfiles of the innermost workspace that counts the component's folder among its members."""
    path, ecosystem = key
    roots = {
        item.folder
        for item in manifests
        if item.ecosystem is ecosystem and item.workspaces and _is_member(path, item.folder, item.workspaces)
    }
    root = max(roots, key=len, default=None)
    return [lock for lock in locks if lock.ecosystem is ecosystem and lock.folder == root]


def _is_member(path: str, root: str, globs: Iterable[str]) -> bool:
    if root != "." and not path.startswith(f"{root}/"):
        return False
    below = path if root == "." else path[len(root) + 1 :]
    wanted = [glob.removeprefix("./").rstrip("/") for glob in globs]
    taken = any(fnmatchcase(below, glob) for glob in wanted if not glob.startswith("!"))
    return taken and not any(fnmatchcase(below, glob[1:]) for glob in wanted if glob.startswith("!"))


def component_dependencies(key: Key, manifests: Sequence[Manifest]) -> tuple[Dependency, ...]:
    """What the manifests declare; where they declare nothing, the direct packages of the folder's own lockfile."""
    declared = tuple(dependency for item in manifests for dependency in item.dependencies)
    if declared:
        return declared
    own = [item for item in manifests if (item.folder, item.ecosystem) == key]
    return tuple(_as_dependency(locked) for item in own for locked in item.locked if locked.direct)


def _as_dependency(locked: Locked) -> Dependency:
    return Dependency(
        name=locked.name,
        ecosystem=locked.ecosystem,
        kind=DependencyKind.DEV if locked.dev else DependencyKind.RUNTIME,
        location=locked.location,
    )


def comes_last(manifest: Manifest) -> bool:
    """Whether this is a lockfile or speaks for one file only: the manifests that describe the folder come first."""
    return manifest.format.endswith("lock") or manifest.format in EMBEDDED_FORMATS


def joins_from_below(manifest: Manifest) -> bool:
    """Whether a manifest in a folder that is no component counts for the component around it."""
    return manifest.format == "requirements" or manifest.format in EMBEDDED_FORMATS
