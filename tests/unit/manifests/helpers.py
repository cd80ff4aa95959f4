from __future__ import annotations

from collections.abc import Mapping

from stackfit.manifests import read_manifests
from stackfit.model.kinds import Role
from stackfit.model.manifest import Manifest
from stackfit.model.source import SourceFile


def read_tree(tree: Mapping[str, str | bytes]) -> dict[str, Manifest]:
    """Read a repository given as a dict; manifests by path."""
    data = {path: text.encode() if isinstance(text, str) else text for path, text in tree.items()}
    files = [SourceFile(path=path, size=len(content), role=Role.PRODUCTION) for path, content in data.items()]
    return {manifest.path: manifest for manifest in read_manifests(files, data.get)}


def read_one(path: str, text: str | bytes) -> Manifest:
    """Read the only manifest of a repository."""
    return read_tree({path: text})[path]


def brief(manifest: Manifest) -> list[tuple[str, str, int]]:
    """Name, kind and line of each dependency."""
    return [(item.name, item.kind.value, item.location.line) for item in manifest.dependencies]


def locks(manifest: Manifest) -> list[tuple[str, str, int, bool | None, bool | None]]:
    """Name, version and line of each locked package, and whether it is direct and for development."""
    return [(item.name, item.version, item.location.line, item.direct, item.dev) for item in manifest.locked]
