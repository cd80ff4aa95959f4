"""Bounds on what one report says: a file made of nothing but findings or faults must not flood it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from stackfit.model.finding import Finding
from stackfit.model.source import ReadError

MOST_OF_FILE = 1_000
MOST_FINDINGS = 10_000
ERRORS_OF_FILE = 50
MOST_ERRORS = 5_000


def bound_findings(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[ReadError, ...]]:
    """Keep the gravest and surest findings of each file and of all, in order, and tell how many are left out."""
    kept: list[Finding] = []
    of_file: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    for finding in sorted(findings, key=lambda item: (-item.severity.rank, -item.confidence.rank, item.sort_key)):
        path = finding.location.path
        if len(kept) >= MOST_FINDINGS or of_file[path] >= MOST_OF_FILE:
            cut[path] += 1
            continue
        of_file[path] += 1
        kept.append(finding)
    told = [ReadError(path=path, message=f"{count:,} further findings are left out") for path, count in cut.items()]
    return tuple(sorted(kept, key=lambda item: item.sort_key)), tuple(told)


def bound_errors(errors: Iterable[ReadError]) -> tuple[ReadError, ...]:
    """Give the errors sorted, of each file only the first ones, with the number of the others."""
    by_file: dict[str, list[ReadError]] = defaultdict(list)
    for error in sorted(set(errors), key=lambda error: (error.path, error.line, error.message)):
        by_file[error.path].append(error)
    kept: list[ReadError] = []
    for path, found in by_file.items():
        kept += found[:ERRORS_OF_FILE]
        if len(found) > ERRORS_OF_FILE:
            kept.append(_further(path, len(found) - ERRORS_OF_FILE, found[ERRORS_OF_FILE].line))
    if len(kept) > MOST_ERRORS:
        kept[MOST_ERRORS:] = [_further(".", len(kept) - MOST_ERRORS)]
    return tuple(kept)


def _further(path: str, count: int, line: int = 1) -> ReadError:
    return ReadError(path=path, message=f"{count:,} further messages are left out", line=line)
