"""SF1001: production runs a version of Python or Node.js that gets no fixes any more."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from stackfit.catalogue.lifecycles import Generation, Lifecycle, load_runtimes, numbers
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Ecosystem, Role, Runtime, Severity
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.intent import is_in_development_folder
from stackfit.rules.ranges import bound

# What says which version runs, by weight; ranges say so only where they end below a version that is looked after.
_PLATFORMS = frozenset(
    """runtime.txt app.yaml serverless sam render railway nixpacks fly vercel netlify railpack zappa firebase
    elastic-beanstalk captain-definition platform.sh""".split()
)
_VERSION_FILES = frozenset((".python-version", ".nvmrc", ".node-version", ".tool-versions"))
_RANGES = frozenset(("engines", "volta", "requires-python", "python_requires", "poetry", "flit", "pipfile", "conda"))
_FIRM_RANKS, _VERSION_RANK, _RANGE_RANK = (0, 1, 2), 2, 3
_PRODUCTS = (ComponentKind.SERVICE, ComponentKind.APP, ComponentKind.CLI)
_RUNTIMES = {Runtime.PYTHON: "python", Runtime.NODE: "node"}
_NOTICE = datetime.timedelta(days=183)
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:t(?![a-z]))?")
_DISTRIBUTION = re.compile(
    r"^\s*RUN\b.*\b(?:apt|apt-get|apk|dnf|yum|microdnf|zypper)\b|distroless/python", re.IGNORECASE
)
_CONTINUED = 3
_PYTHON_2 = (2,)
_PYTHON_3 = (3,)
"""A Pipfile that asks for "3" takes any Python 3 there is; Node.js 3 was never released."""


class _Pin(NamedTuple):
    """A pin, how much it says of what production runs, and the release that it means."""

    rank: int
    pin: RuntimePin
    release: Generation | None


class EndedRuntime:
    """The runtime's version is past its end of life.

    ## What it finds

    A version of Python or Node.js that gets no fixes any more and that production runs: the tag of a container image,
    the platform's own file (`runtime.txt`, `app.yaml`, `netlify.toml` ...), a version file (`.python-version`,
    `.nvmrc`, `.tool-versions`), or a range in the manifest of a service that ends below the versions that are looked
    after (`"node": "14.x"`). A mere lower bound (`>=3.8`) is never reported: it says what is allowed, not what runs. Of
    several such places the one that weighs most decides, the others are named beside it. In the half year before the
    end, in libraries, and in the version file of a command line tool, it is an information. The dates are
    [data](../../profiles/lifecycles/), the day is that of `--as-of`.

    ## Why it matters

    Security holes found after the end stay open in the interpreter itself, and one library after the other stops
    supporting the version: [Python's versions](https://devguide.python.org/versions/),
    [Node.js releases](https://nodejs.org/en/about/previous-releases).

    ## Example

    Bad:

    ```dockerfile
    FROM python:3.8-slim
    ```

    Good:

    ```dockerfile
    FROM python:3.13-slim
    ```

    ## What to do instead

    Move to a supported version; for Node.js take one with long-term support. Test with both for a while (a matrix in
    the workflow), then change the pin.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1001",
        name="ended-runtime",
        severity=Severity.WARNING,
        summary="A version of Python or Node.js that gets no fixes any more",
        since="0.1.0",
        criteria=("community",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Ask, for each component, what production runs and until when that is looked after."""
        for component in context.components:
            name = _RUNTIMES.get(component.runtime)
            if name is None or component.component.role is not Role.PRODUCTION:
                continue
            runtime = load_runtimes()[name]
            pins = sorted(_pins(component, name, runtime, context), key=lambda item: (item.rank, item.pin.location))
            first = next((item for item in pins if _decides(item, component)), None)
            if first is None or first.release is None:
                continue
            ended = first.release.has_ended(context.as_of)
            if ended or first.release.has_ended(context.as_of + _NOTICE):
                same = [item for item in pins if item.rank == first.rank and item.release == first.release]
                yield self._report(component, runtime, [first, *same], context.as_of, ended=ended)

    def _report(
        self,
        component: ProfiledComponent,
        runtime: Lifecycle,
        found: list[_Pin],
        as_of: datetime.date,
        *,
        ended: bool,
    ) -> Finding:
        rank, pin, release = found[0]
        newest = runtime.supported(as_of)[-1:]
        when = "" if release is None else release.ends
        version = "" if release is None else release.version
        ends = "has been past its end of life since" if ended else "reaches its end of life on"
        return self.meta.finding(
            pin.location,
            f"{runtime.name} {version} {ends} {when}",
            confidence=Confidence.PROBABLE if rank == _RANGE_RANK else Confidence.DEFINITE,
            severity=Severity.WARNING if ended and _runs_there(component, rank) else Severity.INFO,
            component=component.component.path,
            hint="; ".join(f"move to {runtime.name} {item.version}, supported until {item.ends}" for item in newest),
            symbol=runtime.name,
            related=tuple(
                Related(location=item.pin.location, what=f"{runtime.name} {item.pin.version} here too")
                for item in found[1:]
                if item.pin.location != pin.location
            ),
        )


def _runs_there(component: ProfiledComponent, rank: int) -> bool:
    """Whether a pin is of what users get: a command's version file is only for those who develop it."""
    if component.kind is ComponentKind.CLI:
        return rank != _VERSION_RANK
    return component.kind in _PRODUCTS


def _decides(item: _Pin, component: ProfiledComponent) -> bool:
    """Whether a pin is the one that the profile takes for what production runs."""
    return item.rank == _RANGE_RANK or component.runtime_version == _written(item.pin.version)


def _written(version: str) -> str:
    match = _VERSION.search(version)
    return match.group() if match else ""


def _pins(component: ProfiledComponent, name: str, runtime: Lifecycle, context: Context) -> Iterator[_Pin]:
    """List what says which version of a runtime is used; a service's ranges where there is nothing else."""
    own = [pin for pin in component.component.pins if pin.runtime == name]
    firm = [pin for pin in own if _rank(pin.source.lower()) in _FIRM_RANKS]
    for pin in own:
        rank = _rank(pin.source.lower())
        develops = pin.source == "image" and is_in_development_folder(pin.location.path)
        if rank is None or develops or _of_distribution(pin, context):
            continue
        if rank in _FIRM_RANKS:
            yield _Pin(rank, pin, runtime.containing(_version(name, pin.version)))
        elif component.kind is ComponentKind.SERVICE and not firm and numbers(pin.version) != _PYTHON_3:
            end = bound(pin.version, Ecosystem.PYPI if name == "python" else Ecosystem.NPM)
            yield _Pin(rank, pin, runtime.newest_below(end) if end is not None else None)


def _of_distribution(pin: RuntimePin, context: Context) -> bool:
    """Whether a pin is what the packages of a Linux distribution bring."""
    lines = split_lines(context.text(pin.location.path) or "")
    around = " ".join(lines[pin.location.line - 1 : pin.location.line + _CONTINUED])
    return pin.source == "image" and _DISTRIBUTION.search(around) is not None


def _rank(source: str) -> int | None:
    if source == "image":
        return 0
    if source in _PLATFORMS:
        return 1
    if source in _VERSION_FILES or "mise" in source:
        return _VERSION_RANK
    return _RANGE_RANK if source in _RANGES else None


def _version(name: str, text: str) -> tuple[int, ...]:
    version = numbers(text)
    return (2, 7) if name == "python" and version == _PYTHON_2 else version
