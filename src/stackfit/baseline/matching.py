"""Findings against a baseline: matched by rule, symbol and code, never by line number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from stackfit.baseline.file import Entry, make_entry, order
from stackfit.model.finding import Finding, make_fingerprint
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.report import AcceptedFinding
from stackfit.model.source import Location

STALE_CODE = "SF002"
STALE_NAME = "stale-baseline-entry"
NOT_RENAMED: Mapping[str, str] = MappingProxyType({})


class Comparison(Struct, frozen=True, kw_only=True):
    """Findings against a baseline: new ones, accepted ones, and entries (with their number) that match nothing."""

    fresh: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Entry], ...]
    unmatched: tuple[Entry, ...]


def compare(
    findings: Sequence[Finding], entries: Iterable[Entry], renamed: Mapping[str, str] = NOT_RENAMED
) -> Comparison:
    """Match each entry with one finding at most: first in its own file, then, where that moved, in another.

    A copy of accepted code is new: the original has used up the entry. `renamed` gives the new paths of files that are
    known to have one.
    """
    fresh, accepted, left = list(findings), list[tuple[Finding, Entry]](), list(entries)
    for moved in (False, True):
        waiting: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in reversed(left):
            waiting[_key(replace(entry, path=renamed.get(entry.path, entry.path)), moved=moved)].append(entry)
        unmet = []
        for finding in fresh:
            same = waiting[_key(make_entry(finding), moved=moved)]
            if same and (_may_move(finding) or not moved):
                accepted.append((finding, same.pop()))
            else:
                unmet.append(finding)
        fresh = unmet
        left = [entry for entries_left in waiting.values() for entry in entries_left]
    return Comparison(
        fresh=tuple(fresh),
        accepted=tuple(sorted(accepted, key=lambda pair: pair[0].sort_key)),
        unmatched=tuple(sorted(left, key=order)),
    )


def _may_move(finding: Finding) -> bool:
    """Whether it is the same wherever it stands: code in a function, or a verdict, which stands at its evidence."""
    return bool(finding.symbol) or "apps" in finding.criteria


def _key(entry: Entry, *, moved: bool) -> tuple[str, ...]:
    return (entry.code, "" if moved else entry.path, entry.symbol, entry.snippet)


def accept(pairs: Iterable[tuple[Finding, Entry]]) -> tuple[AcceptedFinding, ...]:
    """What the report says of accepted findings."""
    return tuple(AcceptedFinding(finding=finding, reason=entry.reason) for finding, entry in pairs)


def report_stale(entries: Iterable[Entry], path: str) -> tuple[Finding, ...]:
    """A finding for each entry that matches nothing any more; `path` is that of the baseline file."""
    seen: Counter[Entry] = Counter()
    found = []
    for entry in entries:
        seen[entry] += 1
        where = f"{entry.symbol} of {entry.path}" if entry.symbol else entry.path
        snippet = f"{entry.code} {entry.path} {entry.symbol} {entry.snippet}"
        found.append(
            Finding(
                code=STALE_CODE,
                name=STALE_NAME,
                severity=Severity.INFO,
                confidence=Confidence.DEFINITE,
                location=Location(path=path, line=entry.line),
                message=f"The baseline accepts {entry.code} in {where}, where it is not found any more",
                criteria=(),
                hint="run `stackfit baseline prune`, so that it cannot hide a new one",
                snippet=snippet,
                fingerprint=make_fingerprint(STALE_CODE, path, "", snippet, seen[entry]),
            )
        )
    return tuple(found)
