"""Reviewdog Diagnostic Format: places, severities, and the chain as related places."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from report.examples import RULE, make_full_report, make_report
from stackfit.report import View
from stackfit.report.rdjson import render_rdjson


def test_a_diagnostic_for_each_finding() -> None:
    document = json.loads(render_rdjson(make_full_report(), View(base="services/api/")))
    assert document["source"]["name"] == "stackfit"
    first = document["diagnostics"][0]
    assert [item["severity"] for item in document["diagnostics"]] == ["ERROR", "WARNING", "INFO"]
    assert first["message"] == "shop\nHelp: shop otherwise"
    assert first["location"] == {"path": "services/api/app.py", "range": {"start": {"line": 12}}}
    assert first["code"] == {"value": "SF101", "url": RULE.help_url}
    assert [item["message"] for item in first["relatedLocations"]] == [
        "shop entry calls shop helper",
        "shop helper calls shop call",
        "shop beside",
    ]


def test_no_findings_are_no_diagnostics() -> None:
    assert json.loads(render_rdjson(make_report(), View()))["diagnostics"] == []


@given(st.text(), st.text(min_size=1))
def test_names_stay_names(text: str, path: str) -> None:
    for item in json.loads(render_rdjson(make_full_report(text, path), View()))["diagnostics"]:
        assert item["location"]["path"] == path
        assert len(item["message"].split("\n")) == 2
