"""Settings of process managers: section, key, value and line; continued lines are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = re.compile(r"\[([^\]]*)\]\s*(?:[#;].*)?$")
_INLINE_COMMENT = re.compile(r"\s[#;].*")
_MAX_VALUE = 20_000


class Setting(NamedTuple):
    """One `key = value` of a section."""

    section: str
    key: str
    value: str
    line: int


def read_settings(text: str, *, inline_comments: bool = False) -> Iterator[Setting]:
    """Read settings; a value goes on after a backslash (systemd) or on indented lines (INI)."""
    section, held = "", Setting("", "", "", 0)
    joined = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] in "#;":
            continue
        if inline_comments:
            line = _INLINE_COMMENT.sub("", line)
        goes_on = line.endswith("\\")
        line = line.removesuffix("\\").rstrip()
        header = _HEADER.match(line)
        if joined or (held.key and raw[0] in " \t" and not header and "=" not in line.partition(" ")[0]):
            if len(held.value) < _MAX_VALUE:
                held = held._replace(value=f"{held.value} {line}".strip())
        else:
            if held.key:
                yield held
            key, equals, value = line.partition("=")
            held = Setting(section, key.strip() if equals and not header else "", value.strip(), number)
            section = header.group(1).strip() if header else section
        joined = goes_on
    if held.key:
        yield held
