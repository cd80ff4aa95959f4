"""The JSON Lines format: one finding per line, each as in the JSON report."""

from __future__ import annotations

from stackfit.model.report import Report
from stackfit.report.json_ import dump, finding_document
from stackfit.report.view import View


def render_jsonl(report: Report, view: View | None = None) -> str:
    """One JSON object per finding and line; nothing when there is none."""
    return "".join(dump(finding_document(finding)) for finding in report.findings)
