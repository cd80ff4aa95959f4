"""Formats of the report: each is a function from `Report` to text."""

from __future__ import annotations

from collections.abc import Callable

from stackfit.model.report import Report
from stackfit.report.json_ import render_json

Formatter = Callable[[Report], str]

FORMATS: dict[str, Formatter] = {
    "json": render_json,
}
