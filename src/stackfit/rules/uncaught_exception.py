"""SF308: a process goes on after an exception that nothing caught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.places import symbol
from stackfit.rules.targets import Target, find_target

_SERVED = frozenset({ComponentKind.SERVICE, ComponentKind.APP})
_EVENT = "uncaughtException"
_LISTENS = frozenset({"on", "once", "addListener", "prependListener"})
_ENDS = re.compile(
    r"(?:exit|abort|kill|quit|shut_?down|stop|clos|terminat|die|end|restart|crash|destroy|fatal|teardown|clean_?up)",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?<!/)//.{0,300}?\b(?:keep|stay|don'?t exit|do not exit|prevent|without crashing|not crash)\b", re.IGNORECASE
)
_HOPS = 2
_RETHROWS = re.compile(r"\bthrow\b")


class UncaughtExceptionContinues:
    """A process goes on after an exception that nothing caught.

    ## What it finds

    In Node.js services: `process.on("uncaughtException", ...)` with a function that writes something down at most, and
    neither ends the process nor calls anything that sounds like it (`exit`, `shutdown`, `close`, `stop` ...), directly
    or through functions of the project. Apps on Electron, functions of a cloud platform and handlers whose comment says
    that going on is meant are left alone.

    ## Why it matters

    Where the exception came from, work was left half done: a lock is held, a connection taken out of its pool, a
    response never sent. [Node.js says](https://nodejs.org/api/process.html#warning-using-uncaughtexception-correctly)
    that it is not safe to go on: the handler is for tidying up before the process ends, and whatever started the
    process starts it again.

    ## Example

    Bad:

    ```javascript
    process.on('uncaughtException', (error) => log.error(error));
    ```

    Good:

    ```javascript
    process.on('uncaughtException', (error) => {
      log.fatal(error);
      server.close(() => process.exit(1));
    });
    ```

    ## What to do instead

    End the process after the error is written down, and let PM2, systemd or the container platform start it again. To
    write it down only, `uncaughtExceptionMonitor` does not keep the process alive.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF308",
        name="uncaught-exception-continues",
        severity=Severity.INFO,
        summary="A process goes on after an exception that nothing caught",
        since="0.1.0",
        criteria=("error-handling",),
        languages=NODE,
        words=frozenset({_EVENT}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at what listens to exceptions that nothing caught."""
        for component in context.components:
            packages = {item.name for item in component.component.dependencies}
            if component.kind not in _SERVED or component.runtime.side is None or "electron" in packages:
                continue  # Electron shows a box and goes on
            if "serverless" in component.concurrency:
                continue
            for facts in context.candidates(component, self.meta):
                for index, call in enumerate(facts.calls):
                    if _listens(call) and _only_writes(facts, index, context):
                        yield self._report(component, facts, call)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            "the process goes on after an exception that nothing caught, in whatever state that left it",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="write it down, then end the process and let its supervisor start it again",
            symbol=symbol(facts, call),
        )


def _listens(call: Call) -> bool:
    owner, _, method = call.callee.rpartition(".")
    first = call.args[0] if call.args else None
    return owner.endswith("process") and method in _LISTENS and first is not None and first.value == _EVENT


def _only_writes(facts: FileFacts, index: int, context: Context) -> bool:
    """Whether the function that is given is at hand, and nothing in it ends the process."""
    given = [Target(facts, number) for number, item in enumerate(facts.functions) if item.argument_of == index]
    names = (arg.value for arg in facts.calls[index].args[1:] if arg.kind == "name")
    given += [target for name in names if (target := find_target(facts, name, context)) is not None]
    return len(given) == 1 and not _is_meant(facts, facts.calls[index], context) and not _ends(given[0], context, _HOPS)


def _is_meant(facts: FileFacts, call: Call, context: Context) -> bool:
    """Whether a comment above or inside says that the process shall go on."""
    lines = split_lines(context.text(facts.path) or "")[max(0, call.line - 2) : call.end_line]
    return any(_MEANT.search(line) for line in lines)


def _ends(target: Target, context: Context, hops: int) -> bool:
    """Whether a function, or one inside it or behind it, calls something that sounds like the end, or throws again."""
    function = target.function
    lines = split_lines(context.text(target.facts.path) or "")[function.line - 1 : function.end_line]
    calls = [
        call for call in target.facts.calls if function.line <= call.line <= function.end_line and not _listens(call)
    ]
    if any(_ENDS.search(call.callee.rpartition(".")[2]) for call in calls):
        return True
    if any(_RETHROWS.search(line) for line in lines):
        return True
    behind = (find_target(target.facts, call.resolved, context) for call in calls) if hops else ()
    return any(_ends(item, context, hops - 1) for item in behind if item is not None)
