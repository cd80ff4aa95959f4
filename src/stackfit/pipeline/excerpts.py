"""The code around the places that findings cite, for formats that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from stackfit.model.finding import Finding
from stackfit.model.report import Excerpt
from stackfit.model.source import Location, split_lines

AROUND = 2
WIDEST = 200


def cut_excerpts(findings: Iterable[Finding], text: Callable[[str], str | None]) -> tuple[Excerpt, ...]:
    """A few lines around each place of each finding, file by file; overlong lines are cut."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        for place in _places(finding):
            wanted[place.path].update(range(place.line - AROUND, place.line + AROUND + 1))
    cut = (Excerpt(path=path, lines=_cut(text(path) or "", numbers)) for path, numbers in sorted(wanted.items()))
    return tuple(excerpt for excerpt in cut if excerpt.lines)


def _places(finding: Finding) -> Iterator[Location]:
    yield finding.location
    yield from (step.location for step in finding.chain)
    yield from (item.location for item in finding.related)


def _cut(text: str, numbers: set[int]) -> tuple[tuple[int, str], ...]:
    lines = split_lines(text.removesuffix("\n")) if text else []
    known = (number for number in sorted(numbers) if 0 < number <= len(lines))
    return tuple((number, _shorten(lines[number - 1].rstrip("\r"))) for number in known)


def _shorten(line: str) -> str:
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…"
