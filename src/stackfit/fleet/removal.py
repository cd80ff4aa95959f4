"""Deletes and measures folders."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path


def remove(place: Path) -> None:
    """Delete a file, a link or a folder with everything in it, if it is there."""
    if place.is_dir() and not place.is_symlink():
        _delete_tree(place)
    else:
        place.unlink(missing_ok=True)


def _delete_tree(folder: Path) -> None:
    """Delete a folder; git writes its objects without permission to write, which Windows takes seriously."""
    if os.name == "nt":
        for place in folder.rglob("*"):
            with contextlib.suppress(OSError):
                place.chmod(stat.S_IWRITE)
    shutil.rmtree(folder)


def size_of(folder: Path) -> int:
    """Add up the sizes of all files."""
    total = 0
    for base, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(base, name)).st_size  # noqa: PTH118 - many files
    return total
