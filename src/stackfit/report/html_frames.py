"""Code frames: the lines around a place, and where on the web the place can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from stackfit.model.report import Excerpt
from stackfit.model.source import Location
from stackfit.report.safe import make_safe
from stackfit.report.sarif_result import make_uri
from stackfit.report.view import View

AROUND = 2
TAB = 4


class FrameLine(Struct, frozen=True, kw_only=True):
    """One line of code: `indent` blanks, then `text`; `guilty` is the line that is meant."""

    number: int
    indent: str
    text: str
    guilty: bool


class Code:
    """The code that a report carries, by place."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        self._lines: dict[str, Mapping[int, str]] = {item.path: dict(item.lines) for item in excerpts}

    def frame(self, location: Location) -> tuple[FrameLine, ...]:
        """The line of a place with its neighbours, without the indentation they share; empty where there is none."""
        known = self._lines.get(location.path, {})
        numbers = range(location.line - AROUND, location.line + AROUND + 1)
        texts = {number: known[number].expandtabs(TAB) for number in numbers if number in known}
        if location.line not in texts:
            return ()
        shared = _shared_indent(list(texts.values()))
        return tuple(_line(number, text[shared:], location.line) for number, text in texts.items())


def _shared_indent(texts: Sequence[str]) -> int:
    return min((_indent(text) for text in texts if text.strip()), default=0)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _line(number: int, text: str, meant: int) -> FrameLine:
    return FrameLine(number=number, indent=" " * _indent(text), text=make_safe(text), guilty=number == meant)


def web_address(location: Location, view: View) -> str:
    """Where a place can be read on the web, "" where that is not known."""
    if not view.source_url or location.path == ".":
        return ""
    return f"{view.source_url}{make_uri(view.from_top(location.path))}#L{location.line}"
