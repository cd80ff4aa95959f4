"""PM2 ecosystem files: which scripts PM2 keeps running, and how often; JavaScript is read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location, ReadError
from stackfit.syntax import EXPORTS, Document, Expression, decode, read_json, read_script, read_yaml
from stackfit.syntax.paths import Load, folder_of, join

_COUNTS_CORES = re.compile(r"cpus\(|availableParallelism|nproc|cpuCount|numCPUs", re.IGNORECASE)
_NODE_SCRIPT = re.compile(r"\S+\.[cm]?[jt]sx?|\.?[\w-]*(?:/[\w.-]+)*/[\w-]+")
_NODE_RUNNERS = ("", "node", "nodejs", "ts-node", "tsx", "bun", "deno", "babel-node")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the apps of an ecosystem file, one deployment for each folder they run in."""
    text = decode(data)
    document = _parse(path, text)
    base = _apps_path(document)
    found = [
        (folder, command)
        for index, app in enumerate(document.array(*base))
        if isinstance(app, dict)
        for folder, command in _read_app(path, document, (*base, index), load)
    ]
    folders = sorted({folder for folder, _ in found}) or [folder_of(path)]
    broken = path.endswith(("json", "json5", "yml", "yaml"))
    errors = tuple(
        ReadError(path=path, message=item.message, line=item.line) for item in (document.problems if broken else ())
    )
    return tuple(
        Deployment(
            path=path,
            format="pm2",
            context=folder,
            commands=tuple(command for place, command in found if place == folder),
            errors=errors if folder == folders[0] else (),
        )
        for folder in folders
    )


def _parse(path: str, text: str) -> Document:
    if path.endswith(("yml", "yaml")):
        return read_yaml(text)
    return read_json(text) if path.endswith(("json", "json5")) else read_script(text)


def _apps_path(document: Document) -> tuple[str, ...]:
    """Where the list of apps stands: `apps` of the file or its exports, or the exported list itself."""
    places: Iterable[tuple[str, ...]] = (("apps",), (EXPORTS, "apps"), (EXPORTS, "default", "apps"), (EXPORTS,))
    return next((place for place in places if document.array(*place)), ("apps",))


def _read_app(
    path: str, document: Document, base: tuple[str | int, ...], load: Load
) -> Iterable[tuple[str, StartCommand]]:
    """Give the folder an app runs in and what it starts."""
    script, name = document.text(*base, "script"), document.text(*base, "name")
    if not script:
        return
    folder = join(folder_of(path), document.text(*base, "cwd") or ".") or folder_of(path)
    production = not is_development_name(name) and not is_development_name(path.rpartition("/")[2])
    location = Location(path=path, line=document.line(*base, "script"))
    for command in _start(document, base, script, location):
        yield (
            _home(folder, command.target, load),
            replace(
                command,
                process=name,
                workers=_instances(document.get(*base, "instances")),
                production=command.production and production,
            ),
        )


def _home(folder: str, target: str, load: Load) -> str:
    """Give the folder of a script that the repository holds, seen from the file or from the root; else the app's."""
    inside = (join(base, target) for base in (folder, ".")) if _NODE_SCRIPT.fullmatch(target) else ()
    return next((folder_of(path) for path in inside if path and load(path) is not None), folder)


def _start(
    document: Document, base: tuple[str | int, ...], script: str, location: Location
) -> tuple[StartCommand, ...]:
    """Read the command line of one app; a Node.js script is run by PM2 itself."""
    arguments = document.get(*base, "args")
    words = [str(item) for item in arguments if isinstance(item, str)] if isinstance(arguments, list) else []
    line = " ".join([script, *(words or [document.text(*base, "args")])]).strip()
    interpreter = document.text(*base, "interpreter") or document.text(*base, "exec_interpreter")
    plain = interpreter.rpartition("/")[2] in _NODE_RUNNERS and not script.endswith(".py")
    if plain and _NODE_SCRIPT.fullmatch(script):
        text = f"pm2 start {line}"
        return (StartCommand(command=text, location=location, source="pm2", program="pm2", target=script),)
    text = f"{interpreter} {line}" if interpreter not in ("", "none") else line
    return parse_command(text, location, "pm2")


def _instances(value: object) -> int | None:
    """Count processes: 0 stands for one per core ("max", 0, -1), None for a number that is not written down."""
    if isinstance(value, Expression):
        return 0 if _COUNTS_CORES.search(value.text) else None
    text = str(value)
    if text == "max" or (text.removeprefix("-").isdigit() and int(text) <= 0):
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
