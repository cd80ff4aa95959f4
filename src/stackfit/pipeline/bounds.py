"""Bounds on what one report says: a repository of nothing but findings, faults or long names must not flood it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import astuple, replace

from stackfit.cache import encode
from stackfit.model.finding import Finding
from stackfit.model.kinds import Verdict
from stackfit.model.report import ScoredComponent
from stackfit.model.source import ReadError

MOST_OF_FILE = 1_000
MOST_FINDINGS = 10_000
ERRORS_OF_FILE = 50
MOST_ERRORS = 5_000
MOST_BYTES = 30_000_000
"""Of all findings, and of all components, as the cache writes them; JSON takes about twice as much."""

# No path that can be opened is longer, and nobody writes such names and commands.
_LONGEST_TEXT = 4_096
_LONGEST_MESSAGE = 500
# The size up to which a finding or component may have any texts.
_ORDINARY = 16_000
_GRAVEST = (Verdict.MISFIT, Verdict.STRAINED, Verdict.FITS, Verdict.UNKNOWN)

Value = TypeVar("Value")


class _Room:
    """What is left of the bytes that all findings, or all components, may take."""

    def __init__(self) -> None:
        self._left = MOST_BYTES

    def take(self, value: Value) -> Value | None:
        """Give the value, overlong texts in it cut; None where there is no room for it."""
        size = _size(value)
        if size > _ORDINARY and _holds_long_text(value):
            value = _cut_texts(value)
            size = _size(value)
        if size > self._left:
            return None
        self._left -= size
        return value


def _size(value: object) -> int:
    try:
        return len(encode(value))
    except UnicodeEncodeError:  # half a surrogate pair, from an escape in a literal
        return len(repr(value))


def bound_findings(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[ReadError, ...]]:
    """Keep the gravest and surest findings of each file and of all, in order, and tell how many are left out."""
    kept: list[Finding] = []
    of_file: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    room = _Room()
    for finding in sorted(findings, key=lambda item: (-item.severity.rank, -item.confidence.rank, item.sort_key)):
        path = finding.location.path
        full = len(kept) >= MOST_FINDINGS or of_file[path] >= MOST_OF_FILE
        fitting = None if full else room.take(finding)
        if fitting is None:
            cut[path] += 1
            continue
        of_file[path] += 1
        kept.append(fitting)
    told = [ReadError(path=path, message=f"{count:,} further findings are left out") for path, count in cut.items()]
    return tuple(sorted(kept, key=lambda item: item.sort_key)), tuple(told)


def bound_components(
    components: Sequence[ScoredComponent],
) -> tuple[tuple[ScoredComponent, ...], tuple[ReadError, ...]]:
    """Keep the components with the gravest verdicts as far as there is room, in order, and tell how many are not."""
    room = _Room()
    gravest = sorted(range(len(components)), key=lambda number: _GRAVEST.index(components[number].fit.verdict))
    fitting = {number: room.take(components[number]) for number in gravest}
    kept = tuple(item for _, item in sorted(fitting.items()) if item is not None)
    missing = len(components) - len(kept)
    return kept, (ReadError(path=".", message=f"{missing:,} further components are left out"),) if missing else ()


def bound_errors(errors: Iterable[ReadError]) -> tuple[ReadError, ...]:
    """Give the errors sorted, of each file only the first ones, with the number of the others."""
    by_file: dict[str, list[ReadError]] = defaultdict(list)
    for error in sorted(set(errors), key=lambda error: (error.path, error.line, error.message)):
        by_file[error.path].append(error)
    kept: list[ReadError] = []
    for path, found in by_file.items():
        kept += map(_shorten, found[:ERRORS_OF_FILE])
        if len(found) > ERRORS_OF_FILE:
            kept.append(_further(path, len(found) - ERRORS_OF_FILE, found[ERRORS_OF_FILE].line))
    if len(kept) > MOST_ERRORS:
        kept[MOST_ERRORS:] = [_further(".", len(kept) - MOST_ERRORS)]
    return tuple(kept)


def _shorten(error: ReadError) -> ReadError:
    if len(error.message) <= _LONGEST_MESSAGE:
        return error
    return replace(error, message=_cut(error.message, _LONGEST_MESSAGE))


def _further(path: str, count: int, line: int = 1) -> ReadError:
    return ReadError(path=path, message=f"{count:,} further messages are left out", line=line)


def _holds_long_text(value: object) -> bool:
    """Whether there is something to cut: a look at all texts takes a third of the time that new values do."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if type(item) is str:
            if len(item) > _LONGEST_TEXT:
                return True
        elif isinstance(item, tuple):
            waiting += item
        elif isinstance(item, Struct):
            waiting += astuple(item)
    return False


def _cut_texts(value: Any) -> Any:
    """Cut the overlong texts of a value of our model, wherever they are in it."""
    if isinstance(value, str):
        return _cut(value, _LONGEST_TEXT) if type(value) is str else value
    if isinstance(value, tuple):
        items = [_cut_texts(item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, Struct):
        return replace(value, **{name: _cut_texts(getattr(value, name)) for name in value.__struct_fields__})
    return value


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
