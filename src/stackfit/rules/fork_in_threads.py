"""SF508: a fork of a process that runs threads or an event loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.places import Places, symbol

_FORKS = frozenset({"os.fork", "os.forkpty", "pty.fork"})
_PROCESSES = re.compile(
    r"multiprocessing(?:\.context|\.get_context\(\))?\.(?:Process|Pool)|multiprocessing\.pool\.Pool"
    r"|concurrent\.futures(?:\.process)?\.ProcessPoolExecutor"
)
_THREADS = frozenset({"threading.Thread().start", "_thread.start_new_thread", "threading.Timer().start"})
_SPAWNS = re.compile(r"(?:set_start_method|get_context)\(\s{0,20}[\"'](?:spawn|forkserver)[\"']")


class ForkInThreads:
    """A process that runs threads or an event loop forks.

    ## What it finds

    In Python `os.fork` in a function that an event loop or a request handler gets to, or after the same function
    started a thread: a warning. The same for `multiprocessing.Process`, `Pool` and `ProcessPoolExecutor`, which fork on
    Linux before Python 3.14 unless told otherwise: an information. Projects that choose `spawn` or `forkserver`, and
    executors with an `mp_context`, are left alone.

    ## Why it matters

    The child gets a copy of all memory but only the thread that forked. A lock that another thread held at that moment
    (of a logger, an allocator, a connection pool) stays locked for ever, and the child hangs, rarely and without a
    trace. It also shares the sockets and the selector of the parent's loop. Python 3.12 and later
    [warn about it](https://docs.python.org/3/library/os.html#os.fork), and 3.14 forks no more
    [unless asked](https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods).

    ## Example

    Bad:

    ```python
    async def convert(request):
        worker = multiprocessing.Process(target=render, args=(request.path,))
        worker.start()
    ```

    Good:

    ```python
    pool = ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))
    ```

    ## What to do instead

    Choose `spawn` or `forkserver` (`multiprocessing.set_start_method`, `mp_context=`), make the pool once before the
    first thread, or start a program with `subprocess` or `asyncio.create_subprocess_exec`.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF508",
        name="fork-in-threads",
        severity=Severity.WARNING,
        summary="A process with threads or an event loop forks",
        since="0.1.0",
        criteria=("scalability", "architecture"),
        languages=PYTHON,
        words=frozenset({"fork", "forkpty", "multiprocessing", "ProcessPoolExecutor"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at each fork, and at what runs beside it."""
        for component in context.components:
            spawns = None
            places = context.once(Places, component)
            for facts in context.candidates(component, self.meta):
                for call in facts.calls:
                    forks = call.resolved in _FORKS
                    if call.function < 0 or not (forks or _forks_by_default(call)):
                        continue
                    spawns = _spawns(component, self.meta, context) if spawns is None else spawns
                    beside = _beside(facts, call, places, context) if forks or not spawns else None
                    if beside is not None:
                        yield self._report(component, facts, call, *beside, forks=forks)

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, what: str, line: int, *, forks: bool
    ) -> Finding:
        verb = "forks" if forks else "forks on Linux, before Python 3.14,"
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} {verb} a process that {what}",
            confidence=Confidence.PROBABLE,
            severity=Severity.WARNING if forks else Severity.INFO,
            component=component.component.path,
            hint="start a program with subprocess" if forks else 'choose the start method "spawn" or "forkserver"',
            symbol=symbol(facts, call),
            related=(Related(location=Location(path=facts.path, line=line), what=what),) if line else (),
        )


def _beside(facts: FileFacts, call: Call, places: Places, context: Context) -> tuple[str, int] | None:
    """Say what runs in the process when a call forks, and where that begins; None where nothing is seen to."""
    started = next((item for item in facts.calls if item.resolved in _THREADS and item.function == call.function), None)
    if started is not None and started.line < call.line:
        return "has started a thread", started.line
    way = context.reached(facts.path, call.function)
    if way is not None and way.hot and way.confidence is not Confidence.POSSIBLE:
        return f"runs an event loop, for {way.entry}", 0
    handler = places.handler(facts, call.function)
    return (f"serves requests in threads, for {handler}", 0) if handler else None


def _forks_by_default(call: Call) -> bool:
    return bool(_PROCESSES.fullmatch(call.resolved)) and all(arg.keyword != "mp_context" for arg in call.args)


def _spawns(component: ProfiledComponent, meta: RuleMeta, context: Context) -> bool:
    """Whether some file of the component chooses a start method that does not fork."""
    files = context.files(component, meta.words, PYTHON)
    return any(_SPAWNS.search(context.text(file.path) or "") for file in files)
