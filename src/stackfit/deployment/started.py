"""What the Python files among the start commands serve by themselves, with the counts given in code."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from stackfit.deployment.commands import read_number, read_worker_class
from stackfit.deployment.gunicorn_config import literal
from stackfit.deployment.homes import find_file
from stackfit.deployment.served_in_code import Module
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load

_WORDS = (b"uvicorn", b"waitress", b"hypercorn", b"granian", b"gunicorn")
_MAX_BYTES = 500_000


def add_started(deployments: Iterable[Deployment], load: Load) -> tuple[Deployment, ...]:
    """Add what the Python files among the start commands serve; each place once, for production where there is both."""
    found = tuple(deployments)
    seen: dict[Location, StartCommand] = {}
    owner: dict[Location, int] = {}
    for index, item in enumerate(found):
        for command in item.commands:
            for one in _servers_of(item.context, command, load) if command.program == "python" else ():
                if one.location not in seen or (one.production and not seen[one.location].production):
                    seen[one.location], owner[one.location] = one, index
    more: dict[int, list[StartCommand]] = {}
    for place, one in sorted(seen.items()):
        more.setdefault(owner[place], []).append(one)
    return tuple(
        replace(item, commands=(*item.commands, *more[index])) if index in more else item
        for index, item in enumerate(found)
    )


def _servers_of(folder: str, command: StartCommand, load: Load) -> Iterator[StartCommand]:
    path = _file_of(folder, command.target, load)
    data = load(path) if path else None
    if not path or data is None or len(data) > _MAX_BYTES or not any(word in data for word in _WORDS):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(decode(data))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # The same file is parsed as code, where the error is named.
        return
    module = Module(tree)
    for server in module.servers():
        target = server.node.args[0] if server.node.args else None
        yield replace(
            command,
            command=f"{ast.unparse(server.node.func)}(...)",
            location=Location(path=path, line=server.node.lineno),
            source="code",
            program=server.program,
            target=_text(target, module) if isinstance(target, ast.Constant) else "",
            worker_class=read_worker_class(_text(server.worker_class, module)),
            workers=read_number(_text(server.settings.get("workers"), module)),
            threads=read_number(_text(server.settings.get("threads"), module)),
        )


def _text(node: ast.expr | None, module: Module) -> str:
    return literal(node, module.names) if node is not None else ""


def _file_of(folder: str, target: str, load: Load) -> str | None:
    if target.endswith(".py"):
        return find_file(folder, target, load)
    module = target.replace(".", "/")
    names = (f"{module}.py", f"{module}/__main__.py") if target else ()
    return next((found for name in names if (found := find_file(folder, name, load))), None)
