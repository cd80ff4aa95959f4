"""A typed reader over TOML: every complaint names the file and the key."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Any, NoReturn

import tomli

from stackfit.catalogue.compiled import compiled
from stackfit.catalogue.data import profiles_root
from stackfit.errors import DataError
from stackfit.files import read_regular

LARGEST = 5_000_000


class Table:
    """One TOML table and its place ("scoring/current.toml", "criteria.scalability.marks")."""

    def __init__(self, values: Mapping[str, Any], file: str, path: str = "") -> None:
        self._values = values
        self.file = file
        self.path = path
        self._seen: set[str] = set()

    def fail(self, key: str, message: str, hint: str = "") -> NoReturn:
        """Raise a `DataError` at a key of this table."""
        place = _join(self.path, key)
        raise DataError(message, where=f"{self.file}: {place}" if place else self.file, hint=hint)

    def has(self, key: str) -> bool:
        """Whether the key is present."""
        return key in self._values

    def keys(self, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """The keys, in file order; out of a closed set where one is given."""
        if allowed is not None:
            self.only(allowed)
        return tuple(self._values)

    def values(self) -> Mapping[str, Any]:
        """The plain values, unchecked."""
        return self._values

    def only(self, allowed: Collection[str]) -> None:
        """Refuse keys that are not among `allowed`."""
        for key in self._values:
            if key not in allowed:
                self.fail(key, "unknown key", _suggest(key, allowed))

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        self.only(self._seen)

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self.fail(key, "must be a string")

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A string out of a closed set."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"unknown value {value!r}", _suggest(value, allowed))
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A boolean."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self.fail(key, "must be true or false")

    def number(self, key: str, low: float = -inf, high: float = inf, default: float | None = None) -> float:
        """A number between two bounds."""
        value = self._take(key, default)
        if not _is_number(value):
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

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty when absent."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "must be a list of strings")
        return tuple(value)

    def names(self, key: str, allowed: Collection[str] | None = None) -> frozenset[str]:
        """A set of strings, empty when absent; out of a closed set where one is given."""
        names = self.texts(key)
        for name in names:
            if allowed is not None and name not in allowed:
                self.fail(key, f"unknown value {name!r}", _suggest(name, allowed))
        return frozenset(names)

    def cited(self, key: str) -> tuple[str, ...]:
        """The ids of one or more sources: a string or a list of strings."""
        value = self._take(key, None)
        sources = [value] if isinstance(value, str) else value
        if not isinstance(sources, list) or not sources or not all(isinstance(item, str) for item in sources):
            self.fail(key, "must be a source or a list of sources")
        return tuple(sources)

    def number_list(self, key: str) -> tuple[float, ...]:
        """A list of numbers, empty when absent."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(map(_is_number, value)):
            self.fail(key, "must be a list of numbers")
        return tuple(map(float, value))

    def numbers(self, key: str) -> dict[str, float]:
        """A table of numbers, empty when absent."""
        table = self.table(key)
        return {name: table.number(name) for name in table.keys()}  # noqa: SIM118 - a Table is no dict

    def table(self, key: str, *, required: bool = False) -> Table:
        """A nested table, empty when absent unless required."""
        value = self._take(key, None if required else {})
        if not isinstance(value, dict):
            self.fail(key, "must be a table")
        return Table(value, self.file, _join(self.path, key))

    def items(self, allowed: Collection[str] | None = None) -> Iterator[tuple[str, Table]]:
        """The nested tables with their keys, in file order; keys out of a closed set where one is given."""
        for key in self.keys(allowed):
            yield key, self.table(key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables, empty when absent; errors call an item by its `id`, else by its index."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, "must be an array of tables")
        place = _join(self.path, key)
        return tuple(Table(item, self.file, f"{place}[{item.get('id', n)}]") for n, item in enumerate(value))

    def _take(self, key: str, default: Any) -> Any:
        self._seen.add(key)
        if key not in self._values and default is None:
            self.fail(key, "is missing")
        return self._values.get(key, default)


def parse_toml(path: Path, file: str) -> dict[str, Any]:
    """Parse the file at `path`, called `file` in errors. Raises `DataError` when it is not valid TOML."""
    try:
        return tomli.loads(read_regular(path, LARGEST).decode("utf-8").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"cannot be read as TOML: {error}", where=file) from error


def read_toml(path: Path, file: str) -> Table:
    """The top table of the file at `path`. Raises `DataError` when it is not valid TOML."""
    return Table(parse_toml(path, file), file)


def read_compiled(file: str) -> Table:
    """The top table of one of our own data files, by its path among them. Raises `DataError` as `read_toml` does."""
    return Table(compiled(file, dict[str, Any], lambda: parse_toml(profiles_root() / file, file)), file)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _suggest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else ""
