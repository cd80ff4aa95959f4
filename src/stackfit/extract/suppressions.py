"""Suppressions, read from comments only: `stackfit: ignore[SF101] reason until=2026-01-01`."""

from __future__ import annotations

import re

from tree_sitter import Node

from stackfit.extract.grammars import capture, load_comment_query
from stackfit.model.facts import Suppression
from stackfit.model.kinds import Language

_MARK = b"stackfit:"
_IGNORE = re.compile(r"(?:^|[#/*\s])stackfit:[ \t]*ignore\b(?:\[([^\]\n]*)\])?([^\n]*)")
# Whatever stands there is taken for a date: one that is none hides nothing, and is reported.
_UNTIL = re.compile(r"(?:^|[\s(])until=([^\s.,;:)]{1,40})[.,;:)]{0,3}(?!\S)")


def read_suppressions(language: Language, data: bytes, root: Node) -> tuple[Suppression, ...]:
    """Give the suppressions of a file, in order."""
    if _MARK not in data:
        return ()
    found: list[Suppression] = []
    for node in capture(load_comment_query(language), root).get("comment", ()):
        text = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
        line = node.start_point[0] + 1
        found += [
            _suppression(line + text.count("\n", 0, match.start(1 if match[1] else 2)), match)
            for match in _IGNORE.finditer(text)
        ]
    return tuple(sorted(found))


def _suppression(line: int, match: re.Match[str]) -> Suppression:
    codes = tuple(code.strip().upper() for code in (match[1] or "").split(",") if code.strip())
    rest = match[2].split(" # ")[0].strip().removesuffix("*/").strip()
    until = _UNTIL.search(rest)
    reason = " ".join(_UNTIL.sub(" ", rest).split()) if until else rest
    return Suppression(line, codes, reason.lstrip(":- "), until[1] if until else "")
