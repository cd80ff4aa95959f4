"""SF501: threads that compute in pure Python, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Arg, Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.purity import LIGHT, computes
from stackfit.rules.targets import Target, find_target

_POOL = "concurrent.futures.ThreadPoolExecutor()"
_POOLS = (_POOL, "concurrent.futures.thread.ThreadPoolExecutor()", "multiprocessing.pool.ThreadPool()")
_SPREADS = frozenset(f"{pool}.{method}" for pool in _POOLS for method in ("map", "imap", "imap_unordered", "starmap"))
_FREE_THREADED = re.compile(r"(?<![\d.])3\.\d{2}(?:\.\d{1,3})?t\b")
_SUBMITS = frozenset(f"{pool}.{method}" for pool in _POOLS for method in ("submit", "apply_async"))


class CpuBoundThreads:
    """Threads share out CPU-bound Python work, which the interpreter lock runs one at a time.

    ## What it finds

    `threading.Thread` (several of them) or `ThreadPoolExecutor` (given work in a loop, or kept for as long as the
    module) with a function of the project that does nothing but compute in pure Python: loops over arithmetic, long
    ranges, branching recursion, in it or in functions of its file that it calls, and no call that could wait or that
    leaves the interpreter. Functions that call anything else (numpy,
    hashlib, PIL, the network, a file, unknown code) are left alone, and so is code pinned to a free-threaded build such
    as 3.13t. Where the length of the only loop depends on the input, it is an information.

    ## Why it matters

    The standard build of CPython runs the bytecode of one thread at a time
    ([glossary: global interpreter lock](https://docs.python.org/3/glossary.html#term-global-interpreter-lock)). Threads
    help while others wait; for pure computation they add switching and no speed.

    ## Example

    Bad:

    ```python
    with ThreadPoolExecutor(max_workers=8) as pool:
        totals = list(pool.map(count_primes, ranges))
    ```

    Good:

    ```python
    with ProcessPoolExecutor() as pool:
        totals = list(pool.map(count_primes, ranges))
    ```

    ## What to do instead

    Use processes (`ProcessPoolExecutor`, `multiprocessing`), move the loop into numpy, Cython or an extension that
    releases the lock, or run on a free-threaded build.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF501",
        name="cpu-bound-threads",
        severity=Severity.WARNING,
        summary="Threads used for CPU-bound Python work",
        since="0.1.0",
        criteria=("scalability", "performance"),
        languages=PYTHON,
        words=frozenset({"Thread", "ThreadPoolExecutor", "ThreadPool"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find the functions given to threads, and keep those that only compute."""
        for component in context.components:
            if _is_free_threaded(component, context):
                continue
            for facts in context.candidates(component, self.meta):
                yield from self._in_file(component, facts, context)

    def _in_file(self, component: ProfiledComponent, facts: FileFacts, context: Context) -> Iterator[Finding]:
        for call, name in _spread_calls(facts):
            target = find_target(facts, name, context)
            work = computes(target.facts, target.number, context.text(target.facts.path) or "") if target else ""
            if target is not None and work:
                yield self._report(component, facts, call, target, work)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, target: Target, work: str) -> Finding:
        function = target.function
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"Threads run {function.qualname}, which computes in pure Python ({work}): "
            "the interpreter lock lets one of them run at a time",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if work == LIGHT or call.function < 0 else Severity.WARNING,
            component=component.component.path,
            hint="use ProcessPoolExecutor or multiprocessing",
            symbol=facts.functions[call.function].qualname if call.function >= 0 else "",
            related=(Related(location=Location(path=target.facts.path, line=function.line), what=work),),
        )


def _spread_calls(facts: FileFacts) -> Iterator[tuple[Call, str]]:
    """Find calls that run one function in several threads, with the function's resolved name."""
    kept = {item.target for item in facts.bindings if item.function < 0 and item.value in _POOLS}
    threads: dict[str, list[Call]] = {}
    for index, call in enumerate(facts.calls):
        if call.resolved in ("threading.Thread", "threading.Timer"):
            target = next((_given(facts, index, arg) for arg in call.args if arg.keyword == "target"), "")
            threads.setdefault(target, []).append(call)
        elif call.args and (call.resolved in _SPREADS or (call.resolved in _SUBMITS and _repeats(call, kept))):
            yield call, _given(facts, index, call.args[0])
    for target, calls in threads.items():
        if len(calls) > 1 or calls[0].in_loop:
            yield calls[0], target


def _repeats(call: Call, kept: set[str]) -> bool:
    """Whether work is handed over again and again: in a loop, or to a pool that the module keeps."""
    return call.in_loop or (call.function >= 0 and call.callee.rpartition(".")[0] in kept)


def _given(facts: FileFacts, index: int, arg: Arg) -> str:
    """Give the resolved name of the function that an argument is, or that a lambda only calls."""
    if arg.kind == "name":
        return arg.value
    given = [number for number, item in enumerate(facts.functions) if item.argument_of == index and not item.name]
    inside = [item.resolved for item in facts.calls if item.function in given] if arg.kind == "function" else []
    return inside[0] if len(inside) == 1 else ""


def _is_free_threaded(component: ProfiledComponent, context: Context) -> bool:
    """Whether the component is pinned to an interpreter without the lock; the line that pins it says so."""
    places = [pin.location for pin in component.component.pins]
    places += [image.location for image in component.component.images]
    for place in places:
        lines = split_lines(context.text(place.path) or "")
        if place.line <= len(lines) and _FREE_THREADED.search(lines[place.line - 1]):
            return True
    return False
