"""What all formats have in common: a golden file each, and the same bytes for the same report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from report.examples import make_full_report, make_report
from stackfit.report import FORMATS, View

FOLDER = Path(__file__).parents[2] / "snapshots" / "formats"
ENDINGS = {
    "text": "txt",
    "concise": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "json",
    "markdown": "md",
    "github": "txt",
    "gitlab": "json",
    "junit": "xml",
    "rdjson": "json",
}
VIEW = View(name="shop", base="services/api/", source_url="https://example.org/blob/0123456/")


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_the_golden_file_of(name: str, check_golden: Callable[[Path, str], None]) -> None:
    check_golden(FOLDER / f"{name}.{ENDINGS[name]}", FORMATS[name](make_full_report(), VIEW))


def test_every_format_has_its_golden_file() -> None:
    assert set(FORMATS) - {"html"} == set(ENDINGS), "HTML is looked at in a browser"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_report_is_no_trouble(name: str) -> None:
    text = FORMATS[name](make_report(), View())
    assert text == FORMATS[name](make_report(), View())
    assert text.isprintable() or text.endswith("\n")
