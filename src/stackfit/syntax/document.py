"""A parsed data file: its value, the line each key stands on, and what could not be read."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import NamedTuple, cast

from msgspec import Struct, field

Path = tuple[str | int, ...]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Problem(NamedTuple):
    """Something that could not be read, and where."""

    line: int
    message: str


class Document(Struct, frozen=True, kw_only=True):
    """A value with positions. Every accessor takes a path of keys and gives an empty answer for the wrong type."""

    value: object = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def get(self, *path: str | int) -> object:
        """Give the value at `path`, None where there is none."""
        value = self.value
        for key in path:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
                value = value[key]
            else:
                return None
        return value

    def table(self, *path: str | int) -> dict[str, object]:
        """Give the mapping at `path`, or an empty one."""
        value = self.get(*path)
        return cast("dict[str, object]", value) if isinstance(value, dict) else {}

    def array(self, *path: str | int) -> list[object]:
        """Give the list at `path`, or an empty one."""
        value = self.get(*path)
        return value if isinstance(value, list) else []

    def text(self, *path: str | int) -> str:
        """Give the string at `path`, or an empty one."""
        value = self.get(*path)
        return value if isinstance(value, str) else ""

    def strings(self, *path: str | int) -> list[tuple[str, int]]:
        """Give the strings of the list at `path`, each with its line."""
        items = enumerate(self.array(*path))
        return [(item, self.line(*path, index)) for index, item in items if isinstance(item, str)]

    def line(self, *path: str | int) -> int:
        """Give the line of `path`, or of its closest ancestor that has one."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def decode(data: bytes) -> str:
    """Text of a hand-written file: UTF-8, or UTF-16 with its mark (PowerShell redirections); bad bytes are replaced."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    text = data.decode(encoding, errors="replace").replace("\r\n", "\n")
    # A lone one ends a line only where nothing else does: elsewhere the lines would not be those of git and editors.
    return text.replace("\r", " " if "\n" in text else "\n")
