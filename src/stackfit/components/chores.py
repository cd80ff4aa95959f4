"""JavaScript files that only build, install and test scripts of a manifest run: tools, wherever they stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from stackfit.components.commands import CommandParser
from stackfit.components.sides import side_of_file
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.manifest import Manifest
from stackfit.model.source import SourceFile

_CHORES = frozenset(
    """build bump bundle check ci clean compile coverage docs format generate install lint postbuild postinstall
    postpublish prebuild preinstall prepack prepare prepublish presubmit pretest publish release test typecheck
    version""".split()
)
_WORD = re.compile(r"[a-z]+")
_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".ts")


def mark_chores(code: Sequence[SourceFile], manifests: Iterable[Manifest], parse: CommandParser) -> list[SourceFile]:
    """Give the role of tools to what manifests run for a chore and for nothing else."""
    production = {file.path for file in code if file.role is Role.PRODUCTION}
    chores: set[str] = set()
    others: set[str] = set()
    for manifest in manifests:
        if manifest.format == "package-json":
            for name, target in _targets(manifest, parse):
                words = _WORD.findall(name.lower())
                group = chores if words and words[0] in _CHORES else others
                group.update(_files(manifest.folder, target, production))
    tools = chores - others
    if all(file.path in tools for file in code if file.path in production and side_of_file(file) is Ecosystem.NPM):
        return list(code)  # A project that is nothing but such scripts is about them.
    return [replace(file, role=Role.TOOLING) if file.path in tools else file for file in code]


def _targets(manifest: Manifest, parse: CommandParser) -> Iterable[tuple[str, str]]:
    """The name of each script, or "" for what the package offers, and the file it runs."""
    for script in manifest.scripts:
        for command in parse(script.command, script.location, manifest.format, script.name):
            yield script.name, command.target
    for flag in manifest.flags:
        if flag.startswith("main:"):
            yield "", flag.removeprefix("main:")
    for entry in manifest.entry_points:
        yield "", entry.command


def _files(folder: str, target: str, paths: Collection[str]) -> Iterable[str]:
    """The file that a script of the manifest in `folder` runs."""
    path = posixpath.normpath(posixpath.join("" if folder == "." else folder, target)) if target else ""
    return [path + suffix for suffix in _SUFFIXES if path + suffix in paths]
