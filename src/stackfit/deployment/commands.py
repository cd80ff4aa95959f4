"""Start commands: from the text of a command line to the program it starts and how many times."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from stackfit.deployment.interpreters import Start, read_interpreter
from stackfit.deployment.options import read_arguments
from stackfit.deployment.programs import IMPLIED_SUBCOMMAND, PROGRAMS, Program
from stackfit.deployment.shell import ALL_CORES, expand, split_commands
from stackfit.deployment.wrappers import RELOADERS, assignments, base_name, shell_text, unwrap
from stackfit.model.deployment import StartCommand
from stackfit.model.source import Location

_WORKER_CLASSES = ("uvicorn", "gevent", "eventlet", "aiohttp", "sanic", "tornado", "meinheld", "gthread", "sync")
_DEVELOPMENT_NAME = re.compile(
    r"(?:^|[^a-z])(?:ci|debug|dev|devel|develop|development|e2e|hot|lint|local|storybook|test|tests|testing|watch)(?:$|[^a-z])"
)
_INSTALLED = re.compile(r"node_modules|venv|\.local|/env/")
_APP_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?:\(.*\))?")
# Commands that prepare, wait or print; alone they start nothing.
_CHORES = frozenset(
    {".", ":", "[", "[[", "alembic", "apk", "apt", "apt-get", "cat", "cd", "chmod", "chown", "cp", "curl"}
    | {"docker", "docker-compose", "dotnet", "echo", "export", "false", "find", "git", "grep", "kill", "kubectl"}
    | {"ln", "ls", "mkdir", "mv", "pip", "podman", "podman-compose", "systemctl"}
    | {"pip3", "printf", "prisma", "read", "rm", "rsync", "sed", "service", "set", "shift", "sleep", "source"}
    | {"test", "touch", "trap", "true", "ulimit", "umask", "unset", "until", "wait", "wait-for-it", "wget"}
    | {"which", "yarn"}
)
# Settings that servers take from the environment.
_WORKER_VARIABLES = {
    "gunicorn": ("WEB_CONCURRENCY",),
    "uvicorn": ("UVICORN_WORKERS", "WEB_CONCURRENCY"),
    "hypercorn": ("WEB_CONCURRENCY",),
    "granian": ("GRANIAN_WORKERS",),
}
_PARALLEL = frozenset({"concurrently", "conc"})
_SCRIPT_RUNNERS = frozenset({"npm-run-all", "npm-run-all2", "run-p", "run-s"})
# Programs that may well end; what must end before the next one starts only prepares it.
_ENDING = frozenset({"python", "node", "bun", "deno", "npm", "yarn", "pnpm", "tsx", "ts-node", "django-manage"})
_NOT_IN_TURN = re.compile(r"(?<![&<>|])&(?![&>])|\|\||\b(?:if|case|while|for)\b")
_MAX_DEPTH = 8


class Origin(Struct, frozen=True, kw_only=True):
    """Where a command stands and what its surroundings say; shared by all the commands of one line."""

    location: Location
    source: str
    process: str = ""
    production: bool = True
    replicas: int | None = None
    variables: Mapping[str, str] = field(default_factory=dict)


def parse_command(
    command: str,
    location: Location,
    source: str,
    process: str = "",
    *,
    production: bool = True,
    replicas: int | None = None,
    variables: Mapping[str, str] | None = None,
) -> tuple[StartCommand, ...]:
    """Give the processes a shell command line starts.

    Chores (cd, migrate, npm install ...) give none; a line of which nothing is known gives one command without program.
    `workers=0` means one per core (`-i max`, `$(nproc)`).
    """
    origin = Origin(
        location=location,
        source=source,
        process=process,
        production=production,
        replicas=replicas,
        variables=variables or {},
    )
    return parse_text(command, origin)


def parse_text(command: str, origin: Origin, depth: int = 0) -> tuple[StartCommand, ...]:
    """Read shell text."""
    parts = split_commands(command)
    found: list[StartCommand] = []
    in_turn = len(parts) > 1 and not _NOT_IN_TURN.search(command)
    for words in parts:
        if words[0] == "export":
            origin = _with_variables(origin, assignments(words[1:])[0])
            continue
        text = command.strip() if len(parts) == 1 else _joined(words)
        started = parse_words(words, origin, text, depth)
        if in_turn and any(item.program for item in started):
            found = [item for item in found if item.program not in _ENDING]
        found.extend(started)
    known = [item for item in found if item.program]
    return tuple(known or found[-1:])


def parse_words(words: Sequence[str], origin: Origin, text: str = "", depth: int = 0) -> tuple[StartCommand, ...]:
    """Read the words of one simple command (the exec form of a Dockerfile)."""
    text = text or " ".join(words)
    if depth > _MAX_DEPTH:
        return ()
    values, rest = assignments(words)
    origin = _with_variables(origin, values)
    rest = [expand(word, origin.variables) for word in rest]
    rest = [part for word in rest for part in (word.split() if " " in word and word == rest[0] else [word])]
    if not rest or rest[0].startswith("-"):
        return ()
    inner = shell_text(rest)
    if inner is not None:
        return parse_text(inner, origin, depth + 1)
    name = base_name(rest[0])
    if name in _PARALLEL or name in _SCRIPT_RUNNERS:
        return _parallel(name, rest[1:], origin, depth)
    start = read_program(rest, origin.variables)
    if start is not None:
        if start.again:
            return parse_words(start.again, origin, text, depth + 1)
        return (_command(start, origin, text),) if start.program else ()
    unwrapped = unwrap(rest)
    if unwrapped is not None:
        commands = parse_words(unwrapped, origin, text, depth + 1)
        return tuple(replace(item, development=True) for item in commands) if name in RELOADERS else commands
    return () if name in _CHORES else (_command(Start(target=rest[0]), origin, text),)


def read_program(words: Sequence[str], variables: Mapping[str, str]) -> Start | None:
    """Read one command line of a known program, None where the program is unknown; an empty Start is a chore."""
    name = base_name(words[0])
    # "./serve" is a program of the repository, not the package of that name.
    local = words[0].startswith("./") and not _INSTALLED.search(words[0])
    program = None if local else PROGRAMS.get(name)
    if program is None:
        return read_interpreter(words)
    implied = IMPLIED_SUBCOMMAND.get(name)
    return _read_server(program, [*([implied] if implied else []), *words[1:]], variables)


def _read_server(program: Program, words: list[str], variables: Mapping[str, str]) -> Start:
    if program.name == "gunicorn":
        words = [*words, *variables.get("GUNICORN_CMD_ARGS", "").split()]
    arguments = read_arguments(words, valued=program.takes_value, switches=program.reload | program.all_cores)
    positionals = list(arguments.positionals)
    subcommand = next((word for word in positionals if word and word in program.subcommands), "")
    if subcommand:
        positionals = positionals[positionals.index(subcommand) + 1 :] if program.target == () else positionals
    elif "" not in program.subcommands:
        return Start()
    options = arguments.options
    workers = read_number(arguments.first(program.workers))
    if workers is None and program.name in _WORKER_VARIABLES:
        given = (variables.get(name, "") for name in _WORKER_VARIABLES[program.name])
        workers = next((number for text in given if (number := read_number(text)) is not None), None)
    if program.all_cores & options.keys():
        workers = 0
    threads = read_number(arguments.first(program.threads))
    worker_class = read_worker_class(arguments.first(program.worker_class))
    if program.name == "gunicorn" and (threads or 0) > 1 and worker_class in ("", "sync"):
        # Gunicorn itself changes to threaded workers then.
        worker_class = "gthread"
    if program.name == "uwsgi" and "--gevent" in options:
        worker_class = "gevent"
    return Start(
        program=program.subcommands.get(subcommand) or program.name,
        target=_target(arguments.first(program.target), positionals, [*options.values()], subcommand),
        worker_class=worker_class,
        workers=workers,
        threads=threads,
        development=subcommand in program.development or bool(program.reload & options.keys()),
    )


def _target(given: str, positionals: list[str], values: list[str], subcommand: str) -> str:
    if given:
        return given
    plain = [word for word in positionals if word != subcommand]
    apps = [word for word in [*plain, *values] if _APP_TARGET.fullmatch(word)]
    return next(iter([*apps, *plain]), "")


def read_worker_class(text: str) -> str:
    """Give the known kind of worker in a written one ("uvicorn.workers.UvicornWorker"), else what is written."""
    lowered = text.lower()
    return next((known for known in _WORKER_CLASSES if known in lowered), text)


def read_number(text: str) -> int | None:
    """Read a count of processes: 0 for one per core, None for what is no number."""
    text = text.strip("\"'")
    if text == "max" or ALL_CORES in text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _parallel(name: str, words: Sequence[str], origin: Origin, depth: int) -> tuple[StartCommand, ...]:
    """Several commands at once: shell texts for concurrently, script names for npm-run-all."""
    found: list[StartCommand] = []
    for word in words:
        script = word.removeprefix("npm:") if name in _PARALLEL else word
        if word.startswith("-"):
            continue
        if name in _SCRIPT_RUNNERS or script != word:
            found.append(_command(Start("npm", script), origin, f"npm run {script}"))
        elif " " in word:
            found.extend(parse_text(word, origin, depth + 1))
    return tuple(found)


def _command(start: Start, origin: Origin, text: str) -> StartCommand:
    return StartCommand(
        command=text,
        location=origin.location,
        source=origin.source,
        process=origin.process,
        program=start.program,
        target=start.target,
        worker_class=start.worker_class,
        workers=start.workers,
        threads=start.threads,
        replicas=origin.replicas,
        development=start.development,
        production=origin.production and not is_development_name(origin.process),
    )


def is_development_name(name: str) -> bool:
    """Whether a script, service or file name speaks of development or tests."""
    return bool(_DEVELOPMENT_NAME.search(name.lower()))


def _with_variables(origin: Origin, values: Mapping[str, str]) -> Origin:
    if not values:
        return origin
    known = {name: expand(value, origin.variables) for name, value in values.items()}
    return replace(origin, variables={**origin.variables, **known})


def _joined(words: Sequence[str]) -> str:
    return shlex.join(words) if any(" " in word for word in words) else " ".join(words)
