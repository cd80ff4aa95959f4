"""The JSON format: contract version 1 (report.schema.json beside this file)."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence, TechnologyUse, WorkloadLabel
from stackfit.model.finding import Finding
from stackfit.model.fit import CriterionScore, Fit, Lift
from stackfit.model.kinds import Severity
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.source import Location, Skip
from stackfit.model.vocabulary import CRITERIA
from stackfit.report.view import View

SCHEMA_VERSION = 1
SKIP_EXAMPLES = 5

_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def dump(document: object, indent: int | None = None) -> str:
    """JSON that people can read on a terminal: what turns text around or acts on the screen is escaped."""
    # What JSON has no form for, the dates of a database, is told as text.
    text = json.dumps(document, indent=indent, ensure_ascii=False, default=str)
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


def render_json(report: Report, view: View | None = None) -> str:
    """The whole report as JSON text with a final newline; the same report gives the same bytes."""
    return dump(report_document(report), indent=2)


def report_document(report: Report) -> dict[str, Any]:
    """The report as plain values, every key of the contract present."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {
            "name": "stackfit",
            "version": report.version,
            "scoring_profile": report.scoring_profile,
            "data_version": report.data_version,
            "as_of": report.as_of,
        },
        "root": ".",
        "summary": {
            "runtimes": list(report.summary.runtimes),
            "primary_workload": report.summary.primary_workload,
            "workloads": [{"id": name, "confidence": confidence} for name, confidence in report.summary.workloads],
            "verdict": report.summary.verdict.value,
            "counts": _counts(report.findings),
        },
        "components": [_component(component) for component in report.components],
        "findings": [finding_document(finding) for finding in report.findings],
        "accepted": [{**finding_document(item.finding), "reason": item.reason} for item in report.accepted],
        "coverage": {
            "files_read": report.coverage.files_read,
            "files_parsed": report.coverage.files_parsed,
            "skipped": _skipped(report.coverage.skipped),
            "calls_resolved": report.coverage.calls_resolved,
            "calls_unresolved": report.coverage.calls_unresolved,
            "chains_cut": report.coverage.chains_cut,
            "errors": [
                {"path": error.path, "line": error.line, "message": error.message} for error in report.coverage.errors
            ],
        },
    }


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def _component(component: ScoredComponent) -> dict[str, Any]:
    profile = component.profile
    return {
        "path": profile.component.path,
        "name": profile.component.name,
        "kind": profile.kind.value,
        "role": profile.component.role.value,
        "runtime": profile.runtime.value,
        "runtime_version": profile.runtime_version,
        "languages": {
            count.language.value: {"files": count.files, "lines": count.lines} for count in profile.languages
        },
        "frameworks": list(profile.frameworks),
        "technologies": [_technology(use) for use in profile.technologies],
        "concurrency": list(profile.concurrency),
        "concurrency_evidence": {
            model: [_evidence(item) for item in evidence] for model, evidence in profile.concurrency_evidence
        },
        "websocket": _websocket(profile),
        "ml_libraries": list(profile.ml_libraries),
        "workloads": [_workload(label) for label in profile.workloads],
        **_scores(component.fit),
    }


def _technology(use: TechnologyUse) -> dict[str, Any]:
    return {
        "id": use.id,
        "name": use.name,
        "category": use.category,
        "evidence": [_evidence(item) for item in use.evidence],
    }


def _workload(label: WorkloadLabel) -> dict[str, Any]:
    return {
        "id": label.id,
        "confidence": label.confidence,
        "weak": label.weak,
        "evidence": [_evidence(item) for item in label.evidence],
    }


def _scores(fit: Fit) -> dict[str, Any]:
    """Fit, robustness, verdict, criteria and changes; enough digits to compute the fit again from its parts."""
    return {
        "fit": {"python": _rounded(fit.python, 2), "node": _rounded(fit.node, 2)},
        "robustness": fit.robustness,
        "verdict": fit.verdict.value,
        "criteria": [_criterion(item) for item in fit.criteria],
        "changes": [
            {
                "what": item.what,
                "gain": item.gain,
                "effort": item.effort,
                "criterion": item.criterion,
                "verdict": item.verdict.value if item.verdict else None,
            }
            for item in fit.changes
        ],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _websocket(profile: ProfiledComponent) -> dict[str, Any]:
    use = profile.websocket
    return {
        "used": use.used,
        "libraries": list(use.libraries),
        "sides": list(use.sides),
        "evidence": [_evidence(item) for item in use.evidence],
    }


def _criterion(item: CriterionScore) -> dict[str, Any]:
    return {
        "id": item.id,
        "weight": round(item.weight, 4),
        "marks": {"python": round(item.python, 4), "node": round(item.node, 4)},
        "status": "scored" if item.scored else "unknown",
        "mitigations": [_lift(lift) for lift in item.mitigations],
        "aggravations": [_lift(lift) for lift in item.aggravations],
        "evidence": [_evidence(evidence) for evidence in item.evidence],
        "note": item.note,
    }


def _lift(lift: Lift) -> dict[str, Any]:
    """A mitigation or aggravation stands where its first evidence stands."""
    place = lift.evidence[0].location if lift.evidence else None
    return {
        "id": lift.id,
        "what": lift.what,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "amount": round(lift.amount, 4),
        "runtime": lift.side.value,
        "source": lift.source,
        "evidence": [_evidence(item) for item in lift.evidence],
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "source": item.source.value,
        "role": item.role.value,
        "path": item.location.path,
        "line": item.location.line,
        "what": item.what,
        "strength": round(item.strength, 3),
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """One finding as plain values."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "end_line": finding.location.end_line,
        "message": finding.message,
        "hint": finding.hint,
        "symbol": finding.symbol,
        "component": finding.component,
        "criteria": [name for name in CRITERIA if name in finding.criteria],
        "chain": [{**_place(step.location), "function": step.function, "call": step.call} for step in finding.chain],
        "others": finding.others,
        "related": [{**_place(item.location), "what": item.what} for item in finding.related],
        "fingerprint": finding.fingerprint,
    }


def _place(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line}


def _skipped(skips: Iterable[Skip]) -> list[dict[str, Any]]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for skip in skips:
        by_reason[skip.reason].append(skip.path)
    return [
        {"reason": reason, "count": len(paths), "examples": sorted(paths)[:SKIP_EXAMPLES]}
        for reason, paths in sorted(by_reason.items())
    ]
