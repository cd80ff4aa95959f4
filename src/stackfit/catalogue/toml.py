"""Typed access to TOML tables, with errors that name the file and the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli

from stackfit.errors import DataError


class Table:
    """A TOML table that knows where it stands; every reader raises `DataError` naming the key."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._values = values
        self.where = where

    def fail(self, key: str, problem: str) -> DataError:
        """Make the error for `key`."""
        return DataError(problem, where=f"{self.where}.{key}" if key else self.where)

    def only(self, allowed: Iterable[str]) -> None:
        """Raise when a key is not among `allowed`."""
        for key in self._values.keys() - set(allowed):
            raise self.fail(key, "unknown key")

    def keys(self) -> tuple[str, ...]:
        """The keys, as written."""
        return tuple(self._values)

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, "expected a string")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """A boolean."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, "expected true or false")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A number."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.fail(key, "expected a number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, "expected a list of strings")
        return tuple(value)

    def number_list(self, key: str) -> tuple[float, ...]:
        """A list of numbers; empty when absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or any(isinstance(n, bool) or not isinstance(n, (int, float)) for n in value):
            raise self.fail(key, "expected a list of numbers")
        return tuple(float(item) for item in value)

    def numbers(self, key: str) -> dict[str, float]:
        """A table of numbers; empty when absent."""
        table = self.table(key)
        return {name: table.number(name) for name in table.keys()}  # noqa: SIM118 - a Table is no dict

    def table(self, key: str) -> Table:
        """A sub-table; empty when absent."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, "expected a table")
        return Table(value, f"{self.where}.{key}" if self.where else key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables; empty when absent. Items are named by their `id` or their index in errors."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, "expected an array of tables")
        return tuple(Table(item, f"{self.where}.{key}[{item.get('id', n)}]") for n, item in enumerate(value))


def read_toml(path: Path, where: str) -> Table:
    """Read the TOML file at `path`, called `where` in errors. Raises `DataError` when it is not valid TOML."""
    try:
        return Table(tomli.loads(path.read_text(encoding="utf-8")), where)
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise DataError(str(problem), where=where) from problem
