"""The JSON Schemas of the JSON formats, shipped beside this module."""

from __future__ import annotations

import json
from pathlib import Path

_FOLDER = Path(__file__).parent


def read_schema(name: str = "report") -> str:
    """The text of a schema; that of a comparison has the parts that it shares with that of a report written out."""
    text = (_FOLDER / f"{name}.schema.json").read_text("utf-8")
    if name == "report":
        return text
    schema, report = json.loads(text), json.loads(read_schema())
    schema["$defs"] = {**report["$defs"], **schema["$defs"]}
    schema["$defs"]["tool"] = report["properties"]["tool"]
    schema["$defs"]["coverage"] = report["properties"]["coverage"]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
