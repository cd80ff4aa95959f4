"""Components while they are put together: which files, manifests, templates and commands belong to which folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from stackfit.components.commands import CommandParser, script_commands
from stackfit.components.helpers import Helper
from stackfit.components.homes import Homes, Key, nearest
from stackfit.components.locks import EMBEDDED_FORMATS, joins_from_below, lockfiles_by_component
from stackfit.components.sides import side_of_file, side_of_program, side_of_template
from stackfit.model.deployment import Deployment, Image, StartCommand
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.manifest import Manifest, RuntimePin
from stackfit.model.source import SourceFile


class Draft(Struct):
    """A component while it is being put together."""

    manifests: list[Manifest] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    commands: list[StartCommand] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pins: list[RuntimePin] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)


def assign_manifests(
    drafts: dict[Key, Draft],
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


def assign_files(drafts: Mapping[Key, Draft], code: Iterable[SourceFile]) -> None:
    """Give each source file to the nearest component of its ecosystem, else to the nearest component at all."""
    for file in code:
        own = side_of_file(file)
        other = Ecosystem.NPM if own is Ecosystem.PYPI else Ecosystem.PYPI
        draft = _nearest(drafts, file.folder, own) or _nearest(drafts, file.folder, other)
        if draft is not None:
            draft.files.append(file)


def assign_templates(drafts: Mapping[Key, Draft], files: Iterable[SourceFile]) -> None:
    """Give page templates to the component that renders them, told by their language."""
    for file in files:
        side = side_of_template(file.path) if file.role is Role.PRODUCTION else None
        draft = _nearest(drafts, file.folder, side) if side else None
        if draft is not None:
            draft.templates.append(file.path)


def assign_deployments(drafts: Mapping[Key, Draft], deployments: Sequence[Deployment]) -> None:
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


def assign_helpers(drafts: Mapping[Key, Draft], helpers: Iterable[Helper]) -> None:
    """Give what code of the other side starts to the component it belongs to, as a start command."""
    for helper in helpers:
        draft = _nearest(drafts, helper.file.folder, side_of_file(helper.file))
        if draft is not None:
            draft.commands.append(helper.command())


def _targets(around: Mapping[Ecosystem, Draft | None], side: Ecosystem | None) -> list[Draft]:
    """The drafts of one side, or of both when the side is unknown."""
    wanted = Ecosystem if side is None else (side,)
    return [draft for eco in wanted if (draft := around[eco]) is not None]


def _nearest(drafts: Mapping[Key, Draft], folder: str, ecosystem: Ecosystem) -> Draft | None:
    """The draft of `folder` or of the nearest folder above it."""
    key = nearest(drafts.keys(), folder, ecosystem)
    return drafts[key] if key else None


def _only(drafts: Mapping[Key, Draft], ecosystem: Ecosystem) -> Draft | None:
    """The single draft of an ecosystem, None when there are several."""
    found = [draft for key, draft in drafts.items() if key[1] is ecosystem]
    return found[0] if len(found) == 1 else None
