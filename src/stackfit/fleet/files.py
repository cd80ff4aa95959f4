"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from stackfit.fleet.schema import SCHEMA_VERSION, TABLES, Column

_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}
_EMPTY = {"text": ""}


def write_json(path: Path, value: Any) -> None:
    """Write a small file in one step."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def write_tables(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Write every table, empty ones too, as a Parquet file in a new folder."""
    folder.mkdir()
    for name, columns in TABLES.items():
        given = rows.get(name, [])
        arrays = [pa.array([_cell(row, column) for row in given], _TYPES[column.kind]) for column in columns]
        table = pa.Table.from_arrays(arrays, schema=arrow_schema(columns))
        with (folder / f"{name}.parquet").open("wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The columns in the words of Arrow, with the version that they are of."""
    fields = [pa.field(column.name, _TYPES[column.kind]) for column in columns]
    return pa.schema(fields, metadata={"stackfit.schema_version": str(SCHEMA_VERSION)})


def _cell(row: dict[str, Any], column: Column) -> Any:
    return row.get(column.name, _EMPTY.get(column.kind))
