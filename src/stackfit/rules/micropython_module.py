"""SF803: a program for a microcontroller imports what MicroPython lacks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.runtime_limits import find_limit, load_limits
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Runtime, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.modules import resolve_python

_BOARDS = frozenset({"micropython", "circuitpython"})
_ON_DESKTOP = frozenset({"adafruit-blinka"})


class MissingMicroPythonModule:
    """Code for a microcontroller imports a module that MicroPython and CircuitPython do not have.

    ## What it finds

    Imports, in code for MicroPython or CircuitPython, of modules of the standard library or packages that exist for
    CPython only (`subprocess`, `sqlite3`, `numpy` ...). A file counts as such code when it imports modules of a board
    (`machine`, `digitalio` ...) itself, or is imported by one that does; tools that run on a desk are left alone, and
    so are modules that stand in the repository and imports in a `try` that allows for failure.

    ## Why it matters

    The import fails on the board, where nobody sees the traceback. MicroPython has
    [a part of the standard library](https://docs.micropython.org/en/latest/library/index.html) and no packages with
    native code for CPython; what is written against the rest will not move there.

    ## Example

    Bad:

    ```python
    import machine
    import sqlite3
    ```

    Good:

    ```python
    import machine
    import btree
    ```

    ## What to do instead

    Use what the board has (`btree` or a file for a database, `_thread` or `asyncio` for work side by side, `ulab` for
    arrays), copy a small module to the board with `mip`, or do that part of the work on the machine the board talks to.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF803",
        name="missing-micropython-module",
        severity=Severity.WARNING,
        summary="A module that MicroPython does not have",
        since="0.1.0",
        criteria=("trending", "libraries"),
        languages=PYTHON,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the files that run on a board."""
        missing = load_limits("micropython", "missing")
        for component in context.components:
            if not _is_firmware(component):
                continue
            for facts in _board_files(component, context):
                for item in facts.imports:
                    name = find_limit(missing, item.module)
                    own = name and resolve_python(facts.path, name, context)
                    if name and not (own or item.typing_only or item.guarded):
                        place = Location(path=facts.path, line=item.line, column=item.column)
                        yield self._report(component, place, name)

    def _report(self, component: ProfiledComponent, place: Location, name: str) -> Finding:
        return self.meta.finding(
            place,
            f"MicroPython and CircuitPython have no module {name}, and this file runs on a board",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="use what the board has, or do this part on the machine that it talks to",
        )


def _is_firmware(component: ProfiledComponent) -> bool:
    """Whether a component runs on boards rather than with Blinka on a small computer."""
    if component.runtime is Runtime.MICROPYTHON:
        return True
    declared = {item.name for item in component.component.dependencies}
    return "circuitpython" in component.technology_ids and declared.isdisjoint(_ON_DESKTOP) and _has_start(component)


def _has_start(component: ProfiledComponent) -> bool:
    """Whether a file has the name under which CircuitPython starts it."""
    return any(file.name in ("code.py", "boot.py") for file in component.component.files)


def _board_files(component: ProfiledComponent, context: Context) -> Iterator[FileFacts]:
    """Yield the files that import modules of a board, and what these import of the same folder or below."""
    paths = {file.path for file in context.files(component, languages=PYTHON)}
    pending = sorted(path for path in paths if _uses_board(path, context))
    seen = set(pending)
    while pending:
        facts = context.facts(pending.pop())
        if facts is None:
            continue
        yield facts
        for module in sorted({item.module for item in facts.imports}):
            for path in resolve_python(facts.path, module, context):
                if path in paths - seen and path.startswith(posixpath.dirname(facts.path)):
                    seen.add(path)
                    pending.append(path)


def _uses_board(path: str, context: Context) -> bool:
    """Whether a file imports a module that only boards have, without allowing for its absence."""
    index = context.index(path)
    if index is None or not any(_is_board(module, context) for module in index.modules):
        return False
    facts = context.facts(path)
    return facts is not None and any(_is_board(item.module, context) and not item.guarded for item in facts.imports)


def _is_board(module: str, context: Context) -> bool:
    return any(entry.id in _BOARDS for entry in context.catalogue.for_module(module, python=True))
