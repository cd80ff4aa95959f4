"""The gitlab format: a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import json
from typing import Any

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.report.safe import make_safe
from stackfit.report.view import View

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render_gitlab(report: Report, view: View) -> str:
    """A list of findings; `[]` when there is none, since GitLab wants a file all the same."""
    return json.dumps([_entry(finding, view) for finding in report.findings], indent=1) + "\n"


def _entry(finding: Finding, view: View) -> dict[str, Any]:
    advice = f" Help: {finding.hint}" if finding.hint else ""
    return {
        "description": make_safe(f"{finding.code} {finding.message}.{advice}", 1_000),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": view.from_top(finding.location.path),
            "lines": {"begin": finding.location.line, "end": finding.location.end_line},
        },
    }
