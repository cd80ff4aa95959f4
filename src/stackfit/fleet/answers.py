"""The answer to a query as a table for people, as JSON Lines or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from stackfit.report.json_ import dump
from stackfit.report.safe import make_safe

WIDEST = 80
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], format_name: str) -> str:
    """The rows in one of the formats text, jsonl, csv."""
    if format_name == "jsonl":
        return "".join(dump(dict(zip(names, row, strict=True))) for row in rows)
    return _csv(names, rows) if format_name == "csv" else _table(names, rows)


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    cells = [[make_safe(name, WIDEST) for name in names], *([_show(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(names))]
    figures = [
        bool(rows) and all(isinstance(row[column], (int, float)) for row in rows) for column in range(len(names))
    ]
    lines = (
        "  ".join(
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, figures, strict=True)
        ).rstrip()
        for row in cells
    )
    return "".join(f"{line}\n" for line in lines)


def _show(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return make_safe(", ".join(map(str, value)), WIDEST)
    return "" if value is None else make_safe(str(value), WIDEST)


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front, and each row is one line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_harmless, names))  # PIVOT makes names of what is in the rows
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = make_safe(value, len(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
