"""Configuration files of uWSGI and Hypercorn, and what they add to command lines that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.sections import read_settings
from stackfit.deployment.values import errors_of
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode, read_toml
from stackfit.syntax.paths import Load, folder_of

_FORMATS = ("uwsgi", "hypercorn")
_UWSGI_KEYS = frozenset(
    ("module", "wsgi", "wsgi-file", "processes", "workers", "threads", "gevent", "http-websockets", "asyncio", "master")
)
_TARGETS = ("module", "wsgi", "wsgi-file", "mount", "mule", "attach-daemon")
_OFF = ("false", "0", "no", "off")
_NAMED = re.compile(r"(?<![\w.-])([\w.-]{1,300}\.(?:ini|toml))\b")
_MAGIC = re.compile(r"\$\((\w+)\)")
_CORES = re.compile(r"%k")


def read_uwsgi(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the [uwsgi] section as one uwsgi command line."""
    words: list[str] = []
    line = 0
    serves = False
    for item in read_settings(decode(data), inline_comments=True):
        if item.section != "uwsgi" or item.key not in _UWSGI_KEYS or item.value.lower() in _OFF:
            continue
        value = _CORES.sub("$(nproc)", _MAGIC.sub(r"${\1}", item.value))
        words.append(f"--{item.key}" if value.lower() in ("true", "yes", "on") else f"--{item.key} '{value}'")
        serves = serves or item.key in _TARGETS
        line = line or item.line
    if not words or not (serves or any(word.startswith(("--processes", "--workers", "--threads")) for word in words)):
        return (Deployment(path=path, format="uwsgi", context=folder_of(path)),)
    return (_deployment(path, "uwsgi", " ".join(["uwsgi", *words]), line, "--ini"),)


def read_hypercorn(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read hypercorn.toml as one hypercorn command line."""
    document = read_toml(decode(data))
    options = (("workers", "-w"), ("worker_class", "-k"), ("application_path", ""))
    words = [f"{option} {document.get(key)}" for key, option in options if isinstance(document.get(key), (str, int))]
    line = min((document.line(key) for key, _ in options if document.get(key) is not None), default=1)
    found = _deployment(path, "hypercorn", " ".join(["hypercorn", *words]), line, "-c")
    return (replace(found, errors=errors_of(path, document)),)


def _deployment(path: str, name: str, command: str, line: int, option: str) -> Deployment:
    file = path.rpartition("/")[2]
    found = parse_command(
        command, Location(path=path, line=line), f"{name}-config", production=not is_development_name(file)
    )
    commands = tuple(replace(item, command=f"{name} {option} {file}") for item in found)
    return Deployment(path=path, format=name, context=folder_of(path), commands=commands)


def apply_server_configs(deployments: Iterable[Deployment]) -> tuple[Deployment, ...]:
    """Fill in what a command line leaves to the one configuration file of the name it gives.

    The file itself starts nothing then: it would be the same server twice.
    """
    found = tuple(deployments)
    configs: dict[str, list[StartCommand]] = {}
    for item in found:
        if item.format in _FORMATS:
            configs.setdefault(item.path.rpartition("/")[2], []).extend(item.commands)
    if not configs:
        return found
    used = {config.location for item in found for one in item.commands if (config := _config_of(one, configs))}
    return tuple(
        replace(
            item,
            commands=tuple(
                _fill(one, _config_of(one, configs))
                for one in item.commands
                if item.format not in _FORMATS or one.location not in used
            ),
        )
        for item in found
    )


def _config_of(command: StartCommand, configs: dict[str, list[StartCommand]]) -> StartCommand | None:
    """Give the configuration that a command line names, None for a configuration itself."""
    if command.program not in _FORMATS or command.source.endswith("-config"):
        return None
    named = _NAMED.search(command.command)
    same = [item for item in configs.get(named.group(1), ()) if item.program == command.program] if named else []
    return same[0] if len(same) == 1 else None


def _fill(command: StartCommand, config: StartCommand | None) -> StartCommand:
    if config is None:
        return command
    return replace(
        command,
        workers=config.workers if command.workers is None else command.workers,
        threads=config.threads if command.threads is None else command.threads,
        worker_class=command.worker_class or config.worker_class,
        target=config.target or command.target,
    )
