"""SF401: a function with too many ways through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts, Function
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location, ReadError, SourceFile, split_lines
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.branch_words import branch_words, may_be_complex
from stackfit.rules.copied_in import is_copied_in, is_put_together
from stackfit.rules.places import is_loose, is_page_script
from stackfit.rules.radon_count import UNREADABLE, count_ways

_FEWEST = 10  # lines of code that a complex function has at least
_REMARKS = ("#", "//", "*", "/*")
_GIVEN = re.compile(
    r"\s{0,80}if\s\(?\s?[\w.]{1,80}\s(?:is\snot|is|[!=]==?)\s"
    r"(?:None|MISSING|UNSET|UNDEFINED|NOT_GIVEN|undefined|null)\s?\)?\s?[:{]"
)
_LANGUAGES = (Language.PYTHON, *NODE)
_BRANCHES = TextQuestion(name="branches", languages=_LANGUAGES, answer=branch_words)
_DEEP = 4  # three blocks inside the body, which is one deep itself


class OverComplexFunction:
    """A function has so many ways through it that nobody can have all of them in mind.

    ## What it finds

    Functions of a great cyclomatic complexity: one, and one more for each condition, loop, `and`, `or`, `case` and
    caught exception. What functions inside it do counts for these. It is an information from 31 on and a warning from
    51 on, unless the function is flat (a long `switch`, or one condition after the other), asks mostly which of its
    optional parameters were given, or stands in a file that was copied in: it
    stands under `vendor/`, or has a notice on its rights, and the files of the other folders have none.
    JavaScript and TypeScript are counted in the same way as Python, whose figure is
    radon's; a file that this Python cannot parse (Python 2, say) is counted by its syntax tree alone, and `coverage`
    says so.

    ## Why it matters

    Each way through a function is a case to understand before a change and to test after it. Such functions attract
    bugs and are passed by when the program moves to new libraries or to another runtime, where they come along as they
    are. See [radon on its ranks](https://radon.readthedocs.io/en/latest/commandline.html#the-cc-command) and
    [McCabe's paper](https://www.literateprogramming.com/mccabe.pdf).

    ## Example

    Bad:

    ```python
    def price(order):
        if order.kind == "book" and order.lang == "de" or order.kind == "map":
            ...  # and fifty more branches
    ```

    Good:

    ```python
    def price(order):
        rule = PRICES[order.kind]
        return rule(order)
    ```

    ## What to do instead

    Give the parts names of their own: a function for each kind of input, a table in place of a chain of conditions on
    one value, early returns for what is out of the question. The figures are options of the rule.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF401",
        name="over-complex-function",
        severity=Severity.WARNING,
        summary="A function has too many ways through it",
        since="0.1.0",
        elsewhere=("C901", "PLR0912", "complexity", "sonarjs/cognitive-complexity"),
        criteria=("syntax",),
        languages=_LANGUAGES,
        questions=(_BRANCHES,),
    )

    def check(self, context: Context) -> Iterator[Finding | ReadError]:
        """Look at the functions of files whose text may hold a complex one."""
        for component in context.components:
            if component.runtime.side is None:
                continue
            least = context.figures(self.meta, component)["threshold"]
            files = context.files(component, languages=self.meta.languages)
            worth = {file.path: file for file in files if _may_hold_one(file, context, least)}
            for facts in context.facts_of(worth.values()):
                yield from self._look(facts, worth[facts.path], component, context)

    def _look(
        self, facts: FileFacts, file: SourceFile, component: ProfiledComponent, context: Context
    ) -> Iterator[Finding | ReadError]:
        limits = context.figures(self.meta, component)
        least = limits["threshold"]
        rich = [function for function in facts.functions if function.complexity >= least]
        text = context.text(facts.path) or "" if rich else ""
        if is_put_together(text):
            return
        lines = split_lines(text)
        unconfirmed = 0
        for function in rich:
            known = function.complexity
            if facts.language is Language.PYTHON:
                counted = context.ask(_ways_through(function), file)
                unconfirmed += counted == UNREADABLE
                known = known if counted == UNREADABLE else counted
            if known >= least:
                bad = known >= limits["warning"] and _share_of_deep(function, lines) * 100 >= limits["deep"]
                bad = bad and not is_loose(facts) and not _takes_options(function, lines, known)
                bad = bad and not is_copied_in(facts.path, component, context)
                yield self._report(facts.path, component, function, known, bad=bad)
        if unconfirmed:
            what = f"complexity of {unconfirmed} functions counted by the syntax tree alone: not this Python's syntax"
            yield ReadError(path=facts.path, message=what)

    def _report(self, path: str, component: ProfiledComponent, function: Function, ways: int, *, bad: bool) -> Finding:
        return self.meta.finding(
            Location(path=path, line=function.line, end_line=function.end_line),
            f"{function.name or 'this function'} has {ways} ways through it (cyclomatic complexity)",
            confidence=Confidence.DEFINITE,
            component=component.component.path,
            severity=Severity.WARNING if bad else Severity.INFO,
            hint="give its parts names of their own, or a table in place of a chain of conditions",
            symbol=function.qualname,
        )


def _ways_through(function: Function) -> TextQuestion[int]:
    """What radon counts, which is kept with the text: to count takes longer than all else of this rule."""
    return TextQuestion(
        name=f"ways {function.line} {function.end_line} {function.name}",
        languages=(Language.PYTHON,),
        answer=lambda text, _: count_ways(function, text),
    )


def _may_hold_one(file: SourceFile, context: Context, least: int) -> bool:
    """Whether a function of a file may be complex, judged by its text."""
    index = context.index(file.path)
    if index is None or index.code_lines < _FEWEST or file.language is None:
        return False
    python = file.language.is_python
    page = not python and is_page_script(index)
    return not page and may_be_complex(context.ask(_BRANCHES, file), least, python=python)


def _takes_options(function: Function, lines: list[str], ways: int) -> bool:
    """Whether half of the ways only ask whether something was given, as where every field of a record is optional."""
    inside = (line[:200] for line in lines[function.line - 1 : function.end_line])
    return sum(_GIVEN.match(line) is not None for line in inside) * 2 >= ways


def _share_of_deep(function: Function, lines: list[str]) -> float:
    """Give the share of a function's lines that stand three blocks deep or more, by indentation."""
    inside = [line.expandtabs(4) for line in lines[function.line - 1 : function.end_line] if line.strip()]
    depths = [len(line) - len(line.lstrip()) for line in inside if not line.lstrip().startswith(_REMARKS)]
    steps = [depth - depths[0] for depth in depths if depth > depths[0]]
    if not steps:
        return 0.0
    deep = _DEEP * min(steps)
    return sum(step >= deep for step in steps) / len(depths)
