"""Tells by the lines around a call that waits that it comes seldom, or that there is nothing to wait for."""

from __future__ import annotations

import re

from stackfit.model.blocking import BlockingCall
from stackfit.model.source import split_lines
from stackfit.rules.base import Context
from stackfit.rules.first_time import headers

_KEEPS_UP = re.compile(
    r"\bgit\s(?:pull|fetch|reset|push|stash|checkout)\b|\bpip3?\sinstall\b|\bnpm\s(?:ci|i|install)\b|\bsystemctl\b|\breboot\b"
    r"|\bapt(?:-get)?\s|\bkill(?:all)?\s-"
)
_LOOKS_UP = re.compile(
    r"[\s\"'`]-{1,2}version\b|[\"'`](?:which|where|getconf|uname|hostname|whoami|nproc|id|command\s-v)[\s\"'`]"
    r"|\bgit\s(?:rev-parse|describe)\b|commandExists"
)
_OWN_NAME = re.compile(r"\bgetfqdn\(\s?\)|\bgethostname\(\s?\)")
"""The machine's own name, which it knows without a network nearly everywhere."""

_SETTLED = re.compile(r"\bexitcode\b|\bis_alive\(|\.done\(\)|\badd_done_callback\b")
"""What shows right above a call that the other thread or process has come to its end."""

_DRAINS = re.compile(r"\.(?:wait|read|communicate)\(")
_ENDED = re.compile(r"\.(?:kill|terminate)\(\)|\.poll\(\)\sis\snot\sNone")
_FAILED = re.compile(r"\s{0,200}(?:except\b|\}?\s?catch\b)")
_ABOVE = 8
_FAR = 40
_BEGINS = frozenset(("run", "run_async", "start", "serve", "launch", "connect", "login"))
"""Functions that go on until the program ends: what does not stand in a loop there comes at the start."""


def comes_seldom(call: BlockingCall, context: Context, *, own: bool) -> bool:
    """Whether the lines of a call, and those above, tell that it is of no weight; `own`: it stands in the handler."""
    lines = split_lines(context.text(call.location.path) or "")
    here = call.location.line
    text = " ".join(lines[here - 1 : max(here, call.location.end_line)])
    above = lines[max(0, here - 1 - _ABOVE) : here - 1]
    match call.kind:
        case "process":
            told = bool(_KEEPS_UP.search(text)) or (not own and bool(_LOOKS_UP.search(text)))
            told = told or (bool(_DRAINS.search(text)) and any(_ENDED.search(line) for line in above))
        case "network":
            told = bool(_OWN_NAME.search(text))
        case "lock":
            told = any(_SETTLED.search(line) for line in above)
        case "sleep":
            told = len(call.chain) > 1 and _tries_again(lines, here)
        case _:
            told = False
    return told or (not call.hot and _comes_first(call, context))


def _comes_first(call: BlockingCall, context: Context) -> bool:
    """Whether a call comes before the main loop of a function that goes on until the program ends."""
    first = call.chain[0]
    if first.function.rpartition(".")[2] not in _BEGINS:
        return False
    facts = context.facts(first.location.path)
    calls = facts.calls if facts is not None else ()
    return not any(item.in_loop for item in calls if item.line == first.location.line)


def _tries_again(lines: list[str], number: int) -> bool:
    """Whether a pause comes only after something has failed: right in an `except`, or before the next turn."""
    below = next((line.strip() for line in lines[number : number + 3] if line.strip()), "")
    around = next(iter(headers(lines[max(0, number - 1 - _FAR) : number - 1], lines[number - 1])), "")
    return bool(_FAILED.match(around)) or below == "continue"
