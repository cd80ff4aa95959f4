"""Finds work of a project's own that keeps a processor busy: long loops, busy waiting, doubling recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from stackfit.catalogue.thresholds import load_thresholds
from stackfit.model.facts import Call, FileFacts, Function, Loop
from stackfit.model.kinds import Language

# Each begins with letters to look for: in most files nothing else is tried.
_LONG = r"(?:\d{4}|\d_\d|\*\*|\de\d)"
_TWICE = re.compile(r"-[ ]?\d+[^()\n]{0,60}\)[ ]*[-+*|&,]")
_PYTHON = (
    re.compile(rf"range\([^\n]{{0,80}}{_LONG}"),
    re.compile(r"while[^\w\n][^\n]{0,80}(?:time|monotonic|perf_counter|now)\w*\("),
    _TWICE,
)
_SCRIPT = (
    re.compile(rf"for ?\([^\n]{{0,80}}{_LONG}"),
    re.compile(r"while ?\([^\n]{0,80}(?:\bDate\b|\bnow\(|hrtime)"),
    _TWICE,
)
_LEAVES = re.compile(r"\b(?:break|return|raise|throw)\b")
_LESS = re.compile(r"[\w$]\s*-\s*\d+")
_REMEMBERS = re.compile(r"memo|cache|seen|known", re.IGNORECASE)
_CLOCKS = frozenset({"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "now", "utcnow", "hrtime", "Date"})


class Work(NamedTuple):
    """Where it is done, in which function, in words for a message, and as the last step of a chain."""

    line: int
    column: int
    end_line: int
    function: int
    what: str
    call: str


def may_hold_work(text: str, language: Language) -> bool:
    """Whether a file may hold any, judged by its text."""
    return any(pattern.search(text) for pattern in (_PYTHON if language.is_python else _SCRIPT))


def find_work(facts: FileFacts, lines: list[str], limits: Mapping[str, int] | None = None) -> Iterator[Work]:
    """Yield the work that the functions of a file do by themselves; `limits` says how often a loop must turn."""
    least = (limits or load_thresholds("SF201"))["python" if facts.language.is_python else "node"]
    for loop, turns in zip(facts.loops, _turns(facts.loops), strict=True):
        if loop.function < 0 or loop.awaits:
            continue
        if loop.turns and turns >= least and not _leaves(loop, lines):
            yield _work(loop, f"this loop turns {turns:,} times", "loop")
        elif loop.clock and _only_waits(facts, loop):
            yield _work(loop, "this loop waits for a time to pass", "busy wait")
    yield from _doubling(facts, lines)


def _work(loop: Loop, what: str, call: str) -> Work:
    return Work(loop.line, loop.column, loop.end_line, loop.function, what, call)


def _turns(loops: tuple[Loop, ...]) -> list[int]:
    """Multiply the turns of each loop with the most of those inside it; 0 for one inside another that counts."""
    turns = [1] * len(loops)
    for index in range(len(loops) - 1, -1, -1):  # a loop stands before those inside it
        loop = loops[index]
        turns[index] *= loop.turns or 1
        if loop.outer >= 0:
            turns[loop.outer] = max(turns[loop.outer], turns[index])
    return [0 if loop.outer >= 0 and loops[loop.outer].turns else turns[index] for index, loop in enumerate(loops)]


def _leaves(loop: Loop, lines: list[str]) -> bool:
    """Whether a loop may end early."""
    first, *rest = lines[loop.line - 1 : loop.end_line] or [""]
    return any(_LEAVES.search(line) for line in (first[loop.column - 1 :], *rest))


def _only_waits(facts: FileFacts, loop: Loop) -> bool:
    """Whether a loop does nothing but ask for the time."""
    inside = [
        call for call in facts.calls if loop.line <= call.line <= loop.end_line and call.function == loop.function
    ]
    return all(call.callee.rpartition(".")[2] in _CLOCKS or call.callee.startswith("Date") for call in inside)


def _calls_itself(function: Function, call: Call) -> bool:
    """Whether a call names its own function: a method goes by its object, another function by its name alone."""
    owner, _, name = call.callee.rpartition(".")
    return name == function.name and (owner in ("self", "cls", "this") if function.owner >= 0 else not owner)


def _doubling(facts: FileFacts, lines: list[str]) -> Iterator[Work]:
    """Yield functions that call themselves twice with something less, and remember nothing."""
    own: dict[int, list[Call]] = {}
    for call in facts.calls:
        function = facts.functions[call.function] if call.function >= 0 else None
        if function is None or not function.name or not _calls_itself(function, call):
            continue
        written = "".join(lines[call.line - 1 : call.line])[call.column - 1 :]
        if not call.awaited and _LESS.search(written):
            own.setdefault(call.function, []).append(call)
    for index, calls in own.items():
        function = facts.functions[index]
        body = "\n".join(lines[function.line - 1 : function.end_line])
        if len(calls) > 1 and not function.decorators and not _REMEMBERS.search(body) and not function.is_async:
            first = calls[0]
            what = f"{function.name} calls itself twice, which takes exponential time,"
            yield Work(first.line, first.column, first.end_line, index, what, first.callee)
