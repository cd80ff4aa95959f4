"""SF203: network calls that could run together wait for one another in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.callables import load_callables
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.importing import importing_files, wanted_names
from stackfit.rules.item_loops import loop_around, may_await_in_loop
from stackfit.rules.places import Places, is_page_script, symbol

_METHODS = ("get", "post", "put", "patch", "delete", "head", "request")
_CALLS = frozenset(
    f"{owner}.{name}"
    for owner in ("httpx.AsyncClient()", "aiohttp.ClientSession()", "axios", "axios.create()", "got", "ky", "needle")
    for name in _METHODS
) | {"axios", "got", "node-fetch", "undici.fetch", "globalThis.fetch", "fetch"}
_WANTED = wanted_names(_CALLS)
_DEPENDS = re.compile(
    r"\b(?:break|return|yield|raise|throw|continue|sleep|delay|setTimeout|wait|rate|limit|throttle|retry|retries|attempt"
    r"|cursor|next|page|offset|semaphore|lock)\w*",
    re.IGNORECASE,
)
_ENTERS = re.compile(r"\s*async with\b")
_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK})


class SequentialAwaits:
    """Network calls in a loop wait for one another, though none needs the answer of the one before.

    ## What it finds

    Behind a request, message, socket or timer handler: a `for` loop over things that awaits an HTTP request for each
    (httpx, aiohttp; fetch, axios, got), made of the thing and nothing that the loop itself works out; of several
    requests in a loop the first. Loops that stop early, page through results, pause, retry or limit their rate are left
    alone: their order matters.

    ## Why it matters

    The waiting adds up: twenty requests of 100 ms are two seconds in a row and hardly more than 100 ms together. To
    wait for many things at once is what an event loop is for; see
    [asyncio.gather](https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently) and
    [no-await-in-loop](https://eslint.org/docs/latest/rules/no-await-in-loop).

    ## Example

    Bad:

    ```javascript
    for (const id of ids) {
      prices.push(await fetch(`https://prices.example/${id}`));
    }
    ```

    Good:

    ```javascript
    const prices = await Promise.all(ids.map((id) => fetch(`https://prices.example/${id}`)));
    ```

    ## What to do instead

    `asyncio.gather` or a `TaskGroup`, `Promise.all`. For long lists with a limit on how many run at once (a semaphore,
    p-limit), or the other side will suffer.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF203",
        name="sequential-awaits",
        severity=Severity.INFO,
        summary="Network calls in a loop wait for one another",
        since="0.1.0",
        elsewhere=("no-await-in-loop",),
        criteria=("performance",),
        languages=(*PYTHON, *NODE),
        words=frozenset({"fetch"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at awaited requests in loops, behind handlers."""
        for component in context.components:
            if component.kind in _QUIET or component.runtime.side is None:
                continue
            places = context.once(Places, component)
            for facts in self._files(component, context):
                for call in _slow(facts, split_lines(context.text(facts.path) or "")):
                    handler = places.handler(facts, call.function)
                    if handler:
                        yield self._report(component, facts, call, handler)

    def _files(self, component: ProfiledComponent, context: Context) -> Iterator[FileFacts]:
        """Yield the files that import an HTTP client, and scripts that use the fetch that is always there."""
        seen = set[str]()
        for facts in importing_files(component, context, self.meta.languages, _WANTED, may_await_in_loop):
            seen.add(facts.path)
            yield facts
        yield from context.facts_of(
            file
            for file in context.files(component, self.meta.words, NODE)
            if file.path not in seen
            and not is_page_script(context.index(file.path))
            and may_await_in_loop(context.text(file.path) or "")
        )

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, handler: str) -> Finding:
        together = "asyncio.gather or a TaskGroup" if facts.language.is_python else "Promise.all"
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} is awaited once for each turn of the loop: {handler} waits for the sum of all",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint=f"let them run together with {together}, a limited number at a time",
            symbol=symbol(facts, call),
        )


def _asks(call: Call) -> bool:
    """Whether a call sends an HTTP request."""
    return call.resolved in _CALLS or load_callables().python.normal(call.resolved) in _CALLS


def _slow(facts: FileFacts, lines: list[str]) -> Iterator[Call]:
    """Yield the first request of each loop over things that is made of the thing and needs no order."""
    # A chain starts where the call starts that it begins with: `await fetch(url).then(...)`.
    awaited = {(call.line, call.column) for call in facts.calls if call.awaited}
    seen: set[tuple[int, str]] = set()
    for call in facts.calls:
        waits = (call.line, call.column) in awaited or _ENTERS.match(lines[call.line - 1])
        loop = loop_around(call, lines) if waits and call.in_loop and _asks(call) else None
        if loop is None or _DEPENDS.search(loop.body) or not loop.is_used_by(call, lines):
            continue
        if (call.function, loop.body) not in seen:
            seen.add((call.function, loop.body))
            yield call
