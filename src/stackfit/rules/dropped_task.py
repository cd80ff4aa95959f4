"""SF303: a task is started and nobody keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.callables import load_callables
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Language, Runtime, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.places import symbol

_NAMES = frozenset({"create_task", "ensure_future"})
_STARTS = frozenset({"asyncio.create_task", "asyncio.ensure_future", "asyncio.AbstractEventLoop().create_task"})
_MEANT = re.compile(r"#.{0,200}(?:noqa.{0,80}RUF006|ruff: ?ignore.{0,80}(?:RUF006|asyncio-dangling-task))")
_LOOPS = frozenset({"loop", "_loop", "event_loop"})


class DroppedTask:
    """A task is started and the reference to it is thrown away.

    ## What it finds

    `asyncio.create_task(...)`, `asyncio.ensure_future(...)` and the `create_task` of an event loop as a whole
    statement. Tasks of a `TaskGroup` are kept by the group and left alone, as are MicroPython, whose loop keeps tasks
    itself, and lines that tell ruff so (`noqa: RUF006`). In build tools and notebooks it is an information.

    ## Why it matters

    The event loop itself holds tasks only weakly: one that nobody refers to may be collected in the middle of its work,
    and what it raises is told at that time at the earliest.
    [The documentation](https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task) asks to keep a
    reference.

    ## Example

    Bad:

    ```python
    @app.post("/orders")
    async def order(item: Item) -> dict:
        asyncio.create_task(send_receipt(item))
        return {"ok": True}
    ```

    Good:

    ```python
    @app.post("/orders")
    async def order(item: Item) -> dict:
        task = asyncio.create_task(send_receipt(item))
        running.add(task)
        task.add_done_callback(running.discard)
        return {"ok": True}
    ```

    ## What to do instead

    Keep the task in a set or an attribute until it is done, and look at its exception in a done callback; or start it
    in an `asyncio.TaskGroup` (Python 3.11), which does both. For work after a response the web framework often has
    background tasks of its own.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF303",
        name="dropped-task",
        severity=Severity.WARNING,
        summary="A task is started and nobody keeps it",
        since="0.1.0",
        elsewhere=("RUF006",),
        criteria=("error-handling",),
        languages=PYTHON,
        words=_NAMES,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at statements that only start a task."""
        for component in context.components:
            if component.runtime is Runtime.MICROPYTHON:
                continue  # its loop keeps every task
            for facts in context.candidates(component, self.meta):
                script = facts.language is Language.NOTEBOOK or component.kind is ComponentKind.TOOLING
                for call in facts.calls:
                    if call.statement and _starts(call) and not _is_meant(facts, call, context):
                        yield self.meta.finding(
                            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
                            f"{call.callee} starts a task that nobody keeps: it may be collected before it is done, "
                            "and what it raises goes unseen",
                            confidence=Confidence.DEFINITE if call.resolved else Confidence.PROBABLE,
                            severity=Severity.INFO if script else Severity.WARNING,
                            component=component.component.path,
                            hint="keep the task until it is done, or start it in an asyncio.TaskGroup",
                            symbol=symbol(facts, call),
                        )


def _is_meant(facts: FileFacts, call: Call, context: Context) -> bool:
    """Whether a comment tells ruff's rule on the same matter that the task is dropped on purpose."""
    lines = split_lines(context.text(facts.path) or "")[call.line - 1 : call.end_line]
    return any(_MEANT.search(line) for line in lines)


def _starts(call: Call) -> bool:
    """Whether a call starts a task of asyncio; an attribute called "loop" is an event loop."""
    owner, _, method = call.callee.rpartition(".")
    if method not in _NAMES and call.callee not in _NAMES:
        return False
    if load_callables().python.normal(call.resolved) in _STARTS:
        return True
    unknown = not call.resolved or call.resolved.endswith((".loop.create_task", "._loop.create_task"))
    return unknown and method == "create_task" and owner.rpartition(".")[2] in _LOOPS
