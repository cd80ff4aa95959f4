"""The figures by which evidence is combined keep the promises that depend on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackfit.catalogue.inference import load_inference
from stackfit.errors import DataError
from stackfit.model.vocabulary import APPLIES

FIGURES = load_inference()


def test_texts_and_paths_alone_never_make_a_label() -> None:
    assert FIGURES.caps["text"] < APPLIES
    assert FIGURES.caps["paths"] < APPLIES


def test_no_source_is_ever_certain() -> None:
    assert all(0 < cap < 1 for cap in FIGURES.caps.values())


def test_further_evidence_of_one_source_says_less_and_less() -> None:
    for shares in FIGURES.diminishing.values():
        assert list(shares) == sorted(shares, reverse=True)
        assert shares[0] <= 1
        assert shares[-1] > 0


def test_a_declaration_alone_weighs_little() -> None:
    assert FIGURES.usage["declared_only"] < FIGURES.usage["floor"] < FIGURES.usage["entry_floor"] <= 1


def test_shares_lie_within_0_and_1() -> None:
    tables = (FIGURES.usage, FIGURES.paths, FIGURES.commands, FIGURES.rollup)
    shares = (item for table in tables for item in table.items() if not item[0].endswith("_count"))
    assert all(0 <= value <= 1 for _, value in shares)
    assert 0 < FIGURES.floor <= APPLIES


def test_a_misspelt_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inference.toml").write_text("flor = 0.3\n", "utf-8")
    monkeypatch.setattr("stackfit.catalogue.toml.profiles_root", lambda: tmp_path)
    with pytest.raises(DataError, match=r"inference.toml: flor: unknown key .did you mean 'floor'"):
        load_inference.__wrapped__()
