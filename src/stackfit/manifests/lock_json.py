"""JSON lockfiles: the standard parser for speed, and one look at the lines for where each object stands."""

from __future__ import annotations

import json
from collections import defaultdict, deque

from stackfit.manifests.draft import Draft
from stackfit.syntax import decode, read_json

# Reading what a broken file still says is slow, and broken lockfiles are rare.
_MAX_BROKEN = 2_000_000


class LockText:
    """A parsed lockfile. `table` is empty where there is nothing to read."""

    def __init__(self, draft: Draft, data: bytes) -> None:
        text = decode(data)
        self.table: dict[str, object] = {}
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            draft.error(f"not valid JSON: {error}", getattr(error, "lineno", 1))
            value = read_json(text).value if len(text) <= _MAX_BROKEN else None
        if isinstance(value, dict):
            self.table = value
        elif not draft.errors:
            draft.error("the lockfile does not hold an object")
        self._lines: dict[str, deque[int]] = defaultdict(deque)
        for number, line in enumerate(text.split("\n"), 1):
            if line.endswith("{"):
                key, found, _ = line.rpartition(":")
                if found:
                    self._lines[key.strip().strip('"')].append(number)

    def line(self, key: str) -> int:
        """Give the line of the next object with this key; asked for in the order of the file."""
        waiting = self._lines.get(key)
        return waiting.popleft() if waiting else 1

    def objects(self, *path: str) -> dict[str, dict[str, object]]:
        """Give the members of a table that are objects themselves."""
        value: object = self.table
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return objects_in(value)


def objects_in(value: object) -> dict[str, dict[str, object]]:
    """Give the members of a value that are objects."""
    return {key: item for key, item in value.items() if isinstance(item, dict)} if isinstance(value, dict) else {}


def text_of(table: dict[str, object], key: str) -> str:
    """Give a string member, "" where there is none."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def texts_of(table: dict[str, object], key: str) -> dict[str, str]:
    """Give the string members of a member."""
    value = table.get(key)
    return {name: item for name, item in value.items() if isinstance(item, str)} if isinstance(value, dict) else {}
