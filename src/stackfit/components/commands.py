"""Start commands that manifests hold: npm scripts, marked production or development by their name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from stackfit.model.deployment import StartCommand
from stackfit.model.manifest import Manifest
from stackfit.model.source import Location

# How a command line is read: command, location, source ("package-json"), process name. Deployment provides it.
CommandParser = Callable[[str, Location, str, str], tuple[StartCommand, ...]]

_PRODUCTION_SCRIPTS = frozenset(("start", "serve", "prod", "production", "start:prod", "start:production"))
_OTHER_WORK = ("pre", "post", "test", "lint", "build", "format", "prepare", "release", "docs", "clean")


def script_commands(manifest: Manifest, parse: CommandParser) -> Iterator[StartCommand]:
    """Yield the start commands among a manifest's scripts; those not named for production are development."""
    for script in manifest.scripts:
        if script.name.startswith(_OTHER_WORK):
            continue
        production = script.name in _PRODUCTION_SCRIPTS
        for command in parse(script.command, script.location, manifest.format, script.name):
            yield replace(command, production=production)
