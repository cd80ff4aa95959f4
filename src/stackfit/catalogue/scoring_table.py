"""A typed reader over parsed TOML: every complaint names the file and the key."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NoReturn

from stackfit.errors import DataError


class Table:
    """One TOML table and its place ("scoring/current.toml", "criteria.scalability.marks")."""

    def __init__(self, values: Mapping[str, Any], file: str, path: str = "") -> None:
        self._values = values
        self.file = file
        self.path = path
        self._seen: set[str] = set()

    def fail(self, key: str, message: str, hint: str = "") -> NoReturn:
        """Raise a `DataError` at a key of this table."""
        place = ".".join(part for part in (self.path, key) if part)
        raise DataError(message, where=f"{self.file}: {place}" if place else self.file, hint=hint)

    def has(self, key: str) -> bool:
        """Whether the key is present."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self.fail(key, "must be a string")

    def flag(self, key: str) -> bool:
        """A boolean, False when absent."""
        value = self._take(key, False)
        return value if isinstance(value, bool) else self.fail(key, "must be true or false")

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number between two bounds."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(key, "must be a number")
        if not low <= value <= high:
            self.fail(key, f"must lie between {low:g} and {high:g}, not {value:g}")
        return float(value)

    def count(self, key: str, default: int | None = None) -> int:
        """A whole number of at least 1."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.fail(key, "must be a whole number of at least 1")
        return value

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A string out of a closed set."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"unknown value {value!r}", _suggest(value, allowed))
        return value

    def texts(self, key: str, allowed: Collection[str] | None = None) -> frozenset[str]:
        """A list of strings, empty when absent; out of a closed set where one is given."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "must be a list of strings")
        for item in value:
            if allowed is not None and item not in allowed:
                self.fail(key, f"unknown value {item!r}", _suggest(item, allowed))
        return frozenset(value)

    def cited(self, key: str) -> tuple[str, ...]:
        """The ids of one or more sources: a string or a list of strings."""
        value = self._take(key, None)
        sources = [value] if isinstance(value, str) else value
        if not isinstance(sources, list) or not sources or not all(isinstance(item, str) for item in sources):
            self.fail(key, "must be a source or a list of sources")
        return tuple(sources)

    def table(self, key: str, *, required: bool = False) -> Table:
        """A nested table, empty when absent unless required."""
        value = self._take(key, None if required else {})
        if not isinstance(value, dict):
            self.fail(key, "must be a table")
        return Table(value, self.file, ".".join(part for part in (self.path, key) if part))

    def items(self, allowed: Collection[str] | None = None) -> Iterator[tuple[str, Table]]:
        """The nested tables with their keys, in file order; keys out of a closed set where one is given."""
        for key in self.keys(allowed):
            yield key, self.table(key)

    def keys(self, allowed: Collection[str] | None = None) -> Iterator[str]:
        """The keys, in file order."""
        for key in self._values:
            if allowed is not None and key not in allowed:
                self.fail(key, "unknown key", _suggest(key, allowed))
            yield key

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._values:
            if key not in self._seen:
                self.fail(key, "unknown key", _suggest(key, self._seen))

    def _take(self, key: str, default: Any) -> Any:
        self._seen.add(key)
        if key not in self._values and default is None:
            self.fail(key, "is missing")
        return self._values.get(key, default)


def _suggest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else ""
