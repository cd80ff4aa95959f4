"""What users and settings name: regular files are read, up to a size, and the work tree around a folder is found."""

from __future__ import annotations

import os
import stat
from pathlib import Path

# Without O_NONBLOCK, to open a pipe waits for somebody to write into it.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, limit: int) -> bytes:
    """Give the content of a regular file, or of the one that a link leads to. Raises `OSError`, also on larger ones."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("is not a regular file")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(f"is larger than {limit:,} bytes")
    return content


def find_work_tree(folder: Path) -> Path | None:
    """Give the top of the git work tree around an absolute folder; what may not be looked into is none."""
    # Path.exists raises where a folder on the way is closed to this user.
    return next((place for place in (folder, *folder.parents) if os.path.exists(place / ".git")), None)  # noqa: PTH110
