"""Finds the `for` loop over things that a call stands in, by its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.facts import Call

_FOR = re.compile(
    r"^(\s*)(?:(?:async\s+)?for\s+(?!\((?:const|let|var)\b)(?P<python>[\w(][\w, ()]{0,300}?)\s+in\s"
    r"|for\s*\(\s*(?:const|let|var)\s+(?P<script>[\w$]+|[\[{][^\]}]*[\]}])\s+of\s)"
)
_BLOCK = re.compile(r"\s*(?:while|do|for|async def|def|function)\b")
_MOST_LINES = 25
_LOOP = re.compile(r"\n[^\S\n]*(?:async\s+)?for\b")
_WAITS = re.compile(r"await|async with\b")
_FAR = 20_000  # characters: beyond them lines are not counted any more


def may_await_in_loop(text: str) -> bool:
    """Whether a file may hold a call that is awaited in a `for` statement over things, judged by its text."""
    text = f"\n{text}"
    place = -1
    for match in _LOOP.finditer(text):
        start = match.end()
        if place < start:
            waits = _WAITS.search(text, start)
            if waits is None:
                return False
            place = waits.start()
        if text.count("\n", start, min(place, start + _FAR)) <= _MOST_LINES:
            return True
    return False


class ItemLoop(NamedTuple):
    """The names that a loop gives to each thing, and the lines of its body."""

    names: frozenset[str]
    body: str

    def is_used_by(self, call: Call, lines: list[str]) -> bool:
        """Whether a call is made of the thing."""
        written = "\n".join(lines[call.line - 1 : call.end_line])
        return any(re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", written) for name in self.names)


def loop_around(call: Call, lines: list[str]) -> ItemLoop | None:
    """Find the `for` statement around a line by indentation, None where the nearest block that loops is another."""
    depth = _indent(lines[call.line - 1])
    for number in range(call.line - 2, max(-1, call.line - _MOST_LINES), -1):
        line = lines[number]
        if line.strip() and _indent(line) < depth:
            depth = _indent(line)
            found = _FOR.match(line)
            if found:
                names = frozenset(re.findall(r"[\w$]+", found.group("python") or found.group("script")))
                return ItemLoop(names, "\n".join(_body(lines, number, depth)))
            if _BLOCK.match(line):
                return None
    return None


def _body(lines: list[str], start: int, depth: int) -> Iterator[str]:
    for line in lines[start + 1 : start + 2 * _MOST_LINES]:
        if line.strip() and _indent(line) <= depth:
            return
        yield line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
