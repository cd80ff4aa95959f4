"""The gates: which exit code a report gets, and why."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.config import NEVER, Config
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.model.report import Coverage, Report

CLEAN, FAILED, INCOMPLETE = 0, 1, 4
# Skipped on purpose or by what they are; every other reason is a gap in what was seen.
_KNOWN_GAPS = frozenset(("unreadable", "too-large", "undecodable-name", "submodule"))


def judge(report: Report, config: Config, *, default: str, strict: bool) -> tuple[int, tuple[str, ...]]:
    """The exit code and the reasons for it. What fails a gate outranks what was not seen."""
    failures = (*_grave_findings(report.findings, config.fail_on or default), *_low_fits(report, config.min_fit))
    if failures:
        return FAILED, failures
    gaps = _gaps(report.coverage) if strict else ()
    return (INCOMPLETE, gaps) if gaps else (CLEAN, ())


def _grave_findings(findings: Sequence[Finding], threshold: str) -> tuple[str, ...]:
    if threshold == NEVER:
        return ()
    name, _, sureness = threshold.partition(":")
    severity = Severity(name).rank
    confidence = Confidence(sureness).rank if sureness else 0
    count = sum(item.severity.rank >= severity and item.confidence.rank >= confidence for item in findings)
    return (f"{count} finding{'s' if count > 1 else ''} at or above --fail-on {threshold}",) if count else ()


def _low_fits(report: Report, least: float | None) -> tuple[str, ...]:
    """The production components whose own runtime fits less than asked."""
    if least is None:
        return ()
    low = []
    for item in report.components:
        side, own = item.profile.runtime.side, item.profile.component
        fit = item.fit.of(side) if side else None
        if fit is not None and fit < least and own.role is Role.PRODUCTION:
            low.append(f"component {own.path}: {item.profile.runtime.value} fits {fit:.1f}, below --min-fit {least:g}")
    return tuple(low)


def _gaps(coverage: Coverage) -> tuple[str, ...]:
    """What was not seen although it should have been. Chains cut short are limits of the method, not of the reading."""
    skipped = [skip for skip in coverage.skipped if skip.reason in _KNOWN_GAPS]
    parts = (
        (len(coverage.errors), "part of the repository could not be read", "parts of the repository could not be read"),
        (len(skipped), "file could not be looked into", "files could not be looked into"),
    )
    return tuple(f"--strict: {count} {one if count == 1 else many}" for count, one, many in parts if count)
