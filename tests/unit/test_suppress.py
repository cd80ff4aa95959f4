"""What is hidden, what is shown, and which comments do nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from msgspec import structs

from stackfit.config import Config, PathIgnore
from stackfit.model.facts import Suppression
from stackfit.model.finding import ChainStep, Finding
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.model.source import Location
from stackfit.suppress import Sources, apply

TODAY = datetime.date(2026, 6, 1)


def finding(path: str = "app.py", line: int = 5, end_line: int = 0, chain: tuple[ChainStep, ...] = ()) -> Finding:
    return Finding(
        code="SF101",
        name="blocking-call",
        severity=Severity.ERROR,
        confidence=Confidence.DEFINITE,
        location=Location(path=path, line=line, end_line=end_line),
        message="blocks",
        criteria=("architecture",),
        chain=chain,
    )


def shown(
    *findings: Finding,
    config: Config | None = None,
    comments: Mapping[str, tuple[Suppression, ...]] | None = None,
    texts: Mapping[str, str] | None = None,
    roles: Mapping[str, Role] | None = None,
) -> list[tuple[str, str, int]]:
    texts = texts or {}
    sources = Sources(suppressions=comments or {}, roles=roles or {}, text=texts.get)
    kept = apply(findings, config=config or Config(), as_of=TODAY, sources=sources)
    return [(item.code, item.location.path, item.location.line) for item in kept]


def comment(line: int, *codes: str, until: str = "") -> Mapping[str, tuple[Suppression, ...]]:
    return {"app.py": (Suppression(line=line, codes=codes, reason="", until=until),)}


@pytest.mark.parametrize("codes", [("SF101",), (), ("SF504", "SF101"), ("BLOCKING-CALL",)])
def test_a_comment_on_the_guilty_line_hides_the_finding(codes: tuple[str, ...]) -> None:
    assert shown(finding(), comments=comment(5, *codes)) == []


def test_a_comment_within_a_call_of_several_lines_counts() -> None:
    assert shown(finding(end_line=8), comments=comment(8, "SF101")) == []


def test_a_comment_for_another_rule_hides_nothing_and_is_reported() -> None:
    assert shown(finding(), comments=comment(5, "SF504")) == [("SF001", "app.py", 5), ("SF101", "app.py", 5)]


def test_a_comment_above_counts_only_when_it_stands_alone() -> None:
    alone = {"app.py": "a\nb\nc\n    # stackfit: ignore[SF101]\n    sleep(1)\n"}
    behind = {"app.py": "a\nb\nc\nother()  # stackfit: ignore[SF101]\n    sleep(1)\n"}
    assert shown(finding(), comments=comment(4, "SF101"), texts=alone) == []
    assert ("SF101", "app.py", 5) in shown(finding(), comments=comment(4, "SF101"), texts=behind)


def test_a_comment_at_the_entrys_call_hides_a_chain() -> None:
    entry = ChainStep(location=Location(path="app.py", line=20), function="handler", call="load")
    last = ChainStep(location=Location(path="db.py", line=3), function="load", call="connect")
    assert shown(finding("db.py", 3, chain=(entry, last)), comments=comment(20, "SF101")) == []


def test_a_comment_holds_up_to_its_date() -> None:
    assert shown(finding(), comments=comment(5, "SF101", until="2026-06-01")) == []
    ended = shown(finding(), comments=comment(5, "SF101", until="2026-05-31"))
    assert ended == [("SF001", "app.py", 5), ("SF101", "app.py", 5)]


def test_a_date_that_cannot_be_read_hides_nothing() -> None:
    assert ("SF101", "app.py", 5) in shown(finding(), comments=comment(5, "SF101", until="soon"))


def test_comments_in_deployment_files_count() -> None:
    texts = {"Dockerfile": "FROM python\n# stackfit: ignore[SF101] for now\nCMD flask run\n"}
    assert shown(finding("Dockerfile", 3), texts=texts) == []
    assert shown(finding("Dockerfile", 1), texts=texts) == [("SF101", "Dockerfile", 1)]


def test_lines_are_counted_at_line_feeds_alone() -> None:
    texts = {"app.py": "import time\n\x0c\n\n# stackfit: ignore[SF101]\ntime.sleep(1)\n"}
    assert shown(finding(line=5), comments=comment(4, "SF101"), texts=texts) == []


def test_a_comment_above_counts_in_a_notebook() -> None:
    texts = {"app.ipynb": '{"source": [\n"# stackfit: ignore[SF101] a demo\\n",\n"time.sleep(1)\\n"]}\n'}
    comments = {"app.ipynb": (Suppression(line=2, codes=("SF101",), reason="a demo"),)}
    assert shown(finding("app.ipynb", 3), comments=comments, texts=texts) == []


def test_comments_in_tests_are_not_reported_as_unused() -> None:
    assert shown(comments=comment(5, "SF101"), roles={"app.py": Role.TEST}) == []


def test_findings_outside_production_code_show_only_when_asked_for() -> None:
    roles = {"app.py": Role.TEST}
    assert shown(finding(), roles=roles) == []
    assert shown(finding(), roles=roles, config=Config(tests=True)) == [("SF101", "app.py", 5)]


def test_what_is_merely_possible_shows_only_when_asked_for() -> None:
    doubtful = structs.replace(finding(), confidence=Confidence.POSSIBLE)
    assert shown(doubtful) == []
    assert shown(doubtful, config=Config(min_confidence=Confidence.POSSIBLE)) == [("SF101", "app.py", 5)]
    assert shown(finding(), config=Config(min_confidence=Confidence.DEFINITE)) == [("SF101", "app.py", 5)]


@pytest.mark.parametrize("selector", ["SF101", "architecture", "error"])
def test_selection_and_ignoring_by_code_criterion_and_severity(selector: str) -> None:
    assert shown(finding(), config=Config(select=(selector,))) == [("SF101", "app.py", 5)]
    assert shown(finding(), config=Config(ignore=(selector,))) == []
    assert shown(finding(), config=Config(select=(selector,), ignore=(selector,))) == []


@pytest.mark.parametrize("selector", ["SF10", "SF1011", "syntax", "warning"])
def test_other_selectors_leave_the_finding_out(selector: str) -> None:
    assert shown(finding(), config=Config(select=(selector,))) == []
    assert shown(finding(), config=Config(ignore=(selector,))) == [("SF101", "app.py", 5)]


def test_a_suppression_is_in_use_even_where_its_rule_is_not_selected() -> None:
    config = Config(select=("SF001", "SF504"))
    assert shown(finding(), config=config, comments=comment(5, "SF101")) == []


def test_per_path_ignores() -> None:
    config = Config(per_path_ignores=(PathIgnore(pattern="scripts/**", selectors=("SF101",)),))
    assert shown(finding("scripts/a/b.py"), finding("src/b.py"), config=config) == [("SF101", "src/b.py", 5)]


def test_output_is_sorted() -> None:
    assert shown(finding("b.py"), finding("a.py", 9), finding("a.py", 2)) == [
        ("SF101", "a.py", 2),
        ("SF101", "a.py", 9),
        ("SF101", "b.py", 5),
    ]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("SF101", "remove the comment"),
        ("SF110", "there is no rule SF110; did you mean SF101?"),
        ("blocking-cal", "there is no rule blocking-cal; did you mean blocking-call?"),
        ("XYZ", "there is no rule XYZ; `stackfit rules` lists them"),
    ],
)
def test_a_comment_that_names_no_rule_is_told_so(code: str, hint: str) -> None:
    sources = Sources(suppressions=comment(9, code), rules=frozenset({"SF101", "SF504", "blocking-call"}))
    (found,) = apply((), config=Config(), as_of=TODAY, sources=sources)
    assert (found.code, found.hint) == ("SF001", hint)
