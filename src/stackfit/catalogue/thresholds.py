"""The figures that rules go by, which are their options as well: `profiles/thresholds.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from stackfit.catalogue.toml import Table, read_compiled

_FILE = "thresholds.toml"
_WORDS = ("source", "about")


@lru_cache(maxsize=32)
def load_thresholds(code: str) -> Mapping[str, int]:
    """Give the figures of a rule by name. Raises `DataError` when the file is broken."""
    table = _read().table(code)
    table.text("source")
    return {key: table.count(key) for key in table.keys() if key not in _WORDS}  # noqa: SIM118 - a Table is no dict


@lru_cache(maxsize=32)
def describe_thresholds(code: str) -> Mapping[str, str]:
    """Say what each figure of a rule is; nothing for a rule without figures. Raises `DataError`."""
    top = _read()
    if not top.has(code):
        return {}
    about = top.table(code).table("about")
    return {key: about.text(key) for key in load_thresholds(code)}


@lru_cache(maxsize=1)
def _read() -> Table:
    return read_compiled(_FILE)
