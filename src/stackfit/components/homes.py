"""Which folders manifests declare, and which folder each manifest speaks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from stackfit.model.kinds import DependencyKind, Ecosystem, Role
from stackfit.model.manifest import Manifest

Key = tuple[str, Ecosystem]

_PARENT_SPEAKS = frozenset(("requirements", ".meteor"))
_SCAFFOLDS = frozenset(("template", "templates", "skeleton", "scaffold", "boilerplates"))
_SETUP_FOLDERS = frozenset(("docker", ".docker", "deploy", "deployment", "install", "installer"))
_QUIET_ROLES = (Role.TEST, Role.EXAMPLE, Role.DOCS, Role.TOOLING)


def is_quiet(role: Role) -> bool:
    """Whether a manifest of this role makes no component beside production ones."""
    return role in _QUIET_ROLES


def nearest(keys: Collection[Key], folder: str, ecosystem: Ecosystem) -> Key | None:
    """The key of `folder` or of the nearest folder above it."""
    while (folder, ecosystem) not in keys:
        if folder == ".":
            return None
        folder = folder.rpartition("/")[0] or "."
    return folder, ecosystem


class Homes:
    """The folders that production manifests declare; those of other manifests only where there is nothing else."""

    def __init__(
        self, manifests: Iterable[Manifest], roles: Mapping[str, Role], *, has_production: bool = False
    ) -> None:
        declaring = [item for item in manifests if item.declares_component or _speaks_for_parent(item)]
        production = [
            item
            for item in declaring
            if not _is_aside(item, roles.get(item.path, Role.PRODUCTION)) and not _is_scaffold(item.path)
        ]
        found = production or ([] if has_production else declaring)
        self._written = frozenset((item.folder, item.ecosystem) for item in found)
        self.keys = frozenset((self.of(item), item.ecosystem) for item in found)

    def of(self, manifest: Manifest) -> str:
        """The folder a manifest speaks for: that of requirements/base.txt and .meteor/packages is the parent.

        Where nothing is declared above docker/requirements.txt or install/package.json, they speak for what lies above.
        """
        folder = manifest.folder
        parent, _, last = folder.rpartition("/")
        if last in _PARENT_SPEAKS:
            return parent or "."
        parts = folder.split("/")
        place = next((n for n, part in enumerate(parts) if part in _SETUP_FOLDERS), -1)
        above = "/".join(parts[:place]) or "."
        return folder if place < 0 or nearest(self._written, above, manifest.ecosystem) else above


def _is_aside(manifest: Manifest, role: Role) -> bool:
    """Whether a manifest stands beside the product; a setup.py, itself a tool, declares the product."""
    return is_quiet(role) and not (role is Role.TOOLING and manifest.format == "setup-py")


def _speaks_for_parent(manifest: Manifest) -> bool:
    """Whether a folder of requirements says what the folder above it needs to run."""
    needed = any(dependency.kind is DependencyKind.RUNTIME for dependency in manifest.dependencies)
    return needed and manifest.folder.rpartition("/")[2] in _PARENT_SPEAKS


def _is_scaffold(path: str) -> bool:
    """Whether a manifest belongs to a project skeleton that a generator copies."""
    return not _SCAFFOLDS.isdisjoint(path.split("/")[:-1])
