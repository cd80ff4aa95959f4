"""SF101: a call that waits, on the event loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.blocking import BlockingCall
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.blocking_severity import judge_severity

_WAITS = {
    "sleep": "sleeps",
    "network": "waits for the network",
    "disk": "waits for the disk",
    "database": "waits for the database",
    "process": "waits for another process",
    "lock": "waits for another thread",
    "input": "waits for the keyboard",
    "import": "loads a module",
    "tls": "reads certificates",
}
_DATA = re.compile(r"[\"']data:|\bdata[ _]ur[il]\b|_data_ur[il]\b", re.IGNORECASE)
_FEED = "feedparser.parse"
_CONTENT = re.compile(r"\bparse\(\s*(?:\w+_)?(?:html|text|body|content|data|xml|raw|page|response)\s*[,)]")
_AROUND = 20
_SERVED = frozenset((ComponentKind.SERVICE, ComponentKind.APP))


class BlockingCallOnEventLoop:
    """A call that waits holds up everything else that the event loop does.

    ## What it finds

    Calls that sleep, wait for the network, a disk, a database, another process or another thread, in code that runs on
    an event loop: Python's `async def` and loop callbacks, and in Node.js the handlers of requests, sockets, messages
    and timers. The call may stand there itself or in a synchronous function that is called from there; the path is
    shown. What is handed to a thread or a process (`asyncio.to_thread`, executors, worker threads) is left alone, as
    are endpoints that a framework runs in a thread pool, start-up code in Node.js, command line tools, and tests.

    The severity says how much it hurts: an error where requests, messages or timers wait for another machine, a
    database, or a process that the handler itself starts; a warning for files that a handler of requests, messages or
    sockets reads or writes itself, and for waiting of the first kind in other asynchronous code; a note for files
    further down, for calls of a few milliseconds such as starting a process, and for code that runs once: a cached
    property, a value or a file that is made the first time and kept, what a program does before its main loop. What
    sounds like upkeep (a backup, an installation, a change of settings) is one step milder.

    A coroutine that has a loop to itself (`asyncio.run` in a script, a command or a thread, with no task or server
    beside it) holds up nobody: what blocks there is possible only, and not shown by default. The same goes for what a
    server does before it has anybody to serve. A program that does its own work and ends serves nobody either, however
    many tasks it makes of that: a note tells of what holds up the other tasks for long.

    A finding is definite where the function that the loop runs comes to the call by itself, whatever its own branches
    are asked for. It is probable where a function further down decides whether the call is made (a branch, an exception
    handler, an early return), where the chain has four calls or more, and where nothing else in an application names
    the coroutine that makes it.

    ## Why it matters

    An event loop runs one piece of code at a time. While a call waits, no other request, message or timer makes
    progress, however many are pending: one slow answer becomes everybody's. Python's
    [asyncio](https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code) and
    [Node.js](https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop) both warn of it.

    ## Example

    Bad:

    ```python
    @app.get("/price")
    async def price() -> dict:
        return requests.get("https://prices.example/today").json()
    ```

    Good:

    ```python
    @app.get("/price")
    async def price() -> dict:
        async with httpx.AsyncClient() as client:
            return (await client.get("https://prices.example/today")).json()
    ```

    ## What to do instead

    Await the asynchronous form of the same call (the finding's hint names one the project already has where it can),
    or move the call into a thread: `await asyncio.to_thread(function, argument)`. The arguments themselves are still
    worked out on the loop. In Node.js drop the `Sync` and await the promise.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF101",
        name="blocking-call-on-event-loop",
        severity=Severity.ERROR,
        summary="A call that waits holds up the event loop",
        since="0.1.0",
        elsewhere=(
            "ASYNC210",
            "ASYNC212",
            "ASYNC220",
            "ASYNC221",
            "ASYNC222",
            "ASYNC230",
            "ASYNC240",
            "ASYNC250",
            "ASYNC251",
            "no-sync",
            "n/no-sync",
        ),
        criteria=("architecture", "performance"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Judge the blocking calls that the call graph has found."""
        owners = {file.path: item for item in context.components for file in item.component.files if item.runtime.side}
        for call in context.blocking_calls:
            component = owners.get(call.location.path)
            if component is None or call.kind == "cpu":
                continue
            severity = judge_severity(call, component, context)
            if severity is not None and not _decodes(call, context):
                yield self._report(call, component, severity)

    def _report(self, call: BlockingCall, component: ProfiledComponent, severity: Severity) -> Finding:
        waits = _verb(call)
        way = f"reached from {call.entry}" if len(call.chain) > 1 else f"in {call.entry}"
        return self.meta.finding(
            call.location,
            f"{call.callee.replace('<expr>', '(...)')} {waits} on the event loop, {way}",
            confidence=_judge_confidence(call, component),
            component=component.component.path,
            severity=severity,
            hint=f"use {instead}" if (instead := choose_replacement(call, component)) else "",
            symbol=call.symbol,
            chain=call.chain,
            others=call.others,
            related=tuple(Related(location=place, what=f"also reached from {what}") for place, what in call.also),
        )


def _decodes(call: BlockingCall, context: Context) -> bool:
    """Whether what is opened holds its content itself (a `data:` address, the text of a feed): no network is asked."""
    if call.callable == _FEED:
        lines = split_lines(context.text(call.location.path) or "")
        return any(_CONTENT.search(line) for line in lines[call.location.line - 1 : call.location.end_line])
    if not call.callable.endswith("urlopen"):
        return False
    lines = split_lines(context.text(call.location.path) or "")
    return any(_DATA.search(line) for line in lines[max(0, call.location.line - _AROUND) : call.location.line])


def _verb(call: BlockingCall) -> str:
    """What a call does to the loop; of processes the data calls heavy those that are waited for, not just started."""
    if call.kind == "process" and call.cost != "heavy":
        return "starts a process"
    return _WAITS.get(call.kind, "waits")


def choose_replacement(call: BlockingCall, component: ProfiledComponent) -> str:
    """Say what to use instead: of the choices the first that the project has, else the general one."""
    names = {dependency.name for dependency in component.component.dependencies} | component.technology_ids
    for library, text in call.replacements:
        if not library or library in names:
            return text
    return call.replacement


def _judge_confidence(call: BlockingCall, component: ProfiledComponent) -> Confidence:
    """In a Node.js library or tool an async function proves little: nobody may be waiting."""
    if call.language.is_python or call.hot or component.kind in _SERVED:
        return call.confidence
    return Confidence.POSSIBLE
