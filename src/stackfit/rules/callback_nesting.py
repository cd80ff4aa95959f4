"""SF402: callbacks inside callbacks inside callbacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.places import is_loose, is_page_script

_OPENERS = re.compile(r"(?:=>\s*|\bfunction\b[^\n{]{0,300}(?:\n\s*)?)\{")
# What runs its function right there, as a loop or a block would, or wraps a whole file.
_PLAIN = frozenset(
    {"map", "forEach", "filter", "reduce", "some", "every", "find", "findIndex", "flatMap", "sort", "replace", "each"}
    | {"sortBy", "groupBy", "mapValues", "keyBy", "uniqBy", "transform", "times", "forOwn", "findLast", "reduceRight"}
    | {"define", "require", "describe", "context", "it", "suite", "test", "ready", "$", "jQuery"}
    | {"Promise", "__awaiter", "__generator"}
)


def _count_openers(text: str, _: Language) -> int:
    return len(_OPENERS.findall(text))


_CALLBACKS = TextQuestion(name="callbacks", languages=NODE, answer=_count_openers)


class DeepCallbackNesting:
    """Callbacks stand inside callbacks, level upon level.

    ## What it finds

    In JavaScript and TypeScript: functions given to a call, inside functions given to a call, four deep (an
    information) or six deep (a warning). Functions on one line, those that a loop would do as well (`map`, `forEach`)
    and those whose call is awaited do not count, nor do `new Promise` and the wrappers of whole files. One finding for
    each pyramid, at its deepest function.

    ## Why it matters

    The order in which things happen is that of a pyramid read from the edge inwards, each level has errors of its own
    to hand on, and one that forgets to is silent. Promises and `await` were made to end it. See
    [callback hell](http://callbackhell.com/) and
    [max-nested-callbacks](https://eslint.org/docs/latest/rules/max-nested-callbacks).

    ## Example

    Bad:

    ```javascript
    db.open((err, c) => { c.find(id, (err, user) => { user.orders((err, all) => { all.total((err, sum) => {
      mail(user, sum, (err) => { done(err); });
    }); }); }); });
    ```

    Good:

    ```javascript
    const user = await (await db.open()).find(id);
    await mail(user, await (await user.orders()).total());
    ```

    ## What to do instead

    Await promises (`util.promisify` makes them out of functions that take a callback), or give the steps names. The
    figures are options of the rule.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF402",
        name="deep-callback-nesting",
        severity=Severity.WARNING,
        summary="Callbacks are nested many levels deep",
        since="0.1.0",
        elsewhere=("max-nested-callbacks",),
        criteria=("syntax", "error-handling"),
        languages=NODE,
        questions=(_CALLBACKS,),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at files that hold as many callbacks as a pyramid needs."""
        for component in context.components:
            limits = context.figures(self.meta, component)
            least = limits["threshold"]
            files = (
                file
                for file in context.files(component, languages=NODE)
                if component.runtime.side is not None
                and not is_page_script(context.index(file.path))
                and context.ask(_CALLBACKS, file) >= least
            )
            for facts in context.facts_of(files):
                yield from self._look(facts, component, limits)

    def _look(self, facts: FileFacts, component: ProfiledComponent, limits: Mapping[str, int]) -> Iterator[Finding]:
        deepest: dict[int, tuple[int, int]] = {}
        for index, (depth, root) in enumerate(_levels(facts)):
            if depth >= limits["threshold"] and depth > deepest.get(root, (0, 0))[0]:
                deepest[root] = (depth, index)
        for root, (depth, index) in sorted(deepest.items()):
            function, first = facts.functions[index], facts.functions[root]
            yield self.meta.finding(
                Location(path=facts.path, line=function.line, end_line=function.end_line),
                f"callbacks are nested {depth} deep here, from line {first.line} on",
                confidence=Confidence.DEFINITE,
                component=component.component.path,
                severity=Severity.WARNING if depth >= limits["warning"] and not is_loose(facts) else Severity.INFO,
                hint="await promises in place of callbacks, or give the steps names",
                symbol=function.qualname,
                related=(Related(location=Location(path=facts.path, line=first.line), what="the outermost callback"),),
            )


def _levels(facts: FileFacts) -> list[tuple[int, int]]:
    """Give the depth of each function and the outermost callback around it (-1: none)."""
    levels: list[tuple[int, int]] = []
    for index, function in enumerate(facts.functions):
        depth, root = levels[function.parent] if function.parent >= 0 else (0, -1)
        call = facts.calls[function.argument_of] if function.argument_of >= 0 else None
        if call is not None and function.end_line > function.line and _hands_over(call):
            depth, root = depth + 1, root if root >= 0 else index
        levels.append((depth, root))
    return levels


def _hands_over(call: Call) -> bool:
    """Whether a call is given a function for later, rather than one it runs there as a block of its own."""
    return not call.awaited and call.callee.rpartition(".")[2] not in _PLAIN
