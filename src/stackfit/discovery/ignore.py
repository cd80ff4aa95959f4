"""Patterns in the language of .gitignore, and the decisions of several such files at different depths."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Every further star in one name multiplies the work of matching; a hostile file could make it endless.
_TOO_MANY_STARS = re.compile(r"(?<!\*)(?:\*+[^*/]+){3}\*")
_MOST_PATTERNS = 2_000
# What pathspec refuses, and ranges that run backwards ("[z-a]"), which it hands on to expressions.
_NO_PATTERN = (ValueError, re.error)


class IgnoreRules(NamedTuple):
    """The patterns of one ignore file; they speak of paths below `folder` ("" for the root).

    `base` leads to the root from the folder above it where the file stands ("" for a file at the root or below).
    """

    folder: str
    spec: GitIgnoreSpec
    base: str = ""

    def decide(self, path: str) -> bool | None:
        """Give True when `path` is to be ignored, False when it is to be kept, None when no pattern speaks of it."""
        if self.folder:
            if not path.startswith(self.folder + "/"):
                return None
            path = path[len(self.folder) + 1 :]
        return self.spec.check_file(self.base + path).include


def parse_rules(folder: str, text: str) -> IgnoreRules:
    """Parse an ignore file that stands in `folder`; lines that are no pattern are passed over, as git does."""
    return IgnoreRules(folder, compile_patterns(text.splitlines()))


def compile_patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Make a spec of the usable patterns among `lines`."""
    from pathspec import GitIgnoreSpec  # takes longer to load than many a small tree to list, which has no patterns

    quick = [line for line in lines if line.strip() and not line.startswith("#") and not _TOO_MANY_STARS.search(line)]
    quick = quick[:_MOST_PATTERNS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that "[[" will mean something else one day
        try:
            return GitIgnoreSpec.from_lines(quick)
        except _NO_PATTERN:
            return GitIgnoreSpec.from_lines([line for line in quick if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except _NO_PATTERN:
        return False
    return True


def is_ignored(rules: Sequence[IgnoreRules], path: str) -> bool:
    """Whether the deepest rule that speaks of `path` says to ignore it; `rules` go from the root down.

    A folder's path ends with a slash.
    """
    for rule in reversed(rules):
        decision = rule.decide(path)
        if decision is not None:
            return decision
    return False
