"""SF302: a handler starts an async function and nobody waits for its failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.places import Places, is_loose, is_page_script, symbol
from stackfit.rules.statements import QUESTIONS, calling_files
from stackfit.rules.targets import Target, find_target, may_fail

_QUIET = frozenset({ComponentKind.LIBRARY, ComponentKind.TOOLING})
_CATCH_ALL = frozenset({"unhandledRejection", "uncaughtException"})
_COMMANDS = frozenset({"bin", "cli"})


class FloatingPromise:
    """A handler calls an async function and drops the promise.

    ## What it finds

    Behind a request, message, socket or timer handler of a Node.js server: a call that is a whole statement, of an
    `async` function of this project that may fail (it awaits something outside of a `try`). With `await`, `return`,
    `void`, `.then` or `.catch` it is left alone, as is code in the browser and what runs once at start-up. Where the
    program listens to `unhandledRejection` or `uncaughtException`, or is an Electron application, it is a note: the
    process goes on. So it is where the function catches part of what may fail itself. The files of commands (`bin/`,
    `cli/`) are left alone.

    ## Why it matters

    Nobody hears of the failure but the process: since version 15 Node.js
    [ends the process](https://nodejs.org/api/process.html#event-unhandledrejection) on a rejection that nobody
    handles, and with it all other requests. Until then the handler has told its caller that all went well.

    ## Example

    Bad:

    ```javascript
    app.post('/orders', async (req, res) => {
      sendReceipt(req.body.email);  // sendReceipt is an async function
      res.json({ ok: true });
    });
    ```

    Good:

    ```javascript
    app.post('/orders', async (req, res) => {
      sendReceipt(req.body.email).catch((error) => log.error(error));
      res.json({ ok: true });
    });
    ```

    ## What to do instead

    Await the call inside the handler's own error handling, or, where nobody must wait for it, end it with `.catch`.
    typescript-eslint's `no-floating-promises` finds more of them where types are at hand.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF302",
        name="floating-promise",
        severity=Severity.WARNING,
        summary="A handler drops a promise that may fail",
        since="0.1.0",
        elsewhere=("@typescript-eslint/no-floating-promises", "no-floating-promises"),
        criteria=("error-handling",),
        languages=NODE,
        words=frozenset({"async"}) | _CATCH_ALL,
        questions=QUESTIONS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at statements that only call, where an async function of that name exists."""
        for component in context.components:
            if component.runtime.side is None or component.kind in _QUIET:
                continue
            places = context.once(Places, component)
            packages = {item.name for item in component.component.dependencies}
            goes_on = "electron" in packages or bool(context.files(component, _CATCH_ALL, NODE))
            for facts, calls in calling_files(component, context, NODE):
                if is_page_script(context.index(facts.path)) or is_loose(facts) or _is_command(facts.path):
                    continue
                for call in calls:
                    alone = call.function >= 0 and not _calls_back(call)
                    target = find_target(facts, call.resolved, context) if alone else None
                    handler = places.handler(facts, call.function) if target and may_fail(target) else ""
                    if target is not None and handler:
                        yield self._report(component, facts, call, target, handler, goes_on=goes_on)

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, target: Target, handler: str, *, goes_on: bool
    ) -> Finding:
        hears = "only the process itself hears of it" if goes_on else "the process may end"
        mild = goes_on or _catches_some(target)
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} is async and its promise is dropped: when it fails, {handler} does not hear of it and "
            f"{hears}",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if mild else Severity.WARNING,
            component=component.component.path,
            hint="await it, or end it with .catch(...)",
            symbol=symbol(facts, call),
            related=(
                Related(location=Location(path=target.facts.path, line=target.function.line), what="defined here"),
            ),
        )


def _is_command(path: str) -> bool:
    return not _COMMANDS.isdisjoint(path.split("/")[:-1])


def _catches_some(target: Target) -> bool:
    """Whether an async function catches the failure of some of what it awaits."""
    return any(call.tried and call.awaited and call.function == target.number for call in target.facts.calls)


def _calls_back(call: Call) -> bool:
    """Whether a call is given a function, which may hear of the failure."""
    return any(arg.kind == "function" for arg in call.args)
