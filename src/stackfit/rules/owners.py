"""Tells commands of a bot that only those who run it may give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stackfit.model.finding import ChainStep
from stackfit.model.source import split_lines
from stackfit.rules.base import Context

_OWNER = re.compile(r"\bis_owner\(")
_GUARDED = re.compile(r"\s{0,40}(?:async\s)?def\s(?:cog_check|cog_command_check|interaction_check)\(")
_DECORATED = re.compile(r"\s{0,40}@[\w.]{0,60}\bis_owner\(")
_HEAD = re.compile(r"\s{0,40}(?:@|async\sdef\s|def\s)")
_CLASS = re.compile(r"class\s")
_BODY = 6
"""Lines of a check in which it asks who somebody is."""


def is_for_owner(chain: Sequence[ChainStep], context: Context) -> bool:
    """Whether the handler that a chain begins with asks for the owner: by a decorator, or in the check of its class."""
    first = chain[0].location if chain else None
    text = context.text(first.path) or "" if first is not None and first.path.endswith(".py") else ""
    if first is None or "is_owner(" not in text:
        return False
    lines = split_lines(text)
    head = _head(lines, first.line)
    return any(_DECORATED.match(line) for line in _decorators(lines, head)) or _is_checked(lines, head)


def _head(lines: list[str], number: int) -> int:
    """Give the index of the `def` around a line."""
    return next((at for at in range(min(number, len(lines)) - 1, -1, -1) if "def " in lines[at]), 0)


def _decorators(lines: list[str], head: int) -> list[str]:
    start = head
    while start > 0 and _HEAD.match(lines[start - 1]) and "def " not in lines[start - 1]:
        start -= 1
    return lines[start:head]


def _is_checked(lines: list[str], head: int) -> bool:
    """Whether the class around a function checks for each of its commands that the owner gives it."""
    start = next((at for at in range(head, -1, -1) if _CLASS.match(lines[at])), len(lines))
    end = next((at for at in range(head, len(lines)) if _CLASS.match(lines[at])), len(lines))
    checks = (at for at in range(start, end) if _GUARDED.match(lines[at]))
    return any(_OWNER.search(line) for at in checks for line in lines[at + 1 : at + _BODY])
