"""JSON Lines: a finding per line, as in the JSON report."""

from __future__ import annotations

import json

from report.examples import make_component, make_finding, make_report
from stackfit.report.json_ import report_document
from stackfit.report.jsonl import render_jsonl


def test_lines_are_the_findings_of_the_json_report() -> None:
    report = make_report(make_component(), findings=(make_finding("a.py"), make_finding("b\u2028.py")))
    lines = render_jsonl(report).removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == report_document(report)["findings"]
