"""PEP 723: the `# /// script` block of a single-file program.

What one script needs is optional for the folder it stands in: its group is "script". The version pin is of that script.
"""

from __future__ import annotations

import re

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode, read_toml
from stackfit.syntax.paths import Load

_START = re.compile(r"^# /// script[ \t]*$", re.MULTILINE)
_MAX_LINES = 2_000
_GROUP = "script"


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the block; a file without one declares nothing."""
    text = decode(data)
    draft = Draft(path, "script-header", Ecosystem.PYPI)
    start = _START.search(text)
    if start is None:
        return draft.finish(declares_component=False)
    first = text.count("\n", 0, start.start()) + 1
    body = _block(text[start.end() + 1 :])
    if body is None:
        draft.error("a script block without its closing `# ///`", first)
        return draft.finish(declares_component=False)
    document = read_toml("\n".join(body))
    for problem in document.problems:
        draft.error(problem.message, first + problem.line)
    for requirement, line in document.strings("dependencies"):
        draft.require(requirement, first + line, DependencyKind.OPTIONAL, group=_GROUP)
    draft.pin("python", document.get("requires-python"), first + document.line("requires-python"), "script")
    return draft.finish(declares_component=False)


def _block(text: str) -> list[str] | None:
    """Give the lines of the block without their marks, None where it is not closed; the last `# ///` closes it."""
    rows: list[str] = []
    closed = -1
    for line in text.split("\n", _MAX_LINES)[:_MAX_LINES]:
        if not line.startswith("#") or (len(line) > 1 and line[1] != " "):
            break
        if line.rstrip() == "# ///":
            closed = len(rows)
        rows.append(line[2:])
    return rows[:closed] if closed >= 0 else None
