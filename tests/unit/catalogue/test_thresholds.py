"""The figures that rules go by."""

from __future__ import annotations

import pytest
import tomli

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.thresholds import load_thresholds
from stackfit.errors import DataError
from stackfit.rules import RULES

TABLES = tomli.loads((profiles_root() / "thresholds.toml").read_text(encoding="utf-8"))


def test_every_table_belongs_to_a_rule_and_can_be_read() -> None:
    assert set(TABLES) <= {rule.meta.code for rule in RULES}
    for code in TABLES:
        assert all(value >= 1 for value in load_thresholds(code).values())


@pytest.mark.parametrize("code", ["SF401", "SF402"])
def test_a_warning_asks_for_more_than_a_note(code: str) -> None:
    limits = load_thresholds(code)
    assert limits["threshold"] < limits["warning"]


def test_a_rule_without_figures_is_an_error() -> None:
    with pytest.raises(DataError):
        load_thresholds("SF999")
