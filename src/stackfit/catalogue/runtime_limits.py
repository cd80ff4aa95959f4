"""What runtimes cannot load: `profiles/runtime_limits.toml`."""

from __future__ import annotations

from functools import lru_cache

from stackfit.catalogue.lifecycles import read_day
from stackfit.catalogue.toml import read_compiled

_FILE = "runtime_limits.toml"
_RUNTIMES = ("micropython", "edge", "browser")


@lru_cache(maxsize=8)
def load_limits(runtime: str, key: str) -> frozenset[str]:
    """Give the names that a runtime has under a key. Raises `DataError` when the file is broken."""
    top = read_compiled(_FILE)
    top.only(_RUNTIMES)
    table = top.table(runtime, required=True)
    table.text("source")
    read_day(table, "checked")
    return table.names(key)


def find_limit(names: frozenset[str], module: str, *, separator: str = ".") -> str:
    """Give the name that a module is, or lies below; "" if it is none of them."""
    while module:
        if module in names:
            return module
        module = module.rpartition(separator)[0]
    return ""
