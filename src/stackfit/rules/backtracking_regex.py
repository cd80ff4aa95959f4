"""SF202: a regular expression that may take exponential time on what comes from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location, SourceFile, split_lines
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.outside import comes_from_outside
from stackfit.rules.places import Places, is_page_script, symbol
from stackfit.rules.regex import find_growth, parse_regex
from stackfit.rules.regex.uses import REPEATED, Expression, find_expressions

_MODULES = frozenset({"re", "regex"})
_ADDRESS = re.compile(r"(?:^|[.\s(])(?:url|originalUrl|path|pathname|hostname|host)$")
_LANGUAGES = (Language.PYTHON, *NODE)


def _repeats_a_group(text: str, _: Language) -> bool:
    return REPEATED.search(text) is not None


_GROUPS = TextQuestion(name="repeated-groups", languages=_LANGUAGES, answer=_repeats_a_group)


class BacktrackingRegex:
    r"""A regular expression may take exponential time, on text that somebody else sends.

    ## What it finds

    Regular expressions in which a repeated group can read the same text in two ways, such as `(a+)+$`, `(\w|__)*x` or
    `(\s*,\s*)*;`, and after which something may still fail. It is a warning where a request, message, socket or timer
    handler applies one to what it was sent, and an information elsewhere. The expression is read, never tried.

    ## Why it matters

    Python's `re` and the engine of JavaScript try one way after the other. Where each character can be read in two
    ways, every further one doubles the time to find out that nothing matches: thirty characters take minutes, and
    nothing else runs in the process. See
    [OWASP on ReDoS](https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS) and
    [Node.js on blocking the loop](https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop).

    ## Example

    Bad:

    ```javascript
    app.post("/join", (req, res) => res.json(/^\w+([.-]?\w+)*@\w+\.\w+$/.test(req.body.mail)));
    ```

    Good:

    ```javascript
    app.post("/join", (req, res) => res.json(/^\w+([.-]\w+)*@\w+\.\w+$/.test(req.body.mail)));
    ```

    ## What to do instead

    Let each character have one place to go: drop the inner or the outer repetition, make what separates the parts
    obligatory, keep the branches of a choice apart. Or limit the length first, or use an engine without backtracking
    (`google-re2`, `re2`).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF202",
        name="backtracking-regex",
        severity=Severity.WARNING,
        summary="A regular expression may take exponential time on input",
        since="0.1.0",
        criteria=("performance",),
        languages=_LANGUAGES,
        questions=(_GROUPS,),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the expressions of files whose text holds a repeated group."""
        for component in context.components:
            if component.runtime.side is None:
                continue
            limits = context.figures(self.meta, component)
            places = context.once(Places, component)
            for file in context.files(component, languages=self.meta.languages):
                facts = context.facts(file.path) if _may_hold_one(file, context) else None
                if facts is not None:
                    lines = split_lines(context.text(file.path) or "")
                    for item in find_expressions(facts, lines):
                        if _grows(item, facts, limits) and not _is_tame(item, facts, limits):
                            yield self._report(item, facts, lines, places, component)

    def _report(
        self, item: Expression, facts: FileFacts, lines: list[str], places: Places, component: ProfiledComponent
    ) -> Finding:
        shown = next(_attacks(item, facts, lines, places), None)
        handler, call = shown if shown is not None else ("", None)
        where = f": {handler} applies it to what it is sent" if handler else ""
        place = Location(path=facts.path, line=call.line, column=call.column) if call is not None else None
        here = place is None or place.line == item.location.line
        return self.meta.finding(
            item.location,
            f"this regular expression may take exponential time to find that nothing matches{where}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            severity=Severity.WARNING if handler else Severity.INFO,
            hint="let each character have one place to go, or limit the length first",
            symbol=symbol(facts, call) if call is not None else "",
            related=() if here or place is None else (Related(location=place, what="it is applied here"),),
        )


def _may_hold_one(file: SourceFile, context: Context) -> bool:
    index = context.index(file.path)
    if index is None or file.language is None:
        return False
    if file.language.is_python:
        return not _MODULES.isdisjoint(index.modules) and context.ask(_GROUPS, file)
    return not is_page_script(index) and context.ask(_GROUPS, file)


def _grows(item: Expression, facts: FileFacts, limits: Mapping[str, int], *, one_line: bool = False) -> bool:
    trees = parse_regex(item.text, item.flags, python=facts.language.is_python)
    return find_growth(trees, endless=limits["endless"], most=limits["most"], whole=item.whole, one_line=one_line)


def _is_tame(item: Expression, facts: FileFacts, limits: Mapping[str, int]) -> bool:
    """Whether only the end of a line could make it fail, and it is applied to addresses, which have none."""
    lines_only = bool(item.uses) and all(_ADDRESS.search(subject) for _, subject in item.uses)
    ends = item.text.endswith("$") and not item.text.endswith("\\$")
    return lines_only and ends and not facts.language.is_python and not _grows(item, facts, limits, one_line=True)


def _attacks(item: Expression, facts: FileFacts, lines: list[str], places: Places) -> Iterator[tuple[str, Call]]:
    """Yield the handlers that apply an expression to something they were sent, and where they do."""
    for call, subject in item.uses:
        handler = places.handler(facts, call.function)
        if handler and comes_from_outside(facts, call.function, subject, lines):
            yield handler, call
