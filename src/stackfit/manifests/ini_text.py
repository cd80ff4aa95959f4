"""The INI dialect of setup.cfg, with line numbers; nothing in it can fail."""

from __future__ import annotations

import re
from typing import NamedTuple

_SECTION = re.compile(r"\[([^\]]+)\]\s*$")
_SEPARATOR = re.compile(r"[=:]")


class Lines(NamedTuple):
    """The value of an option: its non-empty lines, each with its number."""

    items: tuple[tuple[str, int], ...]
    line: int

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(text for text, _ in self.items)


def read_ini(text: str) -> dict[str, dict[str, Lines]]:
    """Sections and options; option names are lower-cased with underscores, as setuptools takes them."""
    sections: dict[str, dict[str, list[tuple[str, int]]]] = {}
    starts: dict[tuple[str, str], int] = {}
    section, option = "", ""
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if not stripped or stripped[0] in "#;":
            continue
        header = _SECTION.match(raw)
        if header:
            section, option = header.group(1).strip(), ""
            sections.setdefault(section, {})
        elif raw[0] in " \t" and option:
            sections[section][option].append((stripped, number))
        elif section and (match := _SEPARATOR.search(stripped)) and match.start():
            option, value = stripped[: match.start()].rstrip(), stripped[match.end() :].lstrip()
            if not section.startswith(("options.ex", "extras")):
                option = option.lower().replace("-", "_")
            starts[section, option] = number
            sections[section][option] = [(value, number)] if value else []
    return {
        name: {key: Lines(tuple(items), starts[name, key]) for key, items in options.items()}
        for name, options in sections.items()
    }
