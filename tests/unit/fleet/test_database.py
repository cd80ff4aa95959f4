"""Queries: one SELECT over the results, and no way to anything else."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from report.examples import HOSTILE_TEXTS

from fleet.conftest import ask
from fleet.documents import repository, write
from stackfit.errors import UsageError
from stackfit.fleet.answers import render_rows
from stackfit.fleet.database import run_query
from stackfit.fleet.schema import TABLES
from stackfit.fleet.store import Run


@pytest.fixture
def results(tmp_path: Path) -> Path:
    write(tmp_path, repository("bot", "fits"), repository("shop", "fits"))
    return tmp_path / "results"


def test_a_query_is_answered(results: Path) -> None:
    names, rows = run_query(results, "SELECT name, errors FROM repositories ORDER BY name")
    assert names == ["name", "errors"]
    assert [row[0] for row in rows] == ["bot", "shop"]


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_columns_of_the_schema(name: str, results: Path) -> None:
    described = dict(row[:2] for row in run_query(results, f"DESCRIBE all_{name}")[1])
    kinds = {"text": "VARCHAR", "texts": "VARCHAR[]", "integer": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}
    assert described == {column.name: kinds[column.kind] for column in TABLES[name]}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; SELECT 2",
        "COPY repositories TO 'out.csv'",
        "CREATE TABLE t AS FROM repositories",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{results}/../secret.txt')",
        "SELECT * FROM read_text('{results}/runs/../../secret.txt')",
        "SELECT * FROM glob('/etc/*')",
        "FROM 'https://example.com/x.parquet'",
        "FROM query",
        "SELECT",
        "",
    ],
)
def test_nothing_else_can_be_done(query: str, results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (results.parent / "secret.txt").write_text("secret")
    monkeypatch.chdir(results.parent)
    with pytest.raises(UsageError):
        run_query(results, query.format(results=results.as_posix()))
    assert not (results.parent / "out.csv").exists()


def test_a_run_that_found_nothing_has_tables_too(tmp_path: Path) -> None:
    with Run(tmp_path / "results", {"asked": 0}) as run:
        run.finish()
    assert all(ask(tmp_path, f"FROM {name}") == [] for name in TABLES)


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "\n=1+1", " @SUM(1)", "\t-1", "\uff1d1", "\x9b2J", '"\n=1,"'])
def test_no_name_breaks_out_of_a_table(text: str) -> None:
    for name in ("csv", "text", "jsonl"):
        shown = render_rows([text, "n"], [(text, 1), ([text, "b"], 2)], name)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]", shown.replace("\r\n", ""))
    cells = [row[0] for row in csv.reader(render_rows([text, "n"], [(text, 1), ([text], 2)], "csv").splitlines())]
    assert len(cells) == 3
    assert not [cell for cell in cells if unicodedata.normalize("NFKC", cell).lstrip()[:1] in {"=", "+", "-", "@"}]


def test_answers_in_each_format() -> None:
    names, rows = ["name", "n"], [("=1+1", 2), ("a\x1b[2J", None)]
    assert render_rows(names, rows, "csv") == "name,n\n'=1+1,2\na\\x1b[2J,\n"
    assert render_rows(names, rows, "jsonl").splitlines()[0] == '{"name": "=1+1", "n": 2}'
    assert "\x1b" not in render_rows(names, rows, "text")
    assert render_rows(names, [], "text") == "name  n\n"
