"""SF305: Express 4 never hears of the failure of an async handler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, DependencyKind, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.handlers import LOCAL, registers
from stackfit.rules.targets import Target, find_target, may_fail

_FORWARDING = frozenset(
    {
        "express-async-errors",
        "express-promise-router",
        "@awaitjs/express",
        "express-async-router",
        "express-async-await",
    }
)
_MAJOR = re.compile(r"[\^~=v>\s]*(\d{1,3})")
_RELATED = 10


class ExpressAsyncHandler:
    """An async handler of Express 4 can fail without anybody noticing.

    ## What it finds

    Routes and middleware of Express before version 5 (by lockfile, else by the range in package.json) whose handler is
    an `async` function that awaits something outside of a `try`. The handler may stand in place, in the same file, or
    in a controller that is imported. Wrapped handlers (`asyncHandler(...)`), express-async-errors and the like are left
    alone. There is one finding for each file; it names the other handlers beside the first.

    ## Why it matters

    Express 4 ignores the promise that a handler returns. When it is rejected no error handler runs, the client waits
    until it gives up, and since version 15 Node.js ends the process. Express 5
    [forwards rejections by itself](https://expressjs.com/en/guide/error-handling.html).

    ## Example

    Bad:

    ```javascript
    app.get('/users/:id', async (req, res) => {
      res.json(await users.find(req.params.id));
    });
    ```

    Good:

    ```javascript
    app.get('/users/:id', async (req, res, next) => {
      try {
        res.json(await users.find(req.params.id));
      } catch (error) {
        next(error);
      }
    });
    ```

    ## What to do instead

    Update to Express 5; or load express-async-errors once, before the routes; or wrap each handler
    (express-async-handler), or catch and call `next(error)`.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF305",
        name="express-async-handler",
        severity=Severity.WARNING,
        summary="Express 4 never hears of the failure of an async handler",
        since="0.1.0",
        elsewhere=("@typescript-eslint/no-misused-promises",),
        criteria=("error-handling",),
        languages=NODE,
        words=frozenset({"express"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the handlers that Express 4 is given."""
        for component in context.components:
            if not _has_express_4(component) or _forwards(component, context):
                continue
            seen: set[tuple[str, int]] = set()
            for facts in context.candidates(component, self.meta):
                if any(item.module == "express" for item in facts.imports):
                    found = list(_failing(facts, context, seen))
                    if found:
                        yield self._report(component, facts, found)

    def _report(self, component: ProfiledComponent, facts: FileFacts, found: list[tuple[Call, Target]]) -> Finding:
        call, target = found[0]
        more = f", and so do {len(found) - 1} more here" if len(found) > 1 else ""
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.line),
            f"the handler of {_route(call)} awaits outside of a try{more}: Express 4 does not hear of a rejection, "
            "the request hangs",
            confidence=Confidence.DEFINITE,
            component=component.component.path,
            hint=_choose_hint(component),
            related=tuple(
                Related(location=Location(path=item.facts.path, line=item.function.line), what=_route(given))
                for given, item in found[: _RELATED + 1]
                if given is not call or item.facts is not facts or item.function.line != call.line
            )[:_RELATED],
            symbol=target.function.qualname,
        )


def _choose_hint(component: ProfiledComponent) -> str:
    """Say what to do, with the wrapper that the project already has."""
    wraps = any(item.name == "express-async-handler" for item in component.component.dependencies)
    way = "wrap it as others are (express-async-handler)" if wraps else "load express-async-errors"
    return f"update to Express 5, {way}, or pass the error to next"


def _route(call: Call) -> str:
    first = call.args[0] if call.args else None
    text = first.value if first is not None and first.kind in ("string", "template") else ""
    return f"{call.callee.rpartition('.')[2].upper()} {text}" if text else call.callee


def _failing(facts: FileFacts, context: Context, seen: set[tuple[str, int]]) -> Iterator[tuple[Call, Target]]:
    """Yield registering calls with each handler that may fail, once for each; `seen` keeps those of other files."""
    given: dict[int, list[int]] = {}
    for number, function in enumerate(facts.functions):
        given.setdefault(function.argument_of, []).append(number)
    for index, call in enumerate(facts.calls):
        if not registers(call) or call.callee.rpartition(".")[2] in ("on", "once", "createServer", "addListener"):
            continue
        targets: list[Target | None] = [Target(facts, number) for number in given.get(index, ())]
        names = (arg.value for arg in call.args if arg.kind == "name")
        targets += [find_target(facts, name, context) for name in names if name.startswith((LOCAL, "."))]
        for target in targets:
            if target is not None and (target.facts.path, target.number) not in seen and may_fail(target):
                seen.add((target.facts.path, target.number))
                yield call, target


def _has_express_4(component: ProfiledComponent) -> bool:
    """Whether the component runs Express before version 5, as far as manifests and lockfiles say."""
    declared = [
        item.specifier
        for item in component.component.dependencies
        if item.name == "express" and item.kind is not DependencyKind.DEV
    ]
    if not declared:
        return False
    locked = [
        item.version
        for manifest in component.component.manifests
        for item in manifest.locked
        if item.name == "express" and item.direct is not False
    ]
    majors = {int(found.group(1)) for text in locked or declared if (found := _MAJOR.match(text))}
    return bool(majors) and max(majors) < 5


def _forwards(component: ProfiledComponent, context: Context) -> bool:
    """Whether something makes Express wait for promises."""
    if any(item.name in _FORWARDING for item in component.component.dependencies):
        return True
    indexes = (context.index(file.path) for file in context.files(component, languages=NODE))
    return any(index is not None and not _FORWARDING.isdisjoint(index.modules) for index in indexes)
