"""Technologies that manifests, files, images and start commands declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from stackfit.catalogue.technologies import Catalogue
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence
from stackfit.model.kinds import DependencyKind, EvidenceSource, Role
from stackfit.model.manifest import Dependency, Locked
from stackfit.model.source import Location
from stackfit.technology.globs import file_globs, paths_below

_NEEDED = (DependencyKind.RUNTIME, DependencyKind.OPTIONAL, DependencyKind.PEER)


def declared_evidence(component: Component, catalogue: Catalogue, paths: Iterable[str]) -> dict[str, list[Evidence]]:
    """Technology id -> evidence from everything but code; `paths` are all paths of the repository."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in (
        *_dependencies(component, catalogue),
        *_images(component, catalogue),
        *_programs(component, catalogue),
        *_manifests(component, catalogue),
        *_identity(component, catalogue),
        *_files(component, catalogue, paths),
    ):
        found[evidence.technology].append(evidence)
    return found


def _dependencies(component: Component, catalogue: Catalogue) -> Iterator[Evidence]:
    """Evidence from declared dependencies, run-time ones first, one per technology and manifest line."""
    locked = _locked_packages(component)
    for dependency in sorted(component.dependencies, key=lambda item: item.kind not in _NEEDED):
        for entry in catalogue.for_package(dependency.ecosystem, dependency.name):
            yield Evidence(
                source=EvidenceSource.DEPENDENCY,
                role=Role.PRODUCTION if dependency.kind in _NEEDED else Role.TOOLING,
                location=dependency.location,
                what=_declares(dependency, locked.get(dependency.name, ())),
                strength=0.6 if dependency.kind is DependencyKind.OPTIONAL else 1.0,
                technology=entry.id,
            )


def _declares(dependency: Dependency, locked: Sequence[Locked]) -> str:
    """The text of a dependency's evidence, with the version that is installed where a lockfile tells it for sure."""
    kind = "" if dependency.kind is DependencyKind.RUNTIME else f" ({dependency.kind.value})"
    declared = f"declares {dependency.name}{dependency.specifier and ' ' + dependency.specifier}{kind}"
    version = _installed(dependency, locked)
    # "==1.2 locked at 1.2" would say one thing twice.
    return f"{declared}, locked at {version}" if version and version != dependency.specifier.lstrip("= ") else declared


def _locked_packages(component: Component) -> dict[str, list[Locked]]:
    """Name -> what the component's lockfiles resolve it to."""
    names = {dependency.name for dependency in component.dependencies}
    found: dict[str, list[Locked]] = defaultdict(list)
    for manifest in component.manifests:
        for item in manifest.locked:
            if item.name in names and item.ecosystem is component.ecosystem:
                found[item.name].append(item)
    return found


def _installed(dependency: Dependency, locked: Sequence[Locked]) -> str:
    """The version a dependency resolves to: that of its own range, else of the direct package, else the only one."""
    exact = [item for item in locked if dependency.specifier and dependency.specifier in item.requested]
    direct = [item for item in locked if item.direct]
    versions = {item.version for item in exact or direct or locked}
    return versions.pop() if len(versions) == 1 else ""


def _images(component: Component, catalogue: Catalogue) -> Iterator[Evidence]:
    """Evidence from container images; a registry and namespace before the name do not matter."""
    by_image = {image: entry.id for entry in catalogue.technologies for image in entry.images}
    for image in component.images:
        entry_id = by_image.get(image.name) or by_image.get(image.name.rpartition("/")[2])
        if entry_id:
            what = f"runs on image {image.name}:{image.tag}" if image.tag else f"runs on image {image.name}"
            yield _evidence(EvidenceSource.FILE, image.location, what, entry_id)


def _programs(component: Component, catalogue: Catalogue) -> Iterator[Evidence]:
    """Evidence from start commands."""
    by_program = {program: entry.id for entry in catalogue.technologies for program in entry.programs}
    for command in component.commands:
        entry_id = by_program.get(command.program)
        if entry_id and command.production:
            yield _evidence(EvidenceSource.COMMAND, command.location, f"started by {command.program}", entry_id)


def _manifests(component: Component, catalogue: Catalogue) -> Iterator[Evidence]:
    """Evidence from the formats and flags of manifests."""
    for entry in catalogue.told_by_manifests:
        for manifest in component.manifests:
            named = manifest.format in entry.manifests
            flag = next((flag for flag in entry.flags if flag in manifest.flags), "")
            if named or flag:
                what = f"has {manifest.path.rpartition('/')[2]}" if named else f"declares {flag}"
                yield _evidence(EvidenceSource.MANIFEST, Location(path=manifest.path), what, entry.id)
                break


def _identity(component: Component, catalogue: Catalogue) -> Iterator[Evidence]:
    """Evidence that the component is itself a technology of the catalogue."""
    for manifest in component.manifests:
        for entry in catalogue.for_manifest(manifest):
            what = f"is {entry.name} itself"
            yield _evidence(EvidenceSource.MANIFEST, Location(path=manifest.path), what, entry.id)


def _files(component: Component, catalogue: Catalogue, paths: Iterable[str]) -> Iterator[Evidence]:
    """Evidence from the presence of files whose path below the component matches an entry's glob."""
    globs = file_globs(catalogue)
    skip = 0 if component.path == "." else len(component.path) + 1
    seen = set()
    for path in paths_below(component.path, frozenset(paths)):
        glob = globs.first(path[skip:])
        if glob is None or glob in seen:
            continue
        seen.add(glob)
        if catalogue.by_id[globs.owners[glob]].may_serve(component.ecosystem):
            yield _evidence(EvidenceSource.FILE, Location(path=path), f"has {path[skip:]}", globs.owners[glob])


def _evidence(source: EvidenceSource, location: Location, what: str, technology: str) -> Evidence:
    """Production evidence of full strength."""
    return Evidence(source=source, role=Role.PRODUCTION, location=location, what=what, technology=technology)
