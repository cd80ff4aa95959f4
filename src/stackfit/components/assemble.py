"""From files, manifests and deployment files to components (DESIGN: a component is a folder, not a process)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from stackfit.components.chores import mark_chores
from stackfit.components.commands import CommandParser, promote_scripts
from stackfit.components.drafts import (
    Draft,
    assign_deployments,
    assign_files,
    assign_helpers,
    assign_manifests,
    assign_templates,
)
from stackfit.components.helpers import Helper
from stackfit.components.homes import Homes, Key, is_quiet
from stackfit.components.locks import comes_last, component_dependencies
from stackfit.components.readme import find_readmes
from stackfit.components.stray import stray_sides
from stackfit.components.tooling import without_tooling
from stackfit.model.component import Component
from stackfit.model.deployment import Deployment
from stackfit.model.kinds import Role
from stackfit.model.manifest import Manifest
from stackfit.model.source import FileSet


def assemble_components(
    files: FileSet,
    manifests: Sequence[Manifest],
    deployments: Sequence[Deployment],
    lines: Mapping[str, int],
    server_files: Collection[str],
    root_name: str,
    parse_command: CommandParser,
    helpers: Sequence[Helper] = (),
) -> tuple[Component, ...]:
    """Put components together, the root first, the rest sorted by path.

    `lines` gives the code lines of each source file, `server_files` names those that import what only a server has,
    `parse_command` reads the command lines of manifest scripts, `helpers` are what code of the other side starts.
    """
    roles = {file.path: file.role for file in files.files}
    code = [file for file in files.files if file.language is not None]
    code = mark_chores(code, manifests, parse_command)
    manifests = without_tooling(manifests, code)
    homes = Homes(manifests, roles, has_production=any(file.role is Role.PRODUCTION for file in code))
    drafts = {key: Draft() for key in homes.keys}
    for side in stray_sides(code, drafts.keys(), lines, server_files, {item.file.path for item in helpers}):
        drafts.setdefault((".", side), Draft())
    assign_manifests(drafts, manifests, homes, roles, parse_command)
    assign_files(drafts, code)
    assign_templates(drafts, files.files)
    used = [item for item in deployments if roles.get(item.path) not in (Role.TEST, Role.EXAMPLE, Role.DOCS)]
    assign_deployments(drafts, used)
    assign_helpers(drafts, helpers)
    for draft in drafts.values():
        draft.commands = promote_scripts(draft.commands)
    readmes = find_readmes(files.files)
    return tuple(
        _finish(key, draft, roles, readmes, root_name)
        for key, draft in sorted(drafts.items(), key=lambda item: (item[0][0] != ".", item[0]))
        if draft.files or any(command.production for command in draft.commands) or _holds_members(draft)
    )


def _holds_members(draft: Draft) -> bool:
    """Whether the folder is the root of workspaces: the tools it declares work on all of them."""
    return any(manifest.workspaces for manifest in draft.manifests)


def _finish(key: Key, draft: Draft, roles: Mapping[str, Role], readmes: Mapping[str, str], root_name: str) -> Component:
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
