"""package.json files that only hold tools of a repository's other code: formatters, commit hooks, release programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stackfit.components.sides import side_of_file
from stackfit.model.kinds import DependencyKind, Ecosystem, Role
from stackfit.model.manifest import Manifest
from stackfit.model.source import SourceFile

_STARTS = ("start", "serve", "prod")


def without_tooling(manifests: Sequence[Manifest], code: Iterable[SourceFile]) -> tuple[Manifest, ...]:
    """Leave out the npm manifests that install tools only, where the repository has production code of another kind.

    Such a manifest starts and installs nothing, needs nothing at run time, and has no JavaScript below it but tools.
    """
    production = [file for file in code if file.role is Role.PRODUCTION]
    scripts = [file.path for file in production if side_of_file(file) is Ecosystem.NPM]
    if len(scripts) == len(production):
        return tuple(manifests)
    return tuple(item for item in manifests if not (_installs_tools(item) and not _holds(item.folder, scripts)))


def _installs_tools(manifest: Manifest) -> bool:
    """Whether a manifest declares development dependencies at most."""
    return (
        manifest.format == "package-json"
        and not (manifest.workspaces or manifest.entry_points)
        and not any(script.name.startswith(_STARTS) for script in manifest.scripts)
        and all(dependency.kind is DependencyKind.DEV for dependency in manifest.dependencies)
    )


def _holds(folder: str, paths: Iterable[str]) -> bool:
    """Whether one of the paths lies in a folder."""
    return any(folder == "." or path.startswith(f"{folder}/") for path in paths)
