"""Results as SQL tables: DuckDB over the Parquet files, which can read them and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from stackfit.errors import UsageError
from stackfit.fleet.files import arrow_schema
from stackfit.fleet.parts import recover_if_idle
from stackfit.fleet.results import list_runs, open_results
from stackfit.fleet.schema import TABLES

Row = dict[str, Any]

RUN_COLUMNS = ("run", "started", "finished", "asked", "engine", "tool_version", "data_version", "as_of")


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection on which each table shows the last run, and `all_TABLE` every run. Raises `StackfitError`."""
    open_results(folder)
    recover_if_idle(folder)
    runs = list_runs(folder)
    connection = duckdb.connect(":memory:")
    _seal(connection, folder)
    rows = [{name: run.get(name) for name in RUN_COLUMNS} for run in runs]
    fields = [pa.field(name, pa.int64() if name == "asked" else pa.string()) for name in RUN_COLUMNS]
    _create(connection, "runs", pa.Table.from_pylist(rows, schema=pa.schema(fields)))
    parts = folder.resolve() / "runs"
    for name, columns in TABLES.items():
        if next(parts.glob(f"*/parts/*/{name}.parquet"), None) is None:
            _create(connection, f"all_{name}", arrow_schema(columns).empty_table())
        else:
            files = _quote(f"{parts.as_posix()}/*/parts/*/{name}.parquet")
            connection.execute(f"CREATE VIEW all_{name} AS FROM read_parquet({files}, union_by_name = true)")
    _show_run(connection, runs[-1]["run"] if runs else "")
    return connection


def fetch(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query."""
    cursor = connection.execute(query, list(parameters))
    names = [item[0] for item in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def run_query(folder: Path, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of the user's own query: one SELECT and nothing else. Raises `UsageError`."""
    connection = connect(folder)
    try:
        statements = duckdb.extract_statements(query)
        kinds = [str(statement.type).rpartition(".")[2] for statement in statements]
        if kinds != ["SELECT"]:
            raise UsageError("one SELECT (or DESCRIBE, SHOW) is wanted", where="fleet query")
        cursor = connection.execute(query)
        return [item[0] for item in cursor.description or ()], cursor.fetchall()
    except duckdb.Error as problem:
        raise UsageError(str(problem), where="fleet query") from problem


def _show_run(connection: duckdb.DuckDBPyConnection, run: str) -> None:
    """The tables without a prefix: one run, in which results of earlier ones may be used again."""
    connection.execute(f"CREATE VIEW repositories AS FROM all_repositories WHERE run = {_quote(run)}")
    for name in TABLES:
        if name != "repositories":
            connection.execute(
                f"CREATE VIEW {name} AS SELECT source, r.name AS repository, d.* FROM all_{name} AS d "  # noqa: S608
                "JOIN repositories AS r USING (result)"
            )


def _seal(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """No files but these, no network, no extensions, no variables of ours, and no way back."""
    place = f"{folder.resolve().as_posix()}/runs/"
    connection.execute(f"SET allowed_directories = [{_quote(place)}]")
    for setting in ("temp_directory = ''", "python_enable_replacements = false", "enable_external_access = false"):
        connection.execute(f"SET {setting}")
    connection.execute("SET lock_configuration = true")


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("given", table)
    connection.execute(f"CREATE TABLE {name} AS FROM given")
    connection.unregister("given")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
