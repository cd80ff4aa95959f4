"""The JSON Schema of the JSON report, shipped beside this module."""

from __future__ import annotations

from pathlib import Path

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")


def read_schema() -> str:
    """The text of the schema."""
    return SCHEMA_FILE.read_text("utf-8")
