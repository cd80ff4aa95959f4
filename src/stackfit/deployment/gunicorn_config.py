"""Gunicorn configuration files: workers, threads and worker class where they can be read without running the file."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

from msgspec.structs import replace

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.shell import ALL_CORES
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location, ReadError
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of, join

_SETTINGS = {
    "workers": "--workers",
    "threads": "--threads",
    "worker_class": "--worker-class",
    "wsgi_app": "",
}
_CONFIG_OPTION = re.compile(r"(?:\s-c|--config)[\s=]*(?:file:)?([\w./-]{1,300}\.py)")
_CLASS_OPTION = re.compile(r"\s(?:-k|--worker-class)")
_COUNTS_CORES = re.compile(r"\bcpu_count\b|\bnproc\b")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the module-level assignments of a Gunicorn configuration as one gunicorn command."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(decode(data))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        problem = ReadError(path=path, message=f"not valid Python 3: {error}")
        return (Deployment(path=path, format="gunicorn", context=folder_of(path), errors=(problem,)),)
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    words: list[str] = []
    line = 0
    for setting, option in _SETTINGS.items():
        value = literal(names[setting], names) if setting in names else ""
        if value:
            words += [word for word in (option, value) if word]
            line = line or names[setting].lineno
    if not words:
        return (Deployment(path=path, format="gunicorn", context=folder_of(path)),)
    command = " ".join(["gunicorn", *words])
    production = not is_development_name(path.rpartition("/")[2])
    found = parse_command(command, Location(path=path, line=line), "gunicorn-config", production=production)
    commands = tuple(replace(item, command=f"gunicorn -c {path.rpartition('/')[2]}") for item in found)
    return (Deployment(path=path, format="gunicorn", context=folder_of(path), commands=commands),)


def literal(node: ast.expr, names: dict[str, ast.expr], depth: int = 0) -> str:
    """Give a literal, the default of an environment variable, or a count of cores; "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int)) and not isinstance(node.value, bool):
        return str(node.value)
    if isinstance(node, ast.Name) and node.id in names and depth < 5:
        return literal(names[node.id], names, depth + 1)
    if _COUNTS_CORES.search(ast.unparse(node)):
        return ALL_CORES
    if isinstance(node, ast.Call) and node.args:
        name = ast.unparse(node.func)
        if name in ("int", "str"):
            return literal(node.args[0], names, depth + 1)
        if name.endswith(("environ.get", "getenv")) and len(node.args) > 1:
            return literal(node.args[1], names, depth + 1)
    return ""


def apply_configs(deployments: Iterable[Deployment]) -> tuple[Deployment, ...]:
    """Fill in what a gunicorn command line leaves to the configuration file that it names or finds beside it.

    The file itself starts nothing then: it would be the same server twice.
    """
    found = tuple(deployments)
    configs = {item.path: item.commands[0] for item in found if item.format == "gunicorn" and item.commands}
    if not configs:
        return found
    used: set[str] = set()
    filled = []
    for item in found:
        if item.format != "gunicorn":
            chosen = [(command, _config_of(command, item.context, configs)) for command in item.commands]
            used.update(config.location.path for command, config in chosen if config and command.production)
            item = replace(item, commands=tuple(_fill(*pair) for pair in chosen))
        filled.append(item)
    return tuple(replace(item, commands=()) if item.path in used and item.path in configs else item for item in filled)


def _config_of(command: StartCommand, context: str, configs: dict[str, StartCommand]) -> StartCommand | None:
    """Give the configuration that a gunicorn command line names, or the one it finds where it runs."""
    if command.program != "gunicorn":
        return None
    option = _CONFIG_OPTION.search(command.command)
    named = option.group(1) if option else "gunicorn.conf.py"
    config = configs.get(join(context, named.lstrip("/")) or "")
    if config is None and option:
        # The path holds inside the image; the file's own name is what both have in common.
        same = [item for path, item in sorted(configs.items()) if path.endswith(named.rpartition("/")[2])]
        config = same[0] if len(same) == 1 else None
    return config


def _fill(command: StartCommand, config: StartCommand | None) -> StartCommand:
    if config is None:
        return command
    given = _CLASS_OPTION.search(command.command)
    return replace(
        command,
        workers=command.workers if command.workers is not None else config.workers,
        threads=command.threads if command.threads is not None else config.threads,
        worker_class=command.worker_class if config.worker_class in ("", "sync") or given else config.worker_class,
        target=command.target or config.target,
    )
