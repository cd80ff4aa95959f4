"""Start commands that manifests hold: npm scripts, marked production or development by their name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from stackfit.model.deployment import StartCommand
from stackfit.model.manifest import Manifest
from stackfit.model.source import Location

# How a command line is read: command, location, source ("package-json"), process name. Deployment provides it.
CommandParser = Callable[[str, Location, str, str], tuple[StartCommand, ...]]

_PRODUCTION_SCRIPTS = frozenset(("start", "serve", "prod", "production", "start:prod", "start:production"))
_PART = re.compile(r"[a-z]+")
_MANIFESTS = frozenset(("package-json", "pyproject"))
_SCRIPT_RUNNERS = frozenset(("npm", "yarn", "pnpm", "bun"))
_DEVELOPMENT = frozenset("debug dev develop development hot local test watch".split())
_OTHER_WORK = ("pre", "post", "test", "lint", "build", "format", "prepare", "release", "docs", "clean")


def script_commands(manifest: Manifest, parse: CommandParser) -> Iterator[StartCommand]:
    """Yield the start commands among a manifest's scripts; those not named for production are development."""
    for script in manifest.scripts:
        if script.name.startswith(_OTHER_WORK):
            continue
        production = script.name in _PRODUCTION_SCRIPTS
        for command in parse(script.command, script.location, manifest.format, script.name):
            yield replace(command, production=production)


def promote_scripts(commands: Sequence[StartCommand]) -> list[StartCommand]:
    """Mark the scripts that a deployment file starts, through others too, as production; never those for developers."""
    started = {item.target for item in commands if item.source not in _MANIFESTS and _runs_script(item)}
    while True:
        more = {item.target for item in commands if item.process in started and _runs_script(item, own=True)} - started
        if not more:
            break
        started |= more
    return [
        replace(item, production=True)
        if item.source in _MANIFESTS
        and item.process in started
        and _DEVELOPMENT.isdisjoint(_PART.findall(item.process))
        else item
        for item in commands
    ]


def _runs_script(command: StartCommand, *, own: bool = False) -> bool:
    """Whether a command runs a script of a manifest, in production unless it is a script itself."""
    return command.program in _SCRIPT_RUNNERS and bool(command.target) and (own or command.production)
