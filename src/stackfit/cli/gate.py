"""The gates: which exit code a report gets, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stackfit.config import NEVER, Config
from stackfit.model.difference import Difference
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.model.report import Coverage, Report

CLEAN, FAILED, INCOMPLETE = 0, 1, 4
# Skipped on purpose or by what they are; every other reason is a gap in what was seen.
_KNOWN_GAPS = frozenset(("unreadable", "too-large", "undecodable-name", "submodule"))


def judge(report: Report, config: Config, *, default: str, strict: bool) -> tuple[int, tuple[str, ...]]:
    """The exit code and the reasons for it. What fails a gate outranks what was not seen."""
    failures = (
        *_grave_findings(report, report.findings, config.fail_on or default),
        *_low_fits(report, config.min_fit),
    )
    if failures:
        return FAILED, failures
    gaps = _gaps(report.coverage) if strict else ()
    return (INCOMPLETE, gaps) if gaps else (CLEAN, ())


def judge_change(difference: Difference, config: Config, *, default: str, strict: bool) -> tuple[int, tuple[str, ...]]:
    """The same for a comparison: only new findings count, the fit is that of the head, and both sides must be seen."""
    after = difference.after
    failures = (
        *_grave_findings(after, difference.findings, config.fail_on or default, "new finding"),
        *_low_fits(after, config.min_fit),
        *_dropped_fits(difference, config.max_fit_drop),
    )
    if failures:
        return FAILED, failures
    gaps = (*_gaps(difference.before.coverage), *_gaps(after.coverage)) if strict else ()
    return (INCOMPLETE, tuple(dict.fromkeys(gaps))) if gaps else (CLEAN, ())


def _grave_findings(
    report: Report, findings: Sequence[Finding], threshold: str, noun: str = "finding"
) -> tuple[str, ...]:
    """The findings at the threshold of the run, or of the component that they are of."""
    own = {item.component: item.fail_on for item in report.own_settings if item.fail_on}
    asked = ((finding, own.get(finding.component, threshold)) for finding in findings)
    counts = Counter(limit for finding, limit in asked if _is_grave(finding, limit))
    return tuple(
        f"{count} {noun}{'s' if count > 1 else ''} at or above --fail-on {limit}"
        for limit, count in sorted(counts.items())
    )


def _is_grave(finding: Finding, threshold: str) -> bool:
    if threshold == NEVER:
        return False
    name, _, sureness = threshold.partition(":")
    confidence = Confidence(sureness).rank if sureness else 0
    return finding.severity.rank >= Severity(name).rank and finding.confidence.rank >= confidence


def _low_fits(report: Report, least: float | None) -> tuple[str, ...]:
    """The production components whose own runtime fits less than asked of the run, or of them."""
    asked = {item.component: item.min_fit for item in report.own_settings}
    low = []
    for item in report.components:
        side, own = item.profile.runtime.side, item.profile.component
        limit = asked.get(own.path, least)
        fit = item.fit.of(side) if side else None
        if fit is not None and limit is not None and fit < limit and own.role is Role.PRODUCTION:
            low.append(f"component {own.path}: {item.profile.runtime.value} fits {fit:.1f}, below --min-fit {limit:g}")
    return tuple(low)


def _dropped_fits(difference: Difference, most: float | None) -> tuple[str, ...]:
    """The production components whose own runtime lost more than may be, by the run or by their own settings."""
    asked = {item.component: item.max_fit_drop for item in difference.after.own_settings}
    dropped = []
    for change in difference.components:
        own = change.component.profile.component
        limit = asked.get(own.path, most)
        before, after = change.own_fit
        if limit is None or before is None or after is None or own.role is not Role.PRODUCTION:
            continue
        if change.drop > limit:
            figures = f"{before:.1f} to {after:.1f}"
            dropped.append(f"component {own.path}: the fit fell from {figures}, by more than --max-fit-drop {limit:g}")
    return tuple(dropped)


def _gaps(coverage: Coverage) -> tuple[str, ...]:
    """What was not seen although it should have been. Chains cut short are limits of the method, not of the reading."""
    skipped = [skip for skip in coverage.skipped if skip.reason in _KNOWN_GAPS]
    parts = (
        (len(coverage.errors), "part of the repository could not be read", "parts of the repository could not be read"),
        (len(skipped), "file could not be looked into", "files could not be looked into"),
    )
    return tuple(f"--strict: {count} {one if count == 1 else many}" for count, one, many in parts if count)
