"""Options of rules: figures that users set, how grave a rule may be, and mistakes that are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from stackfit.config import Config
from stackfit.errors import ConfigError
from stackfit.model.kinds import Severity
from stackfit.pipeline import scan
from stackfit.rules import RULES
from stackfit.rules.options import options_of
from stackfit.rules.page import rule_page

AS_OF = datetime.date(2026, 1, 1)
BRANCHES = "def price(a):\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(12)) + "    return 0\n"


def codes(root: Path, **settings: object) -> list[tuple[str, Severity]]:
    report = scan(root, Config(rules={"SF401": settings}), AS_OF)  # type: ignore[dict-item]
    return [(item.code, item.severity) for item in report.findings if item.code == "SF401"]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(BRANCHES, encoding="utf-8")
    return tmp_path


def test_a_figure_of_a_rule_can_be_set(repo: Path) -> None:
    assert codes(repo) == []
    assert codes(repo, threshold=10) == [("SF401", Severity.INFO)]
    assert codes(repo, threshold=10, warning=12, deep=1) == [("SF401", Severity.INFO)], "flat"


def test_no_finding_is_graver_than_a_rule_may_be(repo: Path) -> None:
    deep = "def f(a):\n" + "    for x in a:\n        if x:\n            if x > 1:\n                print(x)\n" * 5
    (repo / "app.py").write_text(deep, encoding="utf-8")
    assert codes(repo, threshold=3, warning=4) == [("SF401", Severity.WARNING)]
    assert codes(repo, threshold=3, warning=4, **{"max-severity": "info"}) == [("SF401", Severity.INFO)]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"treshold": 3}, "did you mean 'threshold'"),
        ({"threshold": "3"}, "whole number"),
        ({"threshold": True}, "whole number"),
        ({"threshold": 0}, "at least 1"),
        ({"max-severity": "loud"}, "expected one of error, warning, info"),
    ],
)
def test_mistakes_are_told(repo: Path, settings: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        codes(repo, **settings)
    assert words in str(caught.value)


@pytest.mark.parametrize("settings", [{"rules": {"SF999": {}}}, {"select": ("SF999",)}, {"ignore": ("ACME001",)}])
def test_a_code_that_no_rule_has_is_told(repo: Path, settings: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="no rule"):
        scan(repo, Config(**settings), AS_OF)  # type: ignore[arg-type]


def test_every_option_is_on_the_page_of_its_rule() -> None:
    for rule in RULES:
        page = rule_page(rule)
        for option in options_of(rule.meta):
            assert f"{option.name} = " in page
            assert option.what in page
