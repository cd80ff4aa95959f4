"""Jupyter notebooks: the code cells as one Python source, and the line of the .ipynb file behind each of its lines."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from stackfit.extract.python import extract_python
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

_PLACED = ("imports", "functions", "classes", "calls", "bindings", "exports", "suppressions", "swallows", "loops")
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*')
_ITEM = re.compile(r'"(?:[^"\\]|\\.)*"')
_MAGIC = re.compile(r"\s*(?:[%!?]|[^\W\d][\w.]*\s*=\s*[%!]|[\w.]+\?{1,2}\s*$)")
# Cell magics that run the rest of the cell as Python.
_PYTHON_CELLS = frozenset(("%%time", "%%timeit", "%%capture", "%%prun", "%%memit", "%%python", "%%python3"))


class NotebookSource(Struct, frozen=True, kw_only=True):
    """Python source and, for each of its lines, the line in the notebook file."""

    source: bytes
    lines: tuple[int, ...]
    broken: bool = False


def extract_notebook(path: str, data: bytes) -> FileFacts:
    """Give the facts of a notebook's Python cells, at lines of the notebook file."""
    notebook = read_notebook(data)
    facts = extract_python(path, notebook.source)
    values: dict[str, Any] = {field.name: getattr(facts, field.name) for field in fields(facts)}
    for name in _PLACED:
        values[name] = tuple(_moved(item, notebook.lines) for item in values[name])
    values.update(language=Language.NOTEBOOK, broken=facts.broken or notebook.broken)
    return FileFacts(**values)


def _moved(item: Any, lines: tuple[int, ...]) -> Any:
    """Give a fact with its lines mapped to those of the file; columns inside JSON strings mean little and stay."""
    changes: dict[str, Any] = {"line": _line(item.line, lines)}
    for name in ("end_line", "try_line"):
        if hasattr(item, name):
            changes[name] = _line(getattr(item, name), lines)
    if hasattr(item, "decorators"):
        changes["decorators"] = tuple(_moved(decorator, lines) for decorator in item.decorators)
    return item._replace(**changes)


def _line(number: int, lines: tuple[int, ...]) -> int:
    return lines[min(number, len(lines)) - 1] if lines else 1


def read_notebook(data: bytes) -> NotebookSource:
    """Give the Python source of a notebook; what is no notebook, or not in Python, is empty."""
    text = data.decode("utf-8-sig", "replace")
    try:
        content = json.loads(text)
        cells = _cells(content)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return NotebookSource(source=b"", lines=(), broken=True)
    if not _is_python(content):
        return NotebookSource(source=b"", lines=())
    source: list[str] = []
    lines: list[int] = []
    position, counted, line = 0, 0, 1
    for is_code, value in cells:
        position, items = _locate(text, position, value)
        if not is_code:
            continue
        placed = []
        for start, item in items:
            line += text.count("\n", counted, start)
            counted = start
            placed.append((line, item))
        rows = _rows(placed)
        lines += [number for number, _ in rows]
        source += _blanked([row for _, row in rows])
    return NotebookSource(source="".join(row + "\n" for row in source).encode("utf-8", "replace"), lines=tuple(lines))


def _cells(content: dict[str, Any]) -> list[tuple[bool, Any]]:
    """Every cell in file order: whether it is code, and its source; worksheets are the old format."""
    sheets = content.get("worksheets")
    cells = [cell for sheet in sheets for cell in sheet["cells"]] if isinstance(sheets, list) else content["cells"]
    return [(cell.get("cell_type") == "code", cell.get("source", cell.get("input", ""))) for cell in cells]


def _is_python(content: dict[str, Any]) -> bool:
    metadata = content.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        part = metadata.get(key)
        language = part.get(name) if isinstance(part, dict) else None
        if isinstance(language, str) and language:
            return "python" in language.lower()
    return True


def _locate(text: str, position: int, value: Any) -> tuple[int, list[tuple[int, str]]]:
    """Where the strings of a cell's source stand; a key of the same name with another value is passed over."""
    decoder = json.JSONDecoder()
    for match in _SOURCE.finditer(text, position):
        found, end = decoder.raw_decode(text, match.end())
        if found == value:
            if isinstance(value, str):
                return end, [(match.end(), value)]
            tokens = _ITEM.finditer(text, match.end(), end)
            return end, [
                (token.start(), item) for token, item in zip(tokens, value, strict=False) if isinstance(item, str)
            ]
    return position, []


def _rows(items: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines of source with the file line each begins on; an item may hold several lines, or a part of one."""
    rows: list[tuple[int, str]] = []
    buffer, begun = "", 0
    for line, item in items:
        for piece in item.splitlines(keepends=True):
            begun = begun if buffer else line
            buffer += piece
            if piece.endswith(("\n", "\r")):
                rows.append((begun, buffer.rstrip("\r\n")))
                buffer = ""
    if buffer:
        rows.append((begun, buffer))
    return rows


def _blanked(rows: list[str]) -> list[str]:
    """Give a cell without IPython's own syntax, line for line."""
    first = next((number for number, row in enumerate(rows) if row.strip()), 0)
    if rows and rows[first].startswith("%%") and rows[first].split()[0] not in _PYTHON_CELLS:
        return ["" for _ in rows]
    return [_without_magic(row) for row in rows]


def _without_magic(row: str) -> str:
    if not _MAGIC.match(row):
        return row
    # A block must keep a statement, or the lines after it would not parse.
    return row[: len(row) - len(row.lstrip())] + "pass" if row[:1] in " \t" else ""
