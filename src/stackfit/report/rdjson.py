"""The rdjson format: Reviewdog Diagnostic Format, for `reviewdog -f=rdjson`."""

from __future__ import annotations

import json
from typing import Any

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.model.source import Location
from stackfit.report.safe import make_safe
from stackfit.report.sarif import HOME
from stackfit.report.view import View
from stackfit.report.words import call_words

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render_rdjson(report: Report, view: View) -> str:
    """One document with a diagnostic per finding."""
    urls = {rule.code: rule.help_url for rule in report.rules}
    document = {
        "source": {"name": "stackfit", "url": HOME},
        "diagnostics": [_diagnostic(finding, urls.get(finding.code, ""), view) for finding in report.findings],
    }
    return json.dumps(document, indent=1) + "\n"


def _diagnostic(finding: Finding, url: str, view: View) -> dict[str, Any]:
    advice = f"\nHelp: {make_safe(finding.hint, 1_000)}" if finding.hint else ""
    steps = finding.chain if len(finding.chain) > 1 else ()
    related = [(call_words(step), step.location) for step in steps]
    related += [(item.what, item.location) for item in finding.related]
    return {
        "message": f"{make_safe(finding.message, 1_000)}{advice}",
        "location": _location(finding.location, view),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": url} if url else {"value": finding.code},
        "relatedLocations": [
            {"message": make_safe(what, 1_000), "location": _location(location, view)} for what, location in related
        ],
    }


def _location(location: Location, view: View) -> dict[str, Any]:
    """Whole lines: the format counts columns in bytes, we in characters."""
    lines = {"start": {"line": location.line}}
    if location.end_line > location.line:
        lines["end"] = {"line": location.end_line}
    return {"path": view.from_top(location.path), "range": lines}
