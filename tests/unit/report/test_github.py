"""Annotations: workflow commands as the runner reads them, few, worst first, and none but ours."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.examples import HOSTILE_TEXTS, make_component, make_finding, make_full_report, make_report
from stackfit.model.kinds import Severity
from stackfit.report import View
from stackfit.report.github import render_github
from stackfit.report.safe import make_safe

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def decode(text: str) -> str:
    """What the runner makes of an escaped value."""
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def parse(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(item.split("=", 1) for item in match[2].split(","))
    return match[1], {name: decode(value) for name, value in properties.items()}, decode(match[3])


def test_a_finding_is_a_command() -> None:
    kind, properties, message = parse(render_github(make_full_report(), View()).splitlines()[0])
    assert kind == "error"
    assert properties == {
        "file": "app.py",
        "line": "12",
        "endLine": "12",
        "col": "5",
        "title": "SF101 blocking-call-on-event-loop",
    }
    assert message.splitlines()[0] == "shop"
    assert "shop entry calls shop helper (app.py:8)" in message
    assert message.endswith("Help: shop otherwise")


def test_severities_have_their_commands() -> None:
    lines = render_github(make_full_report(), View()).splitlines()
    assert [parse(line)[0] for line in lines] == ["error", "warning", "notice"]


def test_ten_of_a_kind_worst_first_and_the_rest_is_counted() -> None:
    findings = tuple(
        make_finding(line=line, severity=severity)
        for severity in (Severity.INFO, Severity.WARNING)
        for line in range(1, 14)
    )
    lines = render_github(make_report(make_component(), findings=findings), View()).splitlines()
    assert [line.split()[0] for line in lines[:20]] == ["::warning"] * 10 + ["::notice"] * 10
    assert [line.partition(":")[0] for line in lines[20:]] == ["stackfit", "stackfit"]
    assert "3 more warnings without annotation" in lines[20]


def test_files_are_named_from_the_top_of_the_work_tree() -> None:
    line = render_github(make_full_report(), View(base="services/api/")).splitlines()[0]
    assert parse(line)[1]["file"] == "services/api/app.py"


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_known_tricks_stay_words(text: str) -> None:
    check(text, text)


@given(st.text(), st.text(min_size=1))
def test_no_name_breaks_out(text: str, path: str) -> None:
    check(text, path)


def check(text: str, path: str) -> None:
    lines = render_github(make_full_report(text, path), View()).removesuffix("\n").split("\n")
    assert len(lines) == 3
    for line in lines:
        _, properties, _ = parse(line)
        assert properties["file"] == make_safe(path, 1_000)
        assert len(line.splitlines()) == 1
