"""supervisord configuration: the command of each [program:x], where it runs, and how many processes it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.homes import find_home
from stackfit.deployment.sections import Setting, read_settings
from stackfit.deployment.values import count
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of

_PROGRAM = re.compile(r"(?:fcgi-)?program:\s*(\S+)")
_VARIABLE = re.compile(r"""(?<!\w)([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^,]*)""")
_FROM_ENVIRONMENT = re.compile(r"%\(ENV_(\w+)\)s")
_SPECIFIER = re.compile(r"%\(\w+\)\d*[sd]")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the programs of a configuration; one that is not started by itself does not count."""
    programs: dict[str, dict[str, Setting]] = {}
    for item in read_settings(decode(data), inline_comments=True):
        match = _PROGRAM.fullmatch(item.section)
        if match:
            programs.setdefault(match.group(1), {})[item.key] = item
    found = [
        (find_home(folder_of(path), _value(items, "directory"), command.target, load), command)
        for name, items in programs.items()
        for command in _commands(path, name, items)
    ]
    return tuple(
        Deployment(
            path=path,
            format="supervisor",
            context=home,
            commands=tuple(command for place, command in found if place == home),
            services=tuple(programs),
        )
        for home in sorted({place for place, _ in found}) or [folder_of(path)]
    )


def _commands(path: str, name: str, items: dict[str, Setting]) -> Iterable[StartCommand]:
    started = items.get("autostart")
    if "command" not in items or (started and started.value.lower() in ("false", "no", "off", "0")):
        return
    variables = {key: value.strip("\"'") for key, value in _VARIABLE.findall(_value(items, "environment"))}
    text = _FROM_ENVIRONMENT.sub(r"${\1}", items["command"].value).replace("%%", "%")
    copies = count(_value(items, "numprocs")) or 1
    for command in parse_command(
        _SPECIFIER.sub("", text),
        Location(path=path, line=items["command"].line),
        "supervisor",
        name,
        production=not is_development_name(path.rpartition("/")[2]),
        variables=variables,
    ):
        # The processes share one machine, so they count as workers rather than as replicas.
        yield (
            command
            if copies == 1
            else replace(command, workers=copies * (1 if command.workers is None else command.workers))
        )


def _value(items: dict[str, Setting], key: str) -> str:
    return items[key].value if key in items else ""
