"""The concise format: a line per finding."""

from __future__ import annotations

from report.examples import make_component, make_finding, make_report
from stackfit.model.kinds import Severity
from stackfit.report import View
from stackfit.report.concise import render_concise


def test_a_line_per_finding() -> None:
    findings = (make_finding("a.py", 3), make_finding("b.py", 4, severity=Severity.INFO))
    assert render_concise(make_report(make_component(), findings=findings), View()) == (
        "a.py:3:5: error SF101 requests.get waits\nb.py:4:5: info SF101 requests.get waits\n"
    )


def test_paths_lead_from_where_the_reader_stands() -> None:
    report = make_report(make_component(), findings=(make_finding("a.py", 3),))
    assert render_concise(report, View(prefix="../shop/")).startswith("../shop/a.py:3:5: ")


def test_nothing_found_prints_nothing() -> None:
    assert render_concise(make_report(make_component()), View()) == ""
