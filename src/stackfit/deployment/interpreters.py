"""Command lines of interpreters and package managers: python, manage.py, node, deno, bun, npm and its like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from stackfit.deployment.programs import PROGRAMS
from stackfit.deployment.wrappers import base_name


class Start(NamedTuple):
    """What one command line starts. `again` is another command line to read instead."""

    program: str = ""
    target: str = ""
    worker_class: str = ""
    workers: int | None = None
    threads: int | None = None
    development: bool = False
    again: tuple[str, ...] = ()


_PYTHON = re.compile(r"(?:python|pypy)\d*(?:\.\d+)?t?|python[dw]?")
_CODE = (".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx")
_PYTHON_VALUED = frozenset({"-W", "-X", "--check-hash-based-pycs"})
_NODE_VALUED = frozenset(
    {"-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file", "-C", "--conditions", "--title"}
)
_DJANGO = {
    "runserver": "django-runserver",
    "runserver_plus": "django-runserver",
    "runworker": "channels-worker",
    "rqworker": "rq",
    "run_huey": "huey",
    "qcluster": "django-q",
    "celery": "celery",
    "rundramatiq": "dramatiq",
}
_DJANGO_CHORES = re.compile(
    r"migrate|makemigrations|collect|compile|create|load|dump|check|flush|wait|test|shell|init|setup|seed|sync|clear|clean|"
    r"ensure|show|install|populate|import|export|update|rebuild|build|db|upgrade"
)
_MANAGER_CHORES = frozenset(
    {"add", "audit", "autoclean", "bin", "cache", "ci", "clean", "config", "create", "dedupe", "deploy"}
    | {"exec", "global", "help", "i", "import", "info", "init", "install", "link", "lint", "list", "login"}
    | {"outdated", "pack", "plugin", "prune", "publish", "rebuild", "remove", "set", "t", "test", "tst"}
    | {"unlink", "up", "update", "upgrade", "version", "versions", "why"}
)
# Programs that yarn and pnpm run by name and that take a command line themselves.
_COMMAND_LINES = frozenset({"concurrently", "conc", "cross-env", "node", "npm-run-all", "run-p", "run-s"})
_MANAGER_VALUED = frozenset(
    {"--prefix", "-w", "--workspace", "--filter", "-F", "--dir", "-C", "--cwd", "-p", "--package"}
)


def read_interpreter(words: Sequence[str]) -> Start | None:
    """Read a command line of an interpreter or package manager; None for any other program."""
    name = base_name(words[0])
    rest = list(words[1:])
    if _PYTHON.fullmatch(name) or name in ("jython", "micropython"):
        return _python(name if name in ("jython", "micropython") else "python", rest)
    if name in ("manage.py", "django-admin", "django-admin.py"):
        return _django(rest)
    reader = _READERS.get(name)
    if reader:
        return reader(name, rest)
    if name.endswith(_CODE):
        return Start("python" if name.endswith(".py") else "node", words[0])
    return None


def _python(name: str, words: list[str]) -> Start:
    index = 0
    while index < len(words) and words[index].startswith("-"):
        option = words[index]
        if option == "-m":
            module = words[index + 1] if index + 1 < len(words) else ""
            return _module(name, module, words[index + 2 :])
        if option == "-c":
            return Start(name)
        index += 2 if option in _PYTHON_VALUED else 1
    if index >= len(words):
        return Start()
    script = base_name(words[index])
    if script in ("manage.py", "django-admin.py"):
        return _django(words[index + 1 :])
    if script in PROGRAMS and not script.endswith(".py"):
        return Start(again=tuple(words[index:]))
    return Start() if script == "setup.py" else Start(name, words[index])


def _module(name: str, module: str, rest: list[str]) -> Start:
    top = module.partition(".")[0].replace("_", "-")
    if module in ("pip", "venv", "ensurepip", "compileall", "pytest", "unittest", "mypy", "build", "spacy"):
        return Start()
    if top == "django":
        return _django(rest)
    if top in PROGRAMS and top not in ("serve", "electron", "next"):
        return Start(again=(top, *rest))
    return Start(name, module)


def _django(words: list[str]) -> Start:
    command = next((word for word in words if not word.startswith("-")), "")
    if command in ("runserver", "runserver_plus"):
        return Start(_DJANGO[command], development=True)
    if command in _DJANGO:
        again = tuple(words[words.index(command) :]) if command == "celery" else ()
        return Start(_DJANGO[command], again=again)
    return Start() if not command or _DJANGO_CHORES.search(command) else Start("django-manage", command)


def _node(name: str, words: list[str]) -> Start:
    development = "--watch" in words
    index = 0
    while index < len(words) and words[index].startswith("-"):
        option = words[index]
        if option in ("-e", "--eval", "-p", "--print", "-v", "--version"):
            return Start(name)
        if option == "--run" and index + 1 < len(words):
            return Start("npm", words[index + 1])
        index += 2 if option in _NODE_VALUED else 1
    if index >= len(words):
        return Start()
    script = words[index].replace("\\", "/")
    own = base_name(script)
    if "node_modules/" in script and own in PROGRAMS:
        return Start(again=(own, *words[index + 1 :]))
    return Start(name, words[index], development=development)


def _deno(name: str, words: list[str]) -> Start:
    plain = [word for word in words if not word.startswith("-")]
    if plain[:1] in (["run"], ["serve"], ["task"]) and len(plain) > 1:
        return Start(name, plain[1], development="--watch" in words)
    return Start(name, plain[0]) if plain and plain[0].endswith(_CODE) else Start()


def _bun(name: str, words: list[str]) -> Start:
    plain = [word for word in words if not word.startswith("-")]
    if plain[:1] in (["run"], ["x"]):
        plain = plain[1:]
    if not plain or (plain[0] in _MANAGER_CHORES | {"build", "x"} and words[:1] != ["run"]):
        return Start()
    if plain[0] in PROGRAMS:
        return Start(again=tuple(plain))
    return Start(name, plain[0], development=bool({"--watch", "--hot"} & {*words}))


def _manager(name: str, words: list[str]) -> Start:
    """npm, yarn and pnpm: the script they run is the target."""
    plain: list[str] = []
    index = 0
    while index < len(words) and words[index] != "--":
        if words[index] in _MANAGER_VALUED:
            index += 1
        elif not words[index].startswith("-"):
            plain.append(words[index])
        if plain and plain[0] in ("exec", "dlx", "x"):
            rest = [word for word in words[index + 1 :] if word != "--"]
            return Start(again=tuple(rest))
        index += 1
    if plain[:1] == ["workspace"]:
        plain = plain[2:]
    if plain[:1] in (["run"], ["run-script"]):
        return Start(name, plain[1]) if len(plain) > 1 else Start()
    if not plain or plain[0] in _MANAGER_CHORES:
        return Start()
    if name == "npm":
        return Start(name, "start") if plain[0] in ("start", "restart") else Start()
    if plain[0] in PROGRAMS or plain[0] in _COMMAND_LINES:
        return Start(again=tuple(words[words.index(plain[0]) :]))
    return Start(name, plain[0])


_READERS: dict[str, Callable[[str, list[str]], Start]] = {
    "node": _node,
    "nodejs": lambda _, words: _node("node", words),
    "deno": _deno,
    "bun": _bun,
    "npm": _manager,
    "yarn": _manager,
    "yarnpkg": lambda _, words: _manager("yarn", words),
    "pnpm": _manager,
}
