"""How a report is to be shown: name, width, colour, characters, detail. Formats for machines do not look at it."""

from __future__ import annotations

from msgspec import Struct

from stackfit.report.safe import make_safe, to_ascii_marks

PLAIN_WIDTH = 100


class View(Struct, frozen=True, kw_only=True):
    """How and to whom a report is shown.

    `name` is what the repository is called, `prefix` leads from where the reader stands to it. `unicode` allows bars,
    dots and typographic quotes. `quiet` leaves out advice. `base` leads from the top of the git work tree to the
    scanned folder ("" or "services/api/"), for services that know files by their path from there; `source_url` is where
    such a path can be read on the web, "" where that is not known. `configured` says that there are settings: who has
    some needs no advice to write them.
    """

    name: str = "repository"
    prefix: str = ""
    width: int = PLAIN_WIDTH
    color: bool = False
    unicode: bool = False
    verbose: bool = False
    quiet: bool = False
    base: str = ""
    source_url: str = ""
    configured: bool = False

    def from_top(self, path: str) -> str:
        """Give a path of the report as seen from the top of the git work tree."""
        return f"{self.base}{path}" if path != "." else self.base.rstrip("/") or "."

    def clean(self, text: str, limit: int = 300) -> str:
        """Make text harmless, in the characters that can be shown."""
        safe = make_safe(text, limit)
        return safe if self.unicode else to_ascii_marks(safe)

    def bar(self, share: float, cells: int = 10) -> str:
        """Draw a bar for a share of 0..1."""
        full = min(cells, max(0, round(share * cells)))
        on, off = ("█", "░") if self.unicode else ("#", ".")
        return on * full + off * (cells - full)

    @property
    def dot(self) -> str:
        """What stands between facts of one line."""
        return " · " if self.unicode else ", "

    @property
    def arrow(self) -> str:
        """What leads from caller to callee."""
        return "→" if self.unicode else "->"
