"""Procfiles: one process per line."""

from __future__ import annotations

import re

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of

_LINE = re.compile(r"([A-Za-z0-9_-]+):\s*(.+)")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read a Procfile; `release` runs once before a deployment and starts nothing."""
    production = not is_development_name(path.rpartition("/")[2])
    commands: list[StartCommand] = []
    services: list[str] = []
    for number, raw in enumerate(decode(data).split("\n"), 1):
        match = _LINE.match(raw.strip())
        if match is None or match.group(1) == "release":
            continue
        services.append(match.group(1))
        location = Location(path=path, line=number)
        commands.extend(parse_command(match.group(2), location, "procfile", match.group(1), production=production))
    return (
        Deployment(
            path=path, format="procfile", context=folder_of(path), commands=tuple(commands), services=tuple(services)
        ),
    )
