"""One step of the plan: what becomes of one file, or what to do by hand."""

from __future__ import annotations

import difflib
from pathlib import Path

from msgspec import Struct

from stackfit.files import read_regular

_LARGEST = 2_000_000


class Step(Struct, frozen=True, kw_only=True):
    """What is to be done about a file. `after` is None where it stays as it is; `by_hand` is what to add instead."""

    path: str
    what: str
    before: str = ""
    after: str | None = None
    by_hand: str = ""

    @property
    def writes(self) -> bool:
        """Whether the step changes anything."""
        return self.after is not None

    def preview(self) -> str:
        """What will be written: a whole new file, or the difference to one that is there."""
        if self.after is None:
            return self.by_hand
        if not self.before:
            return self.after
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), n=2, lineterm="")
        return "".join(f"{line}\n" for line in list(lines)[2:])


def read_text(root: Path, path: str) -> str | None:
    """The text of a file, "" where there is none, None where it is no file that we may change."""
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        return None
    if not file.exists():
        return None if file.is_symlink() else ""
    try:
        return read_regular(file, _LARGEST).decode("utf-8")
    except (OSError, ValueError):
        return None


def append(text: str, addition: str) -> str:
    """A text with more at its end, in the line ends that it has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    end = "" if not text or text.endswith("\n") else newline
    return f"{text}{end}{addition.replace(chr(10), newline)}"
