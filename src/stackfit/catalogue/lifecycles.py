"""Until when runtimes and frameworks are looked after: `profiles/lifecycles/`, with sources and dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from stackfit.catalogue.toml import Table, read_compiled
from stackfit.model.kinds import Ecosystem

Version = tuple[int, ...]

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


class Generation(Struct, frozen=True, kw_only=True):
    """A line of versions that is looked after together ("3.12", "18"), and when that ends ("" where nobody said)."""

    version: str
    ends: str
    released: str = ""
    long: str = ""

    def has_ended(self, as_of: datetime.date) -> bool:
        """Whether nobody looks after it any more on that day."""
        return bool(self.ends) and self.ends < as_of.isoformat()


class Lifecycle(Struct, frozen=True, kw_only=True):
    """A runtime or framework and its generations, oldest first; `package` and `ecosystem` are a framework's own.

    `last` says that no generation follows, `shipped` that development dependencies count too, `started` that a command
    starts it and code need not import it.
    """

    name: str
    source: str
    generations: tuple[Generation, ...]
    ecosystem: Ecosystem | None = None
    package: str = ""
    advice: str = ""
    last: bool = False
    shipped: bool = False
    started: bool = False

    def newest_below(self, bound: Version) -> Generation | None:
        """Give the newest known generation that starts below a version; None where it may be one we do not know."""
        below = [item for item in self.generations if numbers(item.version) < bound]
        found = below[-1] if below else self.generations[0]
        return None if found is self.generations[-1] and not self.last else found

    def containing(self, version: Version) -> Generation | None:
        """Give the generation whose number a version begins with."""
        for item in reversed(self.generations):
            own = tuple(map(int, item.version.split(".")))
            if version[: len(own)] == own:
                return item
        return None

    def supported(self, as_of: datetime.date) -> tuple[Generation, ...]:
        """List what is out and surely looked after on that day, oldest first; long-term lines only where there are any.

        Of generations without a known end only the newest is sure.
        """
        today = as_of.isoformat()
        sure = [item for item in self.generations if item.ends or item is self.generations[-1]]
        alive = [item for item in sure if item.released <= today and not item.has_ended(as_of)]
        return tuple(item for item in alive if item.long and item.long <= today) or tuple(alive)


def numbers(version: str) -> Version:
    """Give the numbers of a version without the zeros at its end, so that "4", "4.0" and "4.0.0" are one place."""
    match = _NUMBERS.search(version)
    parts = [int(part) for part in match.group().split(".")] if match else []
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def read_day(table: Table, key: str, default: str | None = None) -> str:
    """Read a day, month or year ("2024-10-07", "2024-10", "2024"); they compare as text."""
    day = table.text(key, default)
    if day and not _DAY.fullmatch(day):
        table.fail(key, "must be a day, month or year as in 2024-10-07")
    return day


def _read_runtime(name: str) -> Lifecycle:
    table = read_compiled(f"lifecycles/{name}.toml")
    table.only(("runtime", "name", "source", "checked", "release"))
    read_day(table, "checked")
    generations = []
    for item in table.tables("release"):
        item.only(("version", "released", "ends", "long"))
        generations.append(
            Generation(
                version=item.text("version"),
                released=read_day(item, "released"),
                ends=read_day(item, "ends"),
                long=read_day(item, "long", ""),
            )
        )
    return Lifecycle(name=table.text("name"), source=table.text("source"), generations=_ordered(generations))


def _ordered(generations: Iterable[Generation]) -> tuple[Generation, ...]:
    return tuple(sorted(generations, key=lambda item: numbers(item.version)))


@lru_cache(maxsize=1)
def load_runtimes() -> dict[str, Lifecycle]:
    """Read the lifecycles of the runtimes, by the name that pins give them. Raises `DataError`."""
    return {name: _read_runtime(name) for name in ("python", "node")}


@lru_cache(maxsize=1)
def load_frameworks() -> dict[tuple[Ecosystem, str], Lifecycle]:
    """Read the lifecycles of the frameworks, by registry and package. Raises `DataError`."""
    table = read_compiled("lifecycles/frameworks.toml")
    table.only(("checked", "framework"))
    read_day(table, "checked")
    found = {}
    for item in table.tables("framework"):
        item.only(("name", "ecosystem", "package", "shipped", "started", "last", "advice", "source", "ends"))
        ends = item.table("ends", required=True)
        framework = Lifecycle(
            name=item.text("name"),
            source=item.text("source"),
            generations=_ordered(Generation(version=key, ends=read_day(ends, key)) for key in ends.keys()),  # noqa: SIM118
            ecosystem=Ecosystem(item.choice("ecosystem", tuple(eco.value for eco in Ecosystem))),
            package=item.text("package"),
            advice=item.text("advice", ""),
            last=item.flag("last"),
            shipped=item.flag("shipped"),
            started=item.flag("started"),
        )
        found[Ecosystem(item.text("ecosystem")), framework.package] = framework
    return found
