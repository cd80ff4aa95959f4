"""Writes files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from stackfit.errors import UsageError


def write_file(path: Path, content: bytes) -> None:
    """Write beside the file and move it into place; pipes and devices are written to. Raises `UsageError`."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as problem:
        raise UsageError(f"cannot be written: {problem.strerror or problem}", where=str(path)) from problem


def _replace(path: Path, content: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    """The file's own permissions, else what the process gives to new files."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
