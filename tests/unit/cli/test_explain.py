"""`stackfit explain` and `stackfit rules`: every subject has its page."""

from __future__ import annotations

import json

import pytest

from cli.conftest import Run
from stackfit.catalogue.workloads import load_workloads
from stackfit.model.vocabulary import CRITERIA
from stackfit.rules import RULES

SUBJECTS = (*(rule.meta.code for rule in RULES), *CRITERIA, *(item.id for item in load_workloads()))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_page(run: Run, subject: str) -> None:
    result = run("explain", subject)
    assert result.code == 0
    assert result.out.startswith("# ")
    assert len(result.out.splitlines()) > 8


def test_a_rule_is_found_by_name_and_in_any_case(run: Run) -> None:
    assert run("explain", "sf101").out == run("explain", "blocking-call-on-event-loop").out


def test_a_criterion_quotes_the_scoring_profile(run: Run) -> None:
    assert "Python 25, Node.js 75" in run("explain", "scalability").out
    assert run("explain", "scalability", "--profile", "current").out != run("explain", "scalability").out


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("scalabilty", "'scalability'"),
        ("SF100", "'SF"),
        ("%%", "stackfit rules"),
        ("listener", "perhaps missing-error-listener"),
    ],
)
def test_a_wrong_subject_is_answered_with_advice(run: Run, subject: str, words: str) -> None:
    result = run("explain", subject)
    assert result.code == 2
    assert words in result.err


def test_rules_are_listed(run: Run) -> None:
    lines = run("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.meta.code for rule in RULES]
    listed = json.loads(run("rules", "--format", "json").out)
    assert [(item["code"], item["summary"]) for item in listed] == [(r.meta.code, r.meta.summary) for r in RULES]
