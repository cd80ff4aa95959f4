"""SF201: computing on the event loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.blocking import BlockingCall, LoopPath
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import ChainStep, Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.blocking_call import choose_replacement
from stackfit.rules.blocking_severity import is_upkeep
from stackfit.rules.first_time import is_done_once, is_remembered
from stackfit.rules.own_work import Work, find_work, may_hold_work
from stackfit.rules.places import is_page_script

_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK, ComponentKind.CLI})
_COSTS = ("light", "medium", "heavy")
_ONCE = frozenset({"start-up", "main"})
_LOADS = re.compile(r"(?:^|[._])(?:load\w{0,40}|from_pretrained|InferenceSession)$")
_PICKS = re.compile(
    r"(?:^|[._])(?:load|init|set|get|change|switch|create|build)_?\w{0,30}(?:model|weight|checkpoint|vocoder|pipeline|engine)",
    re.IGNORECASE,
)
_OWN_WORK = TextQuestion(name="own-work", languages=(Language.PYTHON, *NODE), answer=may_hold_work)


class CpuOnEventLoop:
    """Computing that takes milliseconds or more holds up everything else that the event loop does.

    ## What it finds

    What keeps the processor busy in code that an event loop runs, directly or through any number of calls; the path is
    shown. Calls: hashing of passwords, compression, images, data frames, documents, inference, and the like. And the
    project's own work: loops that turn a great many times, loops that wait for a time to pass, and functions that call
    themselves twice, such as a naive Fibonacci. What is handed to a thread or a process is left alone, and so is a loop
    that awaits. A warning where requests, messages, sockets or timers wait for what takes long whatever it is given
    (passwords, images, models, documents); an information for what takes milliseconds with the usual data (a small
    YAML file, a page of HTML, one frame of a video), for what is done once and kept (a model that is loaded, keys that
    are made), for upkeep, and in other asynchronous code. One finding for the calls of one function, at the heaviest of
    them.

    ## Why it matters

    The loop runs one piece of code at a time: while it computes, no request is answered, no timer fires, no heartbeat
    is sent. See [Node.js on blocking the event loop](https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop)
    and [asyncio on running blocking code](https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code).

    ## Example

    Bad:

    ```javascript
    app.post("/login", (req, res) => {
      res.json(bcrypt.compareSync(req.body.password, user.hash));
    });
    ```

    Good:

    ```javascript
    app.post("/login", async (req, res) => {
      res.json(await bcrypt.compare(req.body.password, user.hash));
    });
    ```

    ## What to do instead

    In Python hand it to a process (`ProcessPoolExecutor`, a task queue), or to a thread where the library lets go of
    the interpreter lock, as most do that are written in C. In Node.js use the asynchronous form, a worker thread
    (piscina) or a queue.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF201",
        name="cpu-on-event-loop",
        severity=Severity.WARNING,
        summary="CPU-bound work holds up the event loop",
        since="0.1.0",
        criteria=("performance", "architecture"),
        languages=(*PYTHON, *NODE),
        questions=(_OWN_WORK,),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Judge the calls that the call graph has found, then look for work of the project's own."""
        owners = {file.path: item for item in context.components for file in item.component.files if item.runtime.side}
        together: dict[tuple[str, str], list[tuple[Severity, BlockingCall]]] = {}
        for call in context.blocking_calls:
            component = owners.get(call.location.path) if call.kind == "cpu" else None
            severity = _judge(call.entry_kind, component, hot=call.hot, cost=call.cost) if component else None
            if severity is not None:
                severity = Severity.INFO if _comes_seldom(call, context) else severity
                together.setdefault((call.location.path, call.symbol), []).append((severity, call))
        for (path, _), calls in together.items():
            yield self._report_calls(calls, owners[path])
        for component in context.components:
            if component.runtime.side is not None:
                yield from self._own(component, context)

    def _report_calls(self, calls: list[tuple[Severity, BlockingCall]], component: ProfiledComponent) -> Finding:
        """Report the calls of one function at the heaviest of them, which moves with the others."""
        severity, call = max(calls, key=lambda item: (item[0].rank, _COSTS.index(item[1].cost), -item[1].location.line))
        others = [other for _, other in calls if other is not call]
        way = f"reached from {call.entry}" if len(call.chain) > 1 else f"in {call.entry}"
        instead = choose_replacement(call, component)
        more = f" (as do {len(others)} more calls here)" if len(others) > 1 else " (as does one more)" if others else ""
        return self.meta.finding(
            call.location,
            f"{_name(call)} computes on the event loop, {way}{more}",
            confidence=call.confidence,
            component=component.component.path,
            severity=severity,
            hint=f"use {instead}" if instead else "",
            symbol=call.symbol,
            chain=call.chain,
            others=call.others,
            related=(
                *(Related(location=other.location, what=f"{_name(other)} computes too") for other in others),
                *(Related(location=place, what=f"also reached from {what}") for place, what in call.also),
            ),
        )

    def _own(self, component: ProfiledComponent, context: Context) -> Iterator[Finding]:
        limits = context.figures(self.meta, component)
        files = (
            file
            for file in context.files(component, languages=_OWN_WORK.languages)
            if context.ask(_OWN_WORK, file)
            and (file.language is Language.PYTHON or not is_page_script(context.index(file.path)))
        )
        for facts in context.facts_of(files):
            for work in find_work(facts, split_lines(context.text(facts.path) or ""), limits):
                path = context.reached(facts.path, work.function)
                severity = _judge(path.entry_kind, component, hot=path.hot, cost="heavy") if path is not None else None
                if path is not None and severity is not None:
                    yield self._report_work(work, facts, path, component, severity)

    def _report_work(
        self, work: Work, facts: FileFacts, path: LoopPath, component: ProfiledComponent, severity: Severity
    ) -> Finding:
        place = Location(path=facts.path, line=work.line, column=work.column, end_line=work.end_line)
        symbol = facts.functions[work.function].qualname
        way = f"reached from {path.entry}" if path.chain else f"in {path.entry}"
        return self.meta.finding(
            place,
            f"{work.what} on the event loop, {way}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            severity=severity,
            hint="hand it to another process" if facts.language.is_python else "hand it to a worker thread",
            symbol=symbol,
            chain=(*path.chain, ChainStep(location=place, function=symbol, call=work.call)),
            others=path.others,
        )


def _name(call: BlockingCall) -> str:
    return call.callee.replace("<expr>", "(...)")


def _comes_seldom(call: BlockingCall, context: Context) -> bool:
    """Whether computing comes once or once in a while: upkeep, what is kept, a model that somebody picks."""
    if call.once or call.migrates or is_upkeep(call):
        return True
    if is_done_once(call.chain, context) or is_remembered(call.chain, context):
        return True
    return bool(_LOADS.search(call.callee)) and any(_PICKS.search(step.function) for step in call.chain)


def _judge(entry_kind: str, component: ProfiledComponent, *, hot: bool, cost: str) -> Severity | None:
    """How bad computing is where it runs; None where nothing else waits for it."""
    if entry_kind in _ONCE or component.kind in _QUIET or cost == "light" or "serverless" in component.concurrency:
        return None
    if hot:
        return Severity.WARNING if cost == "heavy" else Severity.INFO
    return Severity.INFO if cost == "heavy" else None
