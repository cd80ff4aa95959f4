"""SARIF: valid by the schema, one run per component, chains to follow, and within what uploads may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from msgspec import structs

from report.examples import HOSTILE_TEXTS, RULE, make_component, make_finding, make_full_report, make_report
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.model.report import Report
from stackfit.model.source import ReadError
from stackfit.report import View, sarif
from stackfit.report.sarif import render_sarif

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)


def log_of(report: Report, view: View | None = None) -> dict[str, Any]:
    """The log, which must be valid."""
    log: dict[str, Any] = json.loads(render_sarif(report, view or View()))
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    return log


def run_of(report: Report) -> dict[str, Any]:
    run: dict[str, Any] = log_of(report)["runs"][0]
    return run


def test_the_schema_would_notice() -> None:
    log = log_of(make_full_report())
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not VALIDATOR.is_valid(log)


def test_a_chain_becomes_a_code_flow() -> None:
    result = run_of(make_report(make_component(), findings=(make_finding(),)))["results"][0]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    places = [step["location"]["physicalLocation"] for step in steps]
    assert [(place["artifactLocation"]["uri"], place["region"]["startLine"]) for place in places] == [
        ("app.py", 8),
        ("lib/far.py", 12),
    ]
    assert [step["nestingLevel"] for step in steps] == [0, 1]
    assert steps[0]["location"]["message"]["text"] == "requests.get waits entry calls requests.get waits helper"


def test_a_direct_call_has_no_code_flow() -> None:
    finding = structs.replace(make_finding(), chain=make_finding().chain[:1])
    assert "codeFlows" not in run_of(make_report(make_component(), findings=(finding,)))["results"][0]


def test_levels_and_ranks_follow_severity_then_confidence() -> None:
    findings = tuple(
        structs.replace(make_finding(line=line), severity=severity, confidence=confidence)
        for line, (severity, confidence) in enumerate(
            ((severity, confidence) for severity in Severity for confidence in Confidence), 1
        )
    )
    results = run_of(make_report(make_component(), findings=findings))["results"]
    ranks = [result["rank"] for result in results]
    assert ranks == sorted(set(ranks), reverse=True)
    assert (ranks[0], ranks[-1]) == (100.0, 11.1)
    assert [result["level"] for result in results] == ["error"] * 3 + ["warning"] * 3 + ["note"] * 3


def test_a_rule_comes_with_its_page() -> None:
    run = run_of(make_full_report())
    rule = run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]
    assert rule["id"] == run["results"][0]["ruleId"]
    assert rule["help"]["markdown"] == RULE.page
    assert "Calls of sleep, see\nthe manual (https://example.org/sleep)." in rule["help"]["text"]
    assert "```" not in rule["help"]["text"]
    assert rule["helpUri"] == RULE.help_url


def test_fingerprints_stand_under_our_own_key() -> None:
    assert [item["partialFingerprints"] for item in run_of(make_full_report())["results"]] == [
        {"stackfit/v1": letter * 32} for letter in "abd"
    ]


def test_what_the_baseline_accepts_is_suppressed() -> None:
    results = run_of(make_full_report("shop"))["results"]
    assert [bool(item.get("suppressions")) for item in results] == [False, False, True]
    assert results[2]["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "shop"}]


def test_a_run_for_each_component_even_without_results() -> None:
    runs = log_of(make_full_report())["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["stackfit/", "stackfit/web/"]
    assert [len(run["results"]) for run in runs] == [3, 1]
    clean = log_of(make_report(make_component("api")))["runs"]
    assert [(run["automationDetails"]["id"], run["results"]) for run in clean] == [
        ("stackfit/", []),
        ("stackfit/api/", []),
    ]


def test_components_of_tests_have_no_run_of_their_own() -> None:
    runs = log_of(make_report(make_component(), make_component("demo", role=Role.EXAMPLE)))["runs"]
    assert len(runs) == 1


def test_many_components_share_the_last_run() -> None:
    paths = [f"c{number:02}" for number in range(30)]
    findings = tuple(structs.replace(make_finding(), component=path, fingerprint=path) for path in paths)
    runs = log_of(make_report(*(make_component(path) for path in paths), findings=findings))["runs"]
    assert len(runs) == 20
    assert len({run["automationDetails"]["id"] for run in runs}) == 20
    assert sum(len(run["results"]) for run in runs) == 30


def test_places_are_relative_to_the_top_of_the_work_tree() -> None:
    run = log_of(make_full_report(path="a b.py"), View(base="services/api/"))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "services/api/a%20b.py", "uriBaseId": "%SRCROOT%"}
    assert run["automationDetails"]["id"] == "stackfit/services/api/"


def test_too_many_results_are_cut_worst_first_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    mild = tuple(make_finding(line=line, severity=Severity.WARNING) for line in range(1, 5))
    run = run_of(make_report(make_component(), findings=(*mild, make_finding(line=9))))
    assert [item["level"] for item in run["results"]] == ["error", "warning", "warning"]
    text = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert text.startswith("2 of 5 findings are left out")


def test_a_log_too_large_to_upload_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = tuple(make_finding(line=line) for line in range(1, 200))
    report = make_report(make_component(), findings=findings)
    monkeypatch.setattr(sarif, "MAX_COMPRESSED", 5_000)
    monkeypatch.setattr(sarif, "MAX_RESULTS", 400)
    run = run_of(report)
    assert 0 < len(run["results"]) < 199
    assert "left out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_what_cannot_be_read_is_notified() -> None:
    errors = tuple(ReadError(path=f"{number}.py", message="has syntax errors") for number in range(120))
    notes = run_of(make_report(make_component(), errors=errors))["invocations"][0]["toolExecutionNotifications"]
    assert len(notes) == 101
    assert notes[-1]["message"]["text"] == "20 further parts of the repository could not be read"


@settings(max_examples=40)
@given(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text()), st.text(min_size=1))
def test_no_name_breaks_out(text: str, path: str) -> None:
    for run in log_of(make_full_report(text, path))["runs"]:
        for result in run["results"]:
            assert "](" not in result["message"]["text"]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert set(uri) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/%")
