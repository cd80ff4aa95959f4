"""Where the cache lies."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "STACKFIT_CACHE_DIR"


def cache_folder() -> Path | None:
    """Give the folder that `STACKFIT_CACHE_DIR` names, else the user's own; None where there is no home."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("stackfit", appauthor=False)
    except (OSError, RuntimeError):
        return None
