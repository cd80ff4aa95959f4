"""The schema is a promise: it is written down, and rows keep to it."""

from __future__ import annotations

import re
from pathlib import Path

from report.examples import make_full_report

from stackfit.fleet.overview import ENDED
from stackfit.fleet.rows import report_facts, report_rows
from stackfit.fleet.schema import SCHEMA_VERSION, TABLES
from stackfit.rules import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "fleet.md").read_text(encoding="utf-8")


def test_every_column_is_documented() -> None:
    assert f"schema version {SCHEMA_VERSION}" in PAGE.lower()
    for name, columns in TABLES.items():
        table = re.search(rf"^### {name}$(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
        assert table, name
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", table[1], re.M)
        assert rows == [(column.name, column.kind, column.about) for column in columns], name


def test_rows_have_the_columns_of_their_tables() -> None:
    report = make_full_report()
    known = {name: {column.name for column in columns} for name, columns in TABLES.items()}
    for name, rows in report_rows(report).items():
        assert rows, name
        assert all(row.keys() | {"result"} == known[name] for row in rows), name
    assert report_facts(report).keys() < known["repositories"]


def test_the_rules_about_ends_of_life_are_there() -> None:
    assert set(ENDED) <= {rule.meta.code for rule in RULES}
