"""Finds where code starts a scheduler of jobs in its own process, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import Context
from stackfit.rules.stores import parse_module

_PYTHON = re.compile(
    r"apscheduler\.schedulers\.\w+\.\w+Scheduler\(\)\.start|flask_apscheduler(?:\.scheduler)?\.APScheduler\(\)\.start"
    r"|rocketry\.Rocketry\(\)\.run|aiocron\.crontab"
)
_NODE = {
    "node-cron.schedule": "node-cron",
    "node-schedule.scheduleJob": "node-schedule",
    "cron.CronJob": "cron",
    "cron.job": "cron",
    "croner.Cron": "croner",
    "croner": "croner",
}
_NEST = frozenset({"@nestjs/schedule.Cron", "@nestjs/schedule.Interval"})
_NAMES = {"apscheduler": "APScheduler", "flask_apscheduler": "Flask-APScheduler"}
_ALONE = re.compile(
    r"\bfcntl\b|[Ff]ile_?[Ll]ock|\bflock\b|redlock|[Aa]dvisory_?[Ll]ock|\bnx=True|\bsetnx\b|'NX'|\"NX\"|[Ll]eader"
    r"|NODE_APP_INSTANCE|INSTANCE_ID|isMaster|isPrimary|pm_id|worker_id|cluster\.worker|acquire_?[Ll]ock|withLock"
)
"""What code says that lets one process of several run the jobs."""

_OWN_PROCESS = re.compile(
    r"process\.(?:memoryUsage|cpuUsage|resourceUsage|uptime)\b|\bos\.(?:loadavg|freemem|cpus)\(|\bpsutil\.|\bheartbeat",
    re.IGNORECASE,
)
"""What each process has to do for itself."""

WORDS = frozenset(
    {"apscheduler.schedulers", "flask_apscheduler", "rocketry", "aiocron", "BackgroundScheduler", "AsyncIOScheduler"}
    | {"node-cron", "node-schedule", "cron", "croner", "@nestjs/schedule"}
)


class Jobs(NamedTuple):
    """A scheduler that a file starts; `function` is the index of the function around it."""

    library: str
    location: Location
    function: int


def started_jobs(facts: FileFacts, context: Context) -> Jobs | None:
    """Find the first scheduler that a file starts for itself, None where one process of several is picked for it."""
    text = context.text(facts.path) or ""
    if _ALONE.search(text):
        return None
    lines = split_lines(text)
    found = _python_jobs(facts, text) if facts.language.is_python else _script_jobs(facts)
    return next((jobs for jobs in found if not _is_about_itself(jobs.location, lines)), None)


def _is_about_itself(place: Location, lines: list[str]) -> bool:
    """Whether what a schedule runs is about the process it runs in: each of them has to."""
    return any(_OWN_PROCESS.search(line) for line in lines[place.line - 1 : place.end_line])


def _python_jobs(facts: FileFacts, text: str) -> Iterator[Jobs]:
    guarded: set[int] | None = None
    for call in facts.calls:
        if _PYTHON.fullmatch(call.resolved) and "BlockingScheduler" not in call.resolved:
            guarded = main_lines(text) if guarded is None else guarded
            if call.line not in guarded:
                package = call.resolved.partition(".")[0]
                yield Jobs(_NAMES.get(package, package), _place(facts, call), call.function)


def _script_jobs(facts: FileFacts) -> Iterator[Jobs]:
    for call in facts.calls:
        if call.resolved in _NODE and len(call.args) > 1:
            yield Jobs(_NODE[call.resolved], _place(facts, call), call.function)
    for function in facts.functions:
        for item in function.decorators:
            if item.resolved in _NEST:
                place = Location(path=facts.path, line=item.line, end_line=function.end_line)
                yield Jobs("@nestjs/schedule", place, -1)


def main_lines(text: str) -> set[int]:
    """List the lines of a Python file that run only where it is started as a script."""
    tree = parse_module(text)
    lines: set[int] = set()
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
            lines.update(range(node.lineno, (node.body[-1].end_lineno or node.lineno) + 1))
    return lines


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
