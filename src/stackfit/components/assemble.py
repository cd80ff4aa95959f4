"""From files, manifests and deployment files to components (DESIGN: a component is a folder, not a process)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stackfit.components.chores import mark_chores
from stackfit.components.commands import CommandParser, promote_scripts, script_commands
from stackfit.components.homes import Homes, Key, is_quiet, nearest
from stackfit.components.locks import (
    EMBEDDED_FORMATS,
    comes_last,
    component_dependencies,
    joins_from_below,
    lockfiles_by_component,
)
from stackfit.components.readme import find_readmes
from stackfit.components.sides import side_of_file, side_of_program, side_of_template
from stackfit.components.stray import stray_sides
from stackfit.components.tooling import without_tooling
from stackfit.model.component import Component
from stackfit.model.deployment import Deployment, Image, StartCommand
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.manifest import Manifest, RuntimePin
from stackfit.model.source import FileSet, SourceFile


@dataclass
class _Draft:
    """A component while it is being put together."""

    manifests: list[Manifest] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    commands: list[StartCommand] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pins: list[RuntimePin] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)


def assemble_components(
    files: FileSet,
    manifests: Sequence[Manifest],
    deployments: Sequence[Deployment],
    lines: Mapping[str, int],
    server_files: Collection[str],
    root_name: str,
    parse_command: CommandParser,
) -> tuple[Component, ...]:
    """Put components together, the root first, the rest sorted by path.

    `lines` gives the code lines of each source file, `server_files` names those that import what only a server has,
    `parse_command` reads the command lines of manifest scripts.
    """
    roles = {file.path: file.role for file in files.files}
    code = [file for file in files.files if file.language is not None]
    code = mark_chores(code, manifests, parse_command)
    manifests = without_tooling(manifests, code)
    homes = Homes(manifests, roles)
    drafts = {key: _Draft() for key in homes.keys}
    for side in stray_sides(code, drafts.keys(), lines, server_files):
        drafts.setdefault((".", side), _Draft())
    _assign_manifests(drafts, manifests, homes, roles, parse_command)
    _assign_files(drafts, code)
    _assign_templates(drafts, files.files)
    used = [item for item in deployments if roles.get(item.path) not in (Role.TEST, Role.EXAMPLE, Role.DOCS)]
    _assign_deployments(drafts, used)
    for draft in drafts.values():
        draft.commands = promote_scripts(draft.commands)
    readmes = find_readmes(files.files)
    return tuple(
        _finish(key, draft, roles, readmes, root_name)
        for key, draft in sorted(drafts.items(), key=lambda item: (item[0][0] != ".", item[0]))
        if draft.files or any(command.production for command in draft.commands) or _holds_members(draft)
    )


def _holds_members(draft: _Draft) -> bool:
    """Whether the folder is the root of workspaces: the tools it declares work on all of them."""
    return any(manifest.workspaces for manifest in draft.manifests)


def _assign_manifests(
    drafts: dict[Key, _Draft],
    manifests: Sequence[Manifest],
    homes: Homes,
    roles: Mapping[str, Role],
    parse: CommandParser,
) -> None:
    """Give each manifest to the component of its folder; a further requirements file goes to the nearest one above."""
    for manifest in sorted(manifests, key=lambda item: (item.path, item.format)):
        home = homes.of(manifest)
        draft = drafts.get((home, manifest.ecosystem))
        if draft is None and roles.get(manifest.path) is Role.PRODUCTION and joins_from_below(manifest):
            draft = _nearest(drafts, home, manifest.ecosystem)
        if draft is not None:
            draft.manifests.append(manifest)
            # What one script asks for is no version of the whole.
            draft.pins.extend(() if manifest.format in EMBEDDED_FORMATS else manifest.pins)
            for command in script_commands(manifest, parse):
                side = side_of_program(command.program) or manifest.ecosystem
                target = None if side is manifest.ecosystem else _nearest(drafts, home, side)
                (target or draft).commands.append(command)
    for key, locks in lockfiles_by_component(drafts.keys(), manifests, roles).items():
        drafts[key].manifests.extend(locks)


def _assign_files(drafts: Mapping[Key, _Draft], code: Iterable[SourceFile]) -> None:
    """Give each source file to the nearest component of its ecosystem, else to the nearest component at all."""
    for file in code:
        own = side_of_file(file)
        other = Ecosystem.NPM if own is Ecosystem.PYPI else Ecosystem.PYPI
        draft = _nearest(drafts, file.folder, own) or _nearest(drafts, file.folder, other)
        if draft is not None:
            draft.files.append(file)


def _assign_templates(drafts: Mapping[Key, _Draft], files: Iterable[SourceFile]) -> None:
    """Give page templates to the component that renders them, told by their language."""
    for file in files:
        side = side_of_template(file.path) if file.role is Role.PRODUCTION else None
        draft = _nearest(drafts, file.folder, side) if side else None
        if draft is not None:
            draft.templates.append(file.path)


def _assign_deployments(drafts: Mapping[Key, _Draft], deployments: Sequence[Deployment]) -> None:
    """Give start commands, images and pins to the components of the folder they build or run."""
    for deployment in sorted(deployments, key=lambda item: (item.path, item.context, item.format)):
        around = {eco: _nearest(drafts, deployment.context, eco) for eco in Ecosystem}
        if not any(around.values()):
            around = {eco: _only(drafts, eco) for eco in Ecosystem}
        for command in deployment.commands:
            for draft in _targets(around, side_of_program(command.program)):
                draft.commands.append(command)
        for image in deployment.images:
            for draft in _targets(around, None):
                draft.images.append(image)
        for pin in deployment.pins:
            for draft in _targets(around, Ecosystem.PYPI if pin.runtime in ("python", "pypy") else Ecosystem.NPM):
                draft.pins.append(pin)


def _targets(around: Mapping[Ecosystem, _Draft | None], side: Ecosystem | None) -> list[_Draft]:
    """The drafts of one side, or of both when the side is unknown."""
    wanted = Ecosystem if side is None else (side,)
    return [draft for eco in wanted if (draft := around[eco]) is not None]


def _nearest(drafts: Mapping[Key, _Draft], folder: str, ecosystem: Ecosystem) -> _Draft | None:
    """The draft of `folder` or of the nearest folder above it."""
    key = nearest(drafts.keys(), folder, ecosystem)
    return drafts[key] if key else None


def _only(drafts: Mapping[Key, _Draft], ecosystem: Ecosystem) -> _Draft | None:
    """The single draft of an ecosystem, None when there are several."""
    found = [draft for key, draft in drafts.items() if key[1] is ecosystem]
    return found[0] if len(found) == 1 else None


def _finish(
    key: Key, draft: _Draft, roles: Mapping[str, Role], readmes: Mapping[str, str], root_name: str
) -> Component:
    """Freeze a draft."""
    path, ecosystem = key
    declared = [item.name for item in draft.manifests if item.name]
    counts: dict[Role, int] = defaultdict(int)
    for file in draft.files:
        counts[file.role] += 1
    manifest_roles = [roles.get(item.path, Role.PRODUCTION) for item in draft.manifests if item.declares_component]
    quiet = bool(manifest_roles) and all(map(is_quiet, manifest_roles))
    return Component(
        path=path,
        name=declared[0] if declared else (path.rpartition("/")[2] if path != "." else root_name),
        ecosystem=ecosystem,
        role=manifest_roles[0] if quiet and not counts[Role.PRODUCTION] else Role.PRODUCTION,
        files=tuple(sorted(draft.files, key=lambda file: file.path)),
        manifests=tuple(sorted(draft.manifests, key=comes_last)),
        dependencies=component_dependencies(key, draft.manifests),
        commands=tuple(draft.commands),
        images=tuple(draft.images),
        pins=tuple(sorted(draft.pins, key=lambda pin: pin.source == "workflow")),
        templates=tuple(sorted(draft.templates)),
        readme=readmes.get(path, ""),
    )
