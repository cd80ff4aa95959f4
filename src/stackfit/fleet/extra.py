"""What `stackfit[fleet]` brings: checked before anything is imported from it."""

from __future__ import annotations

from importlib.util import find_spec

from stackfit.errors import UsageError

PACKAGES = ("dask", "distributed", "duckdb", "filelock", "psutil", "pyarrow")


def require_extra() -> None:
    """Raise `UsageError` where a package of the extra is not installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        hint = 'install the extra: pip install "stackfit[fleet]"'
        raise UsageError(f"`stackfit fleet` needs {', '.join(missing)}", hint=hint)
