"""JUnit XML: well formed whatever the names, counted right, and notes do not fail."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.examples import HOSTILE_TEXTS, make_component, make_full_report, make_report
from stackfit.model.report import Report
from stackfit.report import View
from stackfit.report.junit import render_junit


def parse(report: Report) -> ElementTree.Element:
    return ElementTree.fromstring(render_junit(report, View()).encode("utf-8", "backslashreplace"))  # noqa: S314


def test_a_suite_per_component_and_a_case_per_finding() -> None:
    root = parse(make_full_report())
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        (".", "2", "2"),
        ("web", "1", "0"),
    ]
    assert (root.get("tests"), root.get("failures")) == ("3", "2")


def test_errors_and_warnings_fail_and_notes_do_not() -> None:
    root = parse(make_full_report())
    assert [item.get("type") for item in root.iter("failure")] == ["error", "warning"]
    assert len(list(root.iter("system-out"))) == 1


def test_the_text_of_a_failure_has_the_chain() -> None:
    text = next(parse(make_full_report()).iter("failure")).text or ""
    assert "app.py:12:5: error SF101 shop\nshop entry calls shop helper (app.py:8)\n" in text


def test_what_is_clean_passes() -> None:
    root = parse(make_report(make_component()))
    assert [case.get("name") for case in root.iter("testcase")] == ["no findings"]
    assert [case.get("name") for case in parse(make_report()).iter("testcase")] == ["no findings"]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_known_tricks_stay_words(text: str) -> None:
    check(text, text)


@given(st.text(), st.text(min_size=1))
def test_no_name_breaks_out(text: str, path: str) -> None:
    check(text, path)


def check(text: str, path: str) -> None:
    root = parse(make_full_report(text, path))
    tags = [item.tag for item in root.iter()]
    assert sorted(set(tags)) == ["failure", "system-out", "testcase", "testsuite", "testsuites"]
    assert [tags.count(name) for name in ("testcase", "failure", "system-out")] == [3, 2, 1]
