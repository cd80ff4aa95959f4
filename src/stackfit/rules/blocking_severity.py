"""How bad a call that waits or computes is where it runs: what it waits for, and how often that comes."""

from __future__ import annotations

import re

from stackfit.model.blocking import BlockingCall
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import ComponentKind, Language, Runtime, Severity
from stackfit.model.source import split_lines
from stackfit.rules.base import Context
from stackfit.rules.first_time import is_done_once

_ALONE = frozenset((ComponentKind.TOOLING, ComponentKind.NOTEBOOK))
_ONCE = frozenset(("start-up", "main"))
_SERVED = frozenset(("request", "message", "socket"))
_BRIEF = frozenset(("process", "import", "tls", "database"))
"""What takes milliseconds or less when it is not heavy: starting a process, loading a module, a database in a file."""

_GUARDED = frozenset(("process", "lock"))
"""What code further down often does once only: which program is there, which system is this."""

_UPKEEP = re.compile(
    r"backup|restore|install|upgrade|migrat|bootstrap|snapshot|profiler|restart|reboot|updater|self_?update",
    re.IGNORECASE,
)
_KEEPS_UP = re.compile(
    r"\bgit\s(?:pull|fetch|reset|push|stash|checkout)\b|\bpip3?\sinstall\b|\bnpm\s(?:ci|i|install)\b|\bsystemctl\b|\breboot\b"
    r"|\bapt(?:-get)?\s|\bkill(?:all)?\s-"
)
_LOOKS_UP = re.compile(
    r"\s-{1,2}version\b|[\"'`](?:which|where|getconf|uname|hostname|whoami|nproc|id|command\s-v)[\s\"'`]"
    r"|\bgit\s(?:rev-parse|describe)\b|commandExists"
)
_BEGINS = frozenset(("run", "run_async", "start", "serve", "launch", "connect", "login"))
"""Functions that go on until the program ends: what does not stand in a loop there comes at the start."""

_SELDOM = re.compile(r"config|setting|debug|set_?up|version", re.IGNORECASE)
_DESK = re.compile(r"(?:^|/)(?:(?:_?scripts|cli|cmds?|dev|tools?)/|(?:cli|cmdline|command_line|__main__)\.\w{2,3}$)")
_MILDER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}


def judge_severity(call: BlockingCall, component: ProfiledComponent, context: Context) -> Severity | None:
    """How bad a blocking call is where it runs; None where nothing else waits for it."""
    if call.entry_kind in _ONCE or _serves_nobody(call, component):
        noted = call.cost == "heavy" or (call.entry_kind == "start-up" and call.cost == "medium")
        return Severity.INFO if noted and call.language.is_python else None
    if call.migrates:
        return Severity.INFO
    if "serverless" in component.concurrency:
        return Severity.INFO if call.cost == "heavy" else None
    severity = _judge_hot(call) if call.hot else _judge_warm(call)
    settled = severity is Severity.INFO or not (_comes_seldom(call, context) or is_done_once(call.chain, context))
    return severity if settled else Severity.INFO


def is_upkeep(call: BlockingCall) -> bool:
    """Whether names tell of what is done once in a while: a backup, an installation, a change of settings."""
    names = (call.entry, call.symbol, *(step.function for step in call.chain))
    return bool(_SELDOM.search(call.entry)) or any(_UPKEEP.search(name) for name in names)


def _comes_seldom(call: BlockingCall, context: Context) -> bool:
    """Whether a process only looks something up or keeps the program up to date, or code stands before a main loop."""
    if call.kind == "process":
        lines = split_lines(context.text(call.location.path) or "")
        text = " ".join(lines[call.location.line - 1 : max(call.location.line, call.location.end_line)])
        if _KEEPS_UP.search(text) or (_LOOKS_UP.search(text) and not _is_own(call)):
            return True
    first = call.chain[0]
    if call.hot or first.function.rpartition(".")[2] not in _BEGINS:
        return False
    facts = context.facts(first.location.path)
    calls = facts.calls if facts is not None else ()
    return not any(item.in_loop for item in calls if item.line == first.location.line)


def _judge_hot(call: BlockingCall) -> Severity:
    """Judge a call behind a handler: others wait as long as it takes, each time the handler runs."""
    own = _is_own(call)
    if call.kind == "disk":
        counts = own and call.cost != "light" and call.entry_kind in _SERVED
        severity = Severity.WARNING if counts else Severity.INFO
    elif call.cost == "heavy":
        severity = Severity.ERROR if own or call.kind not in _GUARDED else Severity.WARNING
    else:
        severity = Severity.INFO if call.cost == "light" or call.kind in _BRIEF else Severity.WARNING
    return _MILDER[severity] if call.once or is_upkeep(call) else severity


def _is_own(call: BlockingCall) -> bool:
    """Whether a call stands in the handler itself."""
    return call.hot and len(call.chain) == 1 and not call.entry.startswith("async function")


def _judge_warm(call: BlockingCall) -> Severity:
    """Judge a call in other asynchronous code, of which nobody knows how often it runs."""
    brief = call.cost != "heavy" or call.kind in ("disk", "input") or (call.kind in _GUARDED and len(call.chain) > 1)
    seldom = call.once or is_upkeep(call) or _DESK.search(call.chain[0].location.path)
    return Severity.INFO if brief or seldom else Severity.WARNING


def _serves_nobody(call: BlockingCall, component: ProfiledComponent) -> bool:
    """Whether nothing else is under way while the call waits; a command's timers poll for what it waits for itself."""
    if call.hot:
        return call.entry_kind == "timer" and _is_installed_command(component)
    return _runs_alone(call, component)


def _runs_alone(call: BlockingCall, component: ProfiledComponent) -> bool:
    """Whether the code is a tool that serves nobody."""
    single = component.kind in _ALONE or component.runtime is Runtime.MICROPYTHON
    return single or call.language is Language.NOTEBOOK or _is_installed_command(component)


def _is_installed_command(component: ProfiledComponent) -> bool:
    """Whether a command line tool says so itself; loose files are taken for one only for want of anything better."""
    return component.kind is ComponentKind.CLI and any(item.entry_points for item in component.component.manifests)
