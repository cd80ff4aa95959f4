"""SF301: a coroutine is made and never run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.callables import load_callables
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.places import symbol
from stackfit.rules.statements import QUESTIONS, calling_files
from stackfit.rules.targets import Target, find_target

_PLAIN = frozenset({"builtins.staticmethod", "builtins.classmethod", "abc.abstractmethod", "typing.override"})


class UnawaitedCoroutine:
    """A coroutine function is called and what it gives is thrown away.

    ## What it finds

    A call that is a whole statement, of a function that this project defines with `async def`: in the same file, in a
    class of it or a base of that class, or imported from another file. Functions with decorators that may start the
    coroutine themselves are left alone, and asynchronous generators too.

    ## Why it matters

    Calling a coroutine function runs nothing: it only makes the coroutine. Without `await` the message is not sent and
    the row not saved, and all that tells is a `RuntimeWarning` in the log, at some later time. See
    [Python's own page](https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines).

    ## Example

    Bad:

    ```python
    async def leave(room: Room, user: User) -> None:
        room.members.remove(user)
        announce(room, f"{user.name} left")  # announce is an async def
    ```

    Good:

    ```python
    async def leave(room: Room, user: User) -> None:
        room.members.remove(user)
        await announce(room, f"{user.name} left")
    ```

    ## What to do instead

    Await the call. Where the caller must not wait, start a task and keep it: `tasks.add(asyncio.create_task(...))`.
    In code that is not asynchronous, `asyncio.run(...)` at the outermost place.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF301",
        name="unawaited-coroutine",
        severity=Severity.ERROR,
        summary="A coroutine is made and never run",
        since="0.1.0",
        criteria=("error-handling",),
        languages=PYTHON,
        words=frozenset({"async"}),
        questions=QUESTIONS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at statements that only call, where a coroutine function of that name exists."""
        for component in context.components:
            for facts, calls in calling_files(component, context, PYTHON):
                for call in calls:
                    target = find_target(facts, call.resolved, context)
                    if target is not None and _makes_coroutine(target):
                        yield self._report(component, facts, call, target)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, target: Target) -> Finding:
        inside = call.function >= 0 and facts.functions[call.function].is_async
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} is a coroutine function: without await this call does nothing",
            confidence=Confidence.DEFINITE,
            component=component.component.path,
            hint="await it" if inside else "run it with asyncio.run, or make this function async and await it",
            symbol=symbol(facts, call),
            related=(
                Related(location=Location(path=target.facts.path, line=target.function.line), what="defined here"),
            ),
        )


def _makes_coroutine(target: Target) -> bool:
    """Whether a call of the function gives a coroutine and nothing else happens."""
    transparent = load_callables().python.transparent_decorators
    function = target.function
    plain = all(item.resolved in _PLAIN or item.resolved in transparent for item in function.decorators)
    return function.is_async and not function.is_generator and plain
