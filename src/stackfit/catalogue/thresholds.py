"""The figures that rules go by: `profiles/thresholds.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import read_toml

_FILE = "thresholds.toml"


@lru_cache(maxsize=32)
def load_thresholds(code: str) -> Mapping[str, int]:
    """Give the figures of a rule by name. Raises `DataError` when the file is broken."""
    table = read_toml(profiles_root() / _FILE, _FILE).table(code)
    table.text("source")
    return {key: table.count(key) for key in table.keys() if key != "source"}  # noqa: SIM118 - a Table is no dict
