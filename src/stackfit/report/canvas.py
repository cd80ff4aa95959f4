"""Drawing with rich: every text passes the view's cleaning, and the result is a string."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stackfit.model.kinds import Severity, Verdict
from stackfit.model.source import Location
from stackfit.report.view import View

VERDICT_STYLES = {
    Verdict.FITS: "bold green",
    Verdict.STRAINED: "bold yellow",
    Verdict.MISFIT: "bold red",
    Verdict.UNKNOWN: "bold",
}
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
DIM = "dim"
PATH = "cyan"


class Canvas:
    """Makes texts and tables for one view."""

    def __init__(self, view: View) -> None:
        self.view = view

    def text(self, *parts: str | tuple[str, str]) -> Text:
        """Make one line out of plain and (text, style) parts, each cleaned."""
        line = Text()
        for part in parts:
            content, style = part if isinstance(part, tuple) else (part, "")
            line.append(self._clean(content), style)
        return line

    def _clean(self, content: str) -> str:
        """Clean without losing the spaces between parts."""
        body = content.strip(" ")
        if not body:
            return content
        start = content.index(body)
        return content[:start] + self.view.clean(body) + content[start + len(body) :]

    def place(self, location: Location, *, column: bool = False) -> tuple[str, str]:
        """Give a location as part of a line, in the form that terminals and editors open."""
        tail = f":{location.column}" if column else ""
        return (f"{location.path}:{location.line}{tail}", PATH)

    def grid(self, *widths: int | None, indent: int = 0) -> Table:
        """Start a table without lines; a column without a width takes what is left."""
        table = Table.grid(padding=(0, 2, 0, 0))
        if indent:
            table.add_column(width=indent - 2 if indent > 2 else 0)
        for width in widths:
            table.add_column(width=width, overflow="fold", ratio=None if width else 1)
        return table

    def cited(self, words: Text, location: Location, room: int) -> list[Text]:
        """Give words with their place behind them, or below where one line is too short: paths are not to be broken."""
        place = self.text(self.place(location))
        if words.cell_len + 2 + place.cell_len <= room:
            return [words.append("  ").append_text(place)]
        return [words, place]

    def stack(self, lines: Sequence[RenderableType]) -> RenderableType:
        """Put lines below each other in one cell."""
        return Group(*lines)

    def indent(self, block: RenderableType, by: int) -> Padding:
        """Move a block to the right."""
        return Padding(block, (0, 0, 0, by))

    def draw(self, blocks: Iterable[RenderableType]) -> str:
        """Draw the blocks one below the other; trailing spaces are left out."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self.view.width,
            force_terminal=self.view.color,
            color_system="standard" if self.view.color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        console.print(Group(*blocks))
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().removesuffix("\n").split("\n"))
