"""The `[[package]]` blocks of a TOML lockfile, one by one: a broken one costs only itself, and each has a line."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import tomli

from stackfit.manifests.draft import Draft

_START = re.compile(r"^\[\[packages?\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_MAX_ERRORS = 20
# A number of thousands of digits is a plain ValueError.
_UNREADABLE = (ValueError, RecursionError)


class Block(NamedTuple):
    """One package of a lockfile; `version` is "" for what has none (a workspace member, a folder)."""

    name: str
    version: str
    line: int
    table: dict[str, Any]


def read_blocks(draft: Draft, text: str) -> list[Block]:
    """Give every package that can be read, and note the others as errors."""
    starts = [match.start() for match in _START.finditer(text)]
    _read_head(draft, text[: starts[0]] if starts else text)
    blocks: list[Block] = []
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line += text.count("\n", counted, start)
        counted = start
        table = _read_block(draft, text[start:end], line)
        name, version = table.get("name"), table.get("version")
        if isinstance(name, str) and name:
            blocks.append(Block(name, version if isinstance(version, str) else "", line, table))
    return blocks


def _read_head(draft: Draft, text: str) -> None:
    try:
        tomli.loads(text)
    except _UNREADABLE as error:
        draft.error(f"not valid TOML: {error}")


def _read_block(draft: Draft, text: str, line: int) -> dict[str, Any]:
    try:
        values = tomli.loads(text)
    except _UNREADABLE as error:
        if len(draft.errors) < _MAX_ERRORS:
            draft.error(f"a locked package that is not valid TOML: {error}", line)
        return {}
    return next((item[0] for key, item in values.items() if key in ("package", "packages") and item), {})


def names_of(value: object) -> list[str]:
    """Give the names in a list of `{ name = "x" }` tables."""
    items = value if isinstance(value, list) else []
    return [item["name"] for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)]
