"""Calls that start an interpreter: Python from Node.js, Node.js from Python."""

from __future__ import annotations

import re

from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import split_lines
from stackfit.rules.base import Context
from stackfit.syntax import Expression, read_script

# A backslash is only a separator: read in two ways, a row of them would take exponential time.
_FOLDERS = r"(?:[\w.:$\{\}-]{0,80}[/\\]){0,24}"
_PYTHON = re.compile(_FOLDERS + r"(?:python(?:[23](?:\.\d{1,2})?)?|pythonw|pypy3?|py)(?:\.exe)?(?=[\s\"'`]|$)")
_NODE = re.compile(_FOLDERS + r"(?:node|nodejs)(?:\.exe)?(?=[\s,\"']|$)")
_SCRIPT = re.compile(r"\$\{[\w.\[\]]{1,60}\}\s+[^\s`\"']{1,120}\.py\b")
_ASKS = re.compile(r"(?:^|[\s,\"'\[])(?:--version|-V|--help|-c|-e|--eval)(?:$|[\s,\"'\]])")
_WRITTEN = re.compile(r"\(\s{0,40}[fr]?[\"'`]([^\"'`\n]{1,200})")
_NAMED = re.compile(r"\(\s{0,40}([A-Za-z_$][\w$]{0,60})\s{0,9}[,)]")
_PROMISED = "util.promisify()"

NODE_SPAWNS = frozenset(
    f"{module}.{name}"
    for module, names in (
        ("child_process", ("spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync")),
        ("cross-spawn", ("spawn", "sync")),
        ("execa", ("execa", "execaSync", "execaCommand", "command", "node")),
        ("shelljs", ("exec",)),
        ("zx", ("$",)),
    )
    for name in names
) | {"cross-spawn", "execa"}
_SHELL_CALLS = frozenset(
    f"python-shell{owner}.{name}" for owner in ("", ".PythonShell") for name in ("run", "runString")
)
_SHELL_CLASSES = frozenset({"python-shell", "python-shell.PythonShell"})
PYTHON_SPAWNS = frozenset(
    {f"subprocess.{name}" for name in ("run", "Popen", "call", "check_call", "check_output", "getoutput")}
    | {"os.system", "os.popen", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"}
    | {"asyncio.subprocess.create_subprocess_exec", "asyncio.subprocess.create_subprocess_shell"}
)


def starts_python(facts: FileFacts, call: Call, context: Context) -> bool:
    """Whether a call of JavaScript code starts a Python interpreter to run a program."""
    if call.resolved in _SHELL_CALLS or (call.resolved in _SHELL_CLASSES and call.constructor):
        return True
    if _spawner(facts, call) not in NODE_SPAWNS or not call.args:
        return False
    program, rest = _text(facts, call, context), call.args[1] if len(call.args) > 1 else None
    listed = rest.value if rest is not None and rest.kind == "list" else ""
    if _ASKS.search(program) or _ASKS.search(listed):
        return False
    if _PYTHON.match(program) or _SCRIPT.match(program):
        return True
    return call.args[0].kind in ("name", "other") and listed.partition(",")[0].endswith(".py")


def starts_node(facts: FileFacts, call: Call, context: Context) -> bool:
    """Whether a call of Python code starts Node.js to run a program."""
    if call.resolved not in PYTHON_SPAWNS or not call.args:
        return False
    program = _text(facts, call, context)
    following = ",".join(arg.value for arg in call.args[1:] if arg.keyword is None)
    return bool(_NODE.match(program)) and not _ASKS.search(f"{program},{following}")


def _spawner(facts: FileFacts, call: Call) -> str:
    """Give the function that a call runs, seen through `promisify`."""
    if call.resolved != _PROMISED:
        return call.resolved
    made = next((item for item in facts.bindings if item.target == call.callee and item.call >= 0), None)
    args = facts.calls[made.call].args if made is not None else ()
    return args[0].value if args else ""


def _text(facts: FileFacts, call: Call, context: Context) -> str:
    """Give the text of the first argument: as it is written, or of the constant that it names."""
    first = call.args[0]
    if first.kind in ("string", "template", "list"):
        return first.value
    if first.kind not in ("name", "other", "call"):
        return ""
    source = context.text(facts.path) or ""
    lines = split_lines(source)[call.line - 1 : call.end_line]
    here = " ".join(lines)[call.column - 1 : call.column + 400]
    if first.kind == "name":
        named = _NAMED.search(here)
        if named is None:
            return ""
        if facts.language.is_python:
            return _assigned(split_lines(source)[: call.line], named.group(1))
        return _constant(source, named.group(1))
    written = _WRITTEN.search(here)
    return written.group(1) if written else ""


def _assigned(lines: list[str], name: str) -> str:
    """Give the text, or the beginning of the list, that a Python variable was given last before a call."""
    given = re.compile(rf"\s{{0,80}}{re.escape(name)}\s?=\s?[\[(]?\s?[fr]?[\"'](.{{1,200}})")
    return next((found.group(1) for line in reversed(lines) if (found := given.match(line)) is not None), "")


def _constant(source: str, name: str) -> str:
    """Give the text of a JavaScript constant of the same file, as far as it is written down."""
    value = read_script(source).table().get(name)
    if isinstance(value, Expression):
        return value.text.lstrip("`\"'(")
    return value if isinstance(value, str) else ""
