"""Process managers that keep scripts or watchers running: runit and s6 (`<service>/run`), Circus."""

from __future__ import annotations

from msgspec.structs import replace

from stackfit.deployment.commands import Origin, is_development_name, parse_command
from stackfit.deployment.scripts import read_script
from stackfit.deployment.sections import Setting, read_settings
from stackfit.deployment.values import count
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of

_WATCHER = "watcher:"
_LOGGERS = ("-log", "/log")


def read_run(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the script of one service; its folder has the service's name."""
    folder = folder_of(path)
    name = folder.rpartition("/")[2]
    origin = Origin(location=Location(path=path), source="service-script", process=name)
    # What comes before `exec` prepares; the service is what the script turns into.
    lines = [number for number, line in enumerate(decode(data).split("\n"), 1) if line.lstrip().startswith("exec ")]
    found = () if folder.endswith(_LOGGERS) else read_script(path, data, origin)
    commands = tuple(command for command in found if command.location.line in lines)
    return (
        Deployment(
            path=path,
            format="service-script",
            context=folder,
            commands=commands,
            services=(name,) if commands else (),
        ),
    )


def read_circus(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the watchers of a Circus configuration."""
    watchers: dict[str, dict[str, Setting]] = {}
    for item in read_settings(decode(data), inline_comments=True):
        if item.section.startswith(_WATCHER):
            watchers.setdefault(item.section[len(_WATCHER) :].strip(), {})[item.key] = item
    commands = tuple(one for name, items in watchers.items() for one in _watcher(path, name, items))
    return (
        Deployment(path=path, format="circus", context=folder_of(path), commands=commands, services=tuple(watchers)),
    )


def _watcher(path: str, name: str, items: dict[str, Setting]) -> tuple[StartCommand, ...]:
    if "cmd" not in items:
        return ()
    text = " ".join(items[key].value for key in ("cmd", "args") if key in items)
    found = parse_command(
        text,
        Location(path=path, line=items["cmd"].line),
        "circus",
        name,
        production=not is_development_name(path.rpartition("/")[2]),
    )
    copies = count(items["numprocesses"].value) if "numprocesses" in items else None
    # The processes share one machine, so they count as workers rather than as replicas.
    return tuple(replace(one, workers=copies * (one.workers or 1)) for one in found) if copies else found
