"""GitLab Code Quality: the fields that GitLab reads, with fingerprints that differ."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from report.examples import make_full_report, make_report
from stackfit.report import View
from stackfit.report.gitlab import render_gitlab


def test_the_fields_that_gitlab_reads() -> None:
    entries = json.loads(render_gitlab(make_full_report(), View(base="services/api/")))
    assert [entry["severity"] for entry in entries] == ["critical", "major", "info"]
    assert entries[0]["description"] == "SF101 shop. Help: shop otherwise"
    assert entries[0]["check_name"] == "SF101"
    assert entries[0]["location"] == {"path": "services/api/app.py", "lines": {"begin": 12, "end": 12}}
    assert len({entry["fingerprint"] for entry in entries}) == 3


def test_no_findings_are_an_empty_list() -> None:
    assert render_gitlab(make_report(), View()) == "[]\n"


@given(st.text(), st.text(min_size=1))
def test_names_stay_names(text: str, path: str) -> None:
    entries = json.loads(render_gitlab(make_full_report(text, path), View()))
    assert {entry["location"]["path"] for entry in entries} == {path if path != "." else "."}
    assert all(len(entry["description"].splitlines()) == 1 for entry in entries)
