"""The JSON format of a comparison: contract version 1 (diff.schema.json beside this file)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from stackfit.model.difference import Cause, ComponentChange, CriterionChange, Difference, Revision
from stackfit.model.finding import Finding
from stackfit.model.kinds import Role, Severity
from stackfit.model.report import Report, ScoredComponent
from stackfit.report.json_ import dump, finding_document, report_document
from stackfit.report.view import View

SCHEMA_VERSION = 1


def render_diff_json(difference: Difference, view: View) -> str:
    """The comparison as JSON text with a final newline; the same inputs give the same bytes."""
    return dump(diff_document(difference), indent=2)


def diff_document(difference: Difference) -> dict[str, Any]:
    """The comparison as plain values, every key of the contract present."""
    before, after = report_document(difference.before), report_document(difference.after)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": after["tool"],
        "base": {**_revision(difference.base), "merge_base": difference.merge_base},
        "head": _revision(difference.head),
        "summary": {
            "verdict": _pair(before["summary"]["verdict"], after["summary"]["verdict"]),
            "primary_workload": _pair(before["summary"]["primary_workload"], after["summary"]["primary_workload"]),
            "fit": _fit_pair(_lowest(difference.before), _lowest(difference.after)),
            "largest_drop": round(max((item.drop for item in production(difference)), default=0.0), 2),
            "new": _counts(difference.findings),
            "fixed": _counts(difference.fixed),
            "left_out": difference.left_out,
        },
        "components": [_component(item) for item in difference.components],
        "new": [
            {
                **finding_document(item.finding),
                "was": item.was.value if item.was else None,
                "touched": item.touched,
            }
            for item in difference.new
        ],
        "fixed": [finding_document(finding) for finding in difference.fixed],
        "coverage": _pair(before["coverage"], after["coverage"]),
    }


def production(difference: Difference) -> list[ComponentChange]:
    """The components that count at gates."""
    return [item for item in difference.components if item.component.profile.component.role is Role.PRODUCTION]


def _revision(revision: Revision) -> dict[str, Any]:
    return {"name": revision.name or None, "commit": revision.commit or None}


def _pair(before: Any, after: Any) -> dict[str, Any]:
    return {"before": before, "after": after}


def _fit_pair(before: float | None, after: float | None) -> dict[str, float | None]:
    pair = [None if value is None else round(value, 2) for value in (before, after)]
    change = None if pair[0] is None or pair[1] is None else round(pair[1] - pair[0], 2)
    return {"before": pair[0], "after": pair[1], "change": change}


def _lowest(report: Report) -> float | None:
    """The lowest fit of a production component's own runtime."""
    fits = []
    for item in report.components:
        side = item.profile.runtime.side
        fit = item.fit.of(side) if side else None
        if fit is not None and item.profile.component.role is Role.PRODUCTION:
            fits.append(fit)
    return min(fits, default=None)


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def _component(change: ComponentChange) -> dict[str, Any]:
    own = change.component.profile.component
    before, after = change.before, change.after
    return {
        "path": own.path,
        "old_path": before.profile.component.path if before else None,
        "name": own.name,
        "role": own.role.value,
        "status": change.status,
        "kind": _pair(*(item.profile.kind.value if item else None for item in (before, after))),
        "runtime": _pair(*(item.profile.runtime.value if item else None for item in (before, after))),
        "runtime_version": _pair(*(item.profile.runtime_version if item else None for item in (before, after))),
        "verdict": _pair(*(item.fit.verdict.value if item else None for item in (before, after))),
        "fit": {
            "python": _fit_pair(_fit(before, "python"), _fit(after, "python")),
            "node": _fit_pair(_fit(before, "node"), _fit(after, "node")),
        },
        "workloads": [{"id": item.id, **_pair(item.before, item.after)} for item in change.workloads],
        "criteria": [_criterion(item) for item in change.criteria],
    }


def _fit(component: ScoredComponent | None, side: str) -> float | None:
    if component is None:
        return None
    return component.fit.python if side == "python" else component.fit.node


def _criterion(item: CriterionChange) -> dict[str, Any]:
    return {
        "id": item.id,
        "weight": _pair(*map(_short, item.weight)),
        "marks": {"python": _pair(*map(_short, item.python)), "node": _pair(*map(_short, item.node))},
        "causes": [_cause(cause) for cause in item.causes],
    }


def _cause(item: Cause) -> dict[str, Any]:
    return {
        "id": item.id,
        "what": item.what,
        "runtime": item.side.value,
        **_pair(_short(item.before), _short(item.after)),
        "new": [finding.fingerprint for finding in item.new],
        "fixed": [finding.fingerprint for finding in item.fixed],
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
