"""How bad a call that waits or computes is where it runs: what it waits for, and how often that comes."""

from __future__ import annotations

import re

from stackfit.model.blocking import BlockingCall
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import ComponentKind, Language, Runtime, Severity
from stackfit.rules.base import Context
from stackfit.rules.file_database import is_in_file
from stackfit.rules.first_time import is_done_once, is_remembered
from stackfit.rules.owners import is_for_owner
from stackfit.rules.seldom import comes_seldom

_ALONE = frozenset((ComponentKind.TOOLING, ComponentKind.NOTEBOOK))
_COMMAND = "cli-tool"
_ONCE = frozenset(("start-up", "main"))
_SERVED = frozenset(("request", "message", "socket"))
_BRIEF = frozenset(("process", "import", "tls", "database"))
"""What takes milliseconds or less when it is not heavy: starting a process, loading a module, a database in a file."""

_GUARDED = frozenset(("process", "lock"))
"""What code further down often does once only: which program is there, which system is this."""

_UPKEEP = re.compile(
    r"backup|restore|install|upgrade|migrat|bootstrap|snapshot|profiler|restart|reboot|updater|maintenance|housekeep"
    r"|(?:self|perform|run|do|auto)_?update|(?:^|\.)updates?_$",
    re.IGNORECASE,
)
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
    if severity is Severity.INFO:
        return severity
    if call.kind == "database" and is_in_file(call.callable, component, context):
        return Severity.INFO
    seldom = comes_seldom(call, context, own=_is_own(call)) or is_done_once(call.chain, context)
    if seldom:
        return Severity.INFO
    rare = is_remembered(call.chain, context) or is_for_owner(call.chain, context)
    return _MILDER[severity] if rare else severity


def is_upkeep(call: BlockingCall) -> bool:
    """Whether names tell of what is done once in a while: a backup, an installation, a change of settings."""
    names = (call.entry, call.symbol, *(step.function for step in call.chain))
    return bool(_SELDOM.search(call.entry)) or any(_UPKEEP.search(name) for name in names)


def _judge_hot(call: BlockingCall) -> Severity:
    """Judge a call behind a handler: others wait as long as it takes, each time the handler runs."""
    own = _is_own(call)
    if call.kind == "disk":
        counts = own and call.cost != "light" and call.entry_kind in _SERVED
        severity = Severity.WARNING if counts else Severity.INFO
    elif call.kind == "input" and not own:
        severity = Severity.INFO  # the keyboard of a server: what asks there asks on another way
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
    command = component.kind is ComponentKind.CLI or any(item.id == _COMMAND for item in component.workloads[:1])
    return command and any(item.entry_points for item in component.component.manifests)
