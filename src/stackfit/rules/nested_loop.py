"""SF103: an event loop started where one runs already, or anew for each request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.blocking import LoopPath
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.places import Places, symbol

_STARTS = frozenset({"asyncio.run", "asyncio.runners.run", "anyio.run", "trio.run", "uvloop.run", "curio.run"})
_LOOPS = (
    "asyncio.get_event_loop()",
    "asyncio.new_event_loop()",
    "asyncio.get_running_loop()",
    "uvloop.new_event_loop()",
)
_LIBRARIES = frozenset({name.partition(".")[0] for name in _STARTS} | {"asyncio.runners"})
_DRIVES = frozenset({"run_until_complete", "run_forever"})
_HANDS_ON = frozenset({"submit", "run_in_executor", "to_thread", "Thread", "run_sync"})
_ASKS = frozenset({"get_running_loop", "_get_running_loop", "is_running", "current_async_library"})


class EventLoopInHandler:
    """An event loop is started inside code that a loop runs already, or for each request.

    ## What it finds

    - `asyncio.run`, `run_until_complete`, `run_forever`, `anyio.run`, `trio.run` in a coroutine, or in a function that
      one calls on the loop, in this file or through others: an error, for it raises RuntimeError. Where the project
      applies nest_asyncio it works and is a warning.
    - `get_event_loop().run_until_complete(...)` in a request handler that a server runs in threads: a warning, for only
      the main thread is given a loop.
    - `asyncio.run` and the like in such a handler: an information.

    Functions that first ask whether a loop runs, and those that the file hands to a thread, are left alone.

    ## Why it matters

    A thread runs one event loop at a time. [asyncio.run](https://docs.python.org/3/library/asyncio-runner.html)
    "cannot be called when another asyncio event loop is running in the same thread"; a loop made for each request
    throws away what clients keep open (connections, pools) and what still runs when it ends.

    ## Example

    Bad:

    ```python
    async def profile(request):
        user = asyncio.run(load_user(request.user_id))
    ```

    Good:

    ```python
    async def profile(request):
        user = await load_user(request.user_id)
    ```

    ## What to do instead

    Make the way down to the coroutine asynchronous and await it. Where a handler must stay synchronous, keep one loop
    in a thread of its own and hand it work with `asyncio.run_coroutine_threadsafe`, or use a synchronous client.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF103",
        name="event-loop-in-handler",
        severity=Severity.ERROR,
        summary="An event loop started inside a running one, or for each request",
        since="0.1.0",
        criteria=("architecture", "error-handling"),
        languages=PYTHON,
        words=_DRIVES | {"run"},
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at each call that starts a loop, and at what runs the function around it."""
        for component in context.components:
            places = context.once(Places, component)
            nested = "nest-asyncio" in {item.name for item in component.component.dependencies}
            for facts in _candidates(component, context):
                for call in facts.calls:
                    if call.function >= 0 and _starts_loop(call) and not _is_careful(facts, call):
                        finding = self._on_loop(component, facts, call, context, nested=nested)
                        yield from finding or self._per_request(component, facts, call, places)

    def _on_loop(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, context: Context, *, nested: bool
    ) -> tuple[Finding, ...]:
        """Report a call that a running loop gets to."""
        way = context.reached(facts.path, call.function)
        if way is None or way.confidence is Confidence.POSSIBLE:
            return ()
        severity = Severity.WARNING if nested else Severity.ERROR
        ends = "runs a loop within the loop" if nested else "raises RuntimeError"
        return (
            self.meta.finding(
                _place(facts, call),
                f"{call.callee} in {_where(facts, call, way)} {ends}: an event loop runs there already",
                confidence=way.confidence,
                severity=severity,
                component=component.component.path,
                hint="await the coroutine instead",
                symbol=symbol(facts, call),
                chain=way.chain,
                others=way.others,
            ),
        )

    def _per_request(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, places: Places
    ) -> tuple[Finding, ...]:
        """Report a call in a handler that a server runs in a thread or a worker."""
        handler = "" if facts.functions[call.function].is_async else places.handler(facts, call.function)
        if not handler:
            return ()
        current = call.resolved.startswith("asyncio.get_event_loop()")
        what = "asks its thread for an event loop, but only the main one has any" if current else "starts an event loop"
        return (
            self.meta.finding(
                _place(facts, call),
                f"{call.callee} {what}, for each call of {handler}",
                confidence=Confidence.PROBABLE,
                severity=Severity.WARNING if current else Severity.INFO,
                component=component.component.path,
                hint="keep one loop in a thread and use asyncio.run_coroutine_threadsafe, or a synchronous client",
                symbol=symbol(facts, call),
            ),
        )


def _candidates(component: ProfiledComponent, context: Context) -> Iterator[FileFacts]:
    """Yield the files that may start a loop: "run" alone means much, beside asyncio and its like little else."""
    return context.facts_of(
        file
        for file in context.files(component, _DRIVES | {"run"}, PYTHON)
        if (index := context.index(file.path)) is not None
        and not (_DRIVES.isdisjoint(index.words) and _LIBRARIES.isdisjoint(index.modules))
    )


def _starts_loop(call: Call) -> bool:
    """Whether a call starts a loop and stays until it ends."""
    owner, _, method = call.resolved.rpartition(".")
    return not call.awaited and (call.resolved in _STARTS or (method in _DRIVES and owner in _LOOPS))


def _asks_first(facts: FileFacts, call: Call) -> bool:
    """Whether the function looks for a running loop, so that it may go another way where there is one."""
    here = (other.callee.rpartition(".")[2] for other in facts.calls if other.function == call.function)
    return not _ASKS.isdisjoint(here)


def _is_careful(facts: FileFacts, call: Call) -> bool:
    """Whether the function asks for a loop first, or goes to a thread somewhere in its file."""
    name = facts.functions[call.function].name
    handed = (arg.value for other in facts.calls if other.callee.rpartition(".")[2] in _HANDS_ON for arg in other.args)
    return _asks_first(facts, call) or any(name and value.rpartition(".")[2] == name for value in handed)


def _where(facts: FileFacts, call: Call, way: LoopPath) -> str:
    name = facts.functions[call.function].qualname
    return name if not way.chain else f"{name} (reached from {way.entry})"


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
