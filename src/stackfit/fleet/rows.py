"""A report as rows of the tables of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Role, Severity
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.vocabulary import APPLIES, CRITERIA

Row = dict[str, Any]


def report_rows(report: Report) -> dict[str, list[Row]]:
    """Every table but `repositories`; the collector adds the result that the rows belong to."""
    return {
        "components": [_component(item) for item in report.components],
        "workloads": [row for item in report.components for row in _workloads(item.profile)],
        "criteria": [row for item in report.components for row in _criteria(item)],
        "findings": [_finding(item) for item in report.findings],
        "technologies": [row for item in report.components for row in _technologies(item.profile)],
    }


def report_facts(report: Report) -> Row:
    """What `repositories` says of the report."""
    counts = Counter(finding.severity for finding in report.findings)
    fits = [fit for item in report.components if _counts(item) and (fit := own_fit(item)) is not None]
    return {
        "tool_version": report.version,
        "data_version": report.data_version,
        "scoring_profile": report.scoring_profile,
        "as_of": report.as_of,
        "verdict": report.summary.verdict.value,
        "workload": report.summary.primary_workload,
        "runtimes": list(report.summary.runtimes),
        "fit": min(fits, default=None),
        "components": len(report.components),
        "lines": sum(item.profile.lines for item in report.components),
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
        "accepted": len(report.accepted),
        "files_read": report.coverage.files_read,
        "unread": len(report.coverage.errors),
    }


def own_fit(item: ScoredComponent) -> float | None:
    """The fit of the runtime in use."""
    side = item.profile.runtime.side
    fit = item.fit.of(side) if side else None
    return None if fit is None else round(fit, 2)


def _counts(item: ScoredComponent) -> bool:
    return item.profile.component.role is Role.PRODUCTION


def _place(profile: ProfiledComponent) -> Row:
    return {"component": profile.component.path, "runtime": profile.runtime.value}


def _component(item: ScoredComponent) -> Row:
    profile, fit = item.profile, item.fit
    first = next(iter(profile.workloads), None)
    return {
        **_place(profile),
        "name": profile.component.name,
        "kind": profile.kind.value,
        "role": profile.component.role.value,
        "runtime_version": profile.runtime_version or "",
        "workload": first.id if first and first.confidence >= APPLIES else "unknown",
        "verdict": fit.verdict.value,
        "fit": own_fit(item),
        "fit_python": None if fit.python is None else round(fit.python, 2),
        "fit_node": None if fit.node is None else round(fit.node, 2),
        "robustness": fit.robustness,
        "lines": profile.lines,
        "frameworks": list(profile.frameworks),
        "concurrency": list(profile.concurrency),
        "websocket": profile.websocket.used,
    }


def _workloads(profile: ProfiledComponent) -> Iterator[Row]:
    for label in profile.workloads:
        yield {
            **_place(profile),
            "workload": label.id,
            "confidence": label.confidence,
            "weak": label.weak,
        }


def _criteria(item: ScoredComponent) -> Iterator[Row]:
    for mark in item.fit.criteria:
        yield {
            **_place(item.profile),
            "criterion": mark.id,
            "weight": round(mark.weight, 4),
            "python": round(mark.python, 4),
            "node": round(mark.node, 4),
            "scored": mark.scored,
            "mitigations": len(mark.mitigations),
            "aggravations": len(mark.aggravations),
        }


def _finding(finding: Finding) -> Row:
    return {
        "component": finding.component,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "path": finding.location.path,
        "line": finding.location.line,
        "message": finding.message,
        "hint": finding.hint,
        "symbol": finding.symbol,
        "criteria": [name for name in CRITERIA if name in finding.criteria],
        "chain": len(finding.chain),
        "fingerprint": finding.fingerprint,
    }


def _technologies(profile: ProfiledComponent) -> Iterator[Row]:
    for use in profile.technologies:
        yield {
            **_place(profile),
            "technology": use.id,
            "name": use.name,
            "category": use.category,
            "declared": use.declared,
            "production": use.production,
            "files": use.files,
        }
