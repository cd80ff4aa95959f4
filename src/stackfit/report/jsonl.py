"""The JSON Lines format: one finding per line, each as in the JSON report."""

from __future__ import annotations

import json

from stackfit.model.report import Report
from stackfit.report.json_ import finding_document


def render_jsonl(report: Report) -> str:
    """One JSON object per finding and line; nothing when there is none."""
    return "".join(json.dumps(finding_document(finding), ensure_ascii=False) + "\n" for finding in report.findings)
