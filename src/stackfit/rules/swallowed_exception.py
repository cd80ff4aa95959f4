"""SF304: a handler hides that something went wrong."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts, Swallow
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.places import Places, is_page_script

_BROAD = frozenset({"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"})
_LANGUAGES = (Language.PYTHON, *NODE)
_EMPTY_PYTHON = re.compile(r"except\b[^\n]{0,200}:\s*(?:pass|\.\.\.)")
_EMPTY_SCRIPT = re.compile(r"catch\s*(?:\([^)\n]{0,80}\)\s*)?\{\s*\}")
_ASSIGNS = re.compile(r"[\w$.]+\s*=[^=>]")
_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK})
_ANSWERS = frozenset({"send", "json", "render", "redirect", "sendFile", "sendStatus", "status", "jsonp", "download"})
_RESPONSES = frozenset({"res", "response", "reply", "ctx", "h"})
_DATA = frozenset(
    """query execute executemany executescript commit insert insertOne insertMany insert_one insert_many updateOne
    updateMany update_one update_many replaceOne replace_one bulkWrite bulk_write bulkCreate bulk_create upsert
    findOneAndUpdate find_one_and_update findByIdAndUpdate findByIdAndDelete findOneAndDelete deleteOne deleteMany
    delete_one delete_many findByPk findById findOne findAll findMany find_one get_or_create update_or_create imwrite
    writeFile writeFileSync sendMail send_mail send_email publish enqueue apply_async""".split()
)
_SAVES = frozenset({"save", "create", "update", "destroy", "delete", "findUnique", "count", "aggregate"})


def _has_empty_clause(text: str, language: Language) -> bool:
    return (_EMPTY_PYTHON if language.is_python else _EMPTY_SCRIPT).search(text) is not None


_EMPTY_CLAUSES = TextQuestion(name="empty-clauses", languages=_LANGUAGES, answer=_has_empty_clause)


class SwallowedException:
    """A handler catches everything and does nothing about it.

    ## What it finds

    Behind a request, message, socket or timer handler: `except:` and `except Exception:` with nothing but `pass`, and
    empty `catch` blocks, around work that somebody waits for: a query or a change of stored data, a message that is
    sent, or the answer itself (a Node.js handler that does not answer leaves its client hanging). What names the
    exception it expects, or says in a comment why nothing is to be done, is left alone, as is tidying up, parsing, and
    code outside of handlers. It is an information where the last thing tried is to give a variable its value, for then
    the one it had before stands in, and in timers, which try again.

    ## Why it matters

    The caller gets an answer as if all had gone well, the log stays empty, and half of the work is missing. Nobody can
    find out later what happened, or that it happens a hundred times an hour. See
    [Errors should never pass silently](https://peps.python.org/pep-0020/).

    ## Example

    Bad:

    ```python
    @app.post("/orders")
    def order():
        try:
            stock.reserve(request.json["item"])
        except Exception:
            pass
        return {"ok": True}
    ```

    Good:

    ```python
    @app.post("/orders")
    def order():
        try:
            stock.reserve(request.json["item"])
        except OutOfStock:
            return {"ok": False}, 409
        return {"ok": True}
    ```

    ## What to do instead

    Catch the exception that is expected, by its type, and answer accordingly; let the framework deal with the others.
    Where going on is right, log it: `logger.exception("could not reserve")`, `console.error(error)`.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF304",
        name="swallowed-exception",
        severity=Severity.WARNING,
        summary="A handler catches everything and does nothing about it",
        since="0.1.0",
        elsewhere=("S110", "BLE001", "no-empty"),
        criteria=("error-handling",),
        languages=(*PYTHON, *NODE),
        questions=(_EMPTY_CLAUSES,),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at clauses that do nothing, behind handlers."""
        for component in context.components:
            if component.kind in _QUIET or component.runtime.side is None:
                continue
            places = context.once(Places, component)
            files = (
                file
                for file in context.files(component, languages=_LANGUAGES)
                if context.ask(_EMPTY_CLAUSES, file)
                and not (file.language in NODE and is_page_script(context.index(file.path)))
            )
            for facts in context.facts_of(files):
                clauses = _Clauses(facts, context.text(facts.path) or "")
                for swallow in facts.swallows:
                    handler = places.handler(facts, swallow.function) if clauses.hides(swallow) else ""
                    if handler:
                        mild = handler.startswith(("timer", "the timer")) or clauses.stands_in(swallow)
                        yield self._report(component, facts, swallow, handler, mild=mild)

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, swallow: Swallow, handler: str, *, mild: bool
    ) -> Finding:
        python = facts.language.is_python
        return self.meta.finding(
            Location(path=facts.path, line=swallow.line, column=swallow.column, end_line=swallow.end_line),
            f"{handler} goes on as if nothing had happened: all exceptions are caught here and dropped",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if mild else Severity.WARNING,
            component=component.component.path,
            hint="name the exception that is expected, and log the others" if python else "log the error or pass it on",
            symbol=facts.functions[swallow.function].qualname,
        )


class _Clauses:
    """What the clauses of one file stand between."""

    def __init__(self, facts: FileFacts, text: str) -> None:
        self._lines = split_lines(text)
        self._calls: dict[int, list[int]] = {}
        for call in facts.calls:
            if _matters(call, python=facts.language.is_python):
                self._calls.setdefault(call.function, []).append(call.line)
        for lines in self._calls.values():
            lines.sort()

    def hides(self, swallow: Swallow) -> bool:
        """Whether a clause hides the failure of work that matters: it catches all, says nothing, and nobody goes on."""
        if swallow.remarked or (swallow.caught and not _BROAD & set(swallow.caught)):
            return False
        following = self._lines[swallow.end_line : swallow.end_line + 1]
        if following and following[0].lstrip().startswith("else"):
            return False
        lines = self._calls.get(swallow.function, [])
        first = bisect_left(lines, swallow.try_line)
        return first < len(lines) and lines[first] <= swallow.line

    def stands_in(self, swallow: Swallow) -> bool:
        """Whether the last thing tried gives a variable its value: a flag, or what has one to fall back on."""
        tried = (line.strip() for line in reversed(self._lines[swallow.try_line : swallow.line - 1]))
        return bool(_ASSIGNS.match(next(filter(None, tried), "")))


def _matters(call: Call, *, python: bool) -> bool:
    """Whether a call stores, reads or sends something, or answers the request."""
    owner, _, method = call.callee.rpartition(".")
    if not owner or (method == "insert" and len(call.args) > 1 and call.args[0].kind == "number"):
        return False  # a place in a list
    answers = method in _ANSWERS and owner.partition(".")[0].partition("(")[0] in _RESPONSES
    return method in _DATA or (not python and (answers or (call.awaited and method in _SAVES)))
