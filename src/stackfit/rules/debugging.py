"""Tells which Python modules only a debug setting brings in, so that production does not serve them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Import
from stackfit.model.source import split_lines
from stackfit.rules.base import Context
from stackfit.rules.modules import Importers

_DEBUG = re.compile(r"\s*(?:if|elif)\b[^#\n]{0,200}\b\w{0,40}(?:DEBUG|debug)\w{0,40}\b")
_NOT = re.compile(r"\bnot\b")


class DebugModules:
    """Asks it of the modules of one component."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        self._importers = context.once(Importers, component)
        self._context = context

    def holds(self, path: str) -> bool:
        """Whether all that import a module do so in a branch for debugging."""
        facts = self._context.facts(path)
        users = self._importers.of(facts) if facts is not None else ()
        places = [place for user in users for place in self._imports(*user)]
        return bool(places) and all(_in_debug_branch(lines, number) for lines, number in places)

    def _imports(self, path: str, module: str) -> Iterator[tuple[list[str], int]]:
        """Yield the lines of a file, and the number of each that imports a module."""
        facts = self._context.facts(path)
        lines = split_lines(self._context.text(path) or "")
        for item in facts.imports if facts is not None else ():
            if _means(item, module):
                yield lines, item.line


def _means(item: Import, module: str) -> bool:
    return module in (item.module, f"{item.module}.{item.name}", f"{item.module}{item.name}")


def _in_debug_branch(lines: list[str], number: int) -> bool:
    """Whether a line stands under an `if` that asks for a debug setting."""
    indent = _indent(lines[number - 1])
    for line in reversed(lines[: number - 1]):
        if line.strip() and _indent(line) < indent:
            indent = _indent(line)
            if _DEBUG.match(line) and not _NOT.search(line):
                return True
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
