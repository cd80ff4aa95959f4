"""Reads files of a scanned tree: regular files only, never through a link, never more than asked for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    # A pipe without a writer must not hold up the scan.
    | getattr(os, "O_NONBLOCK", 0)
)
LONGEST_PATH = 4_096
"""No system opens a longer one."""

_JUNCTION = 0xA0000003
_WINDOWS = os.name == "nt"


def read_bytes(root: Path, path: str, limit: int = 5_000_000) -> bytes:
    """Read a regular file below `root`.

    OSError is raised for what is missing, no regular file, behind a link, out of the tree or larger than `limit`.
    """
    if not stays_inside(path):
        raise OSError(f"{path!r} leaves the scanned folder")
    base = str(root)
    status = os.lstat(f"{base}/{path}")
    if not stat.S_ISREG(status.st_mode) or is_link(status):
        raise OSError(f"{path!r} is not a regular file")
    if behind_link(base, path, {}):
        raise OSError(f"{path!r} lies behind a symbolic link")
    content = read_start(f"{base}/{path}", limit + 1)
    if len(content) > limit:
        raise OSError(f"{path!r} is larger than {limit} bytes")
    return content


def read_start(full: str, size: int, *, skip: int = 0) -> bytes:
    """Read up to `size` bytes of a regular file from byte `skip` on; a link is not followed."""
    handle = os.open(full, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{full!r} is not a regular file")
        if skip:
            os.lseek(handle, skip, os.SEEK_SET)
        return _read(handle, size, expected=status.st_size - skip)
    finally:
        os.close(handle)


def stays_inside(path: str) -> bool:
    """Whether a repository-relative path names a place below the root, on this system; a crafted git index may not."""
    if _WINDOWS and ("\\" in path or ":" in path):
        return False
    if "\0" in path or len(path) > LONGEST_PATH:
        return False
    return not any(part in ("", ".", "..") for part in path.split("/"))


def is_link(status: os.stat_result) -> bool:
    """Whether a status from `lstat` is of a symbolic link or of a Windows junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def behind_link(base: str, path: str, known: dict[str, bool]) -> bool:
    """Whether a folder on the way from `base` to `path` is a link; `known` remembers the folders already looked at."""
    folder = path.rpartition("/")[0]
    if not folder:
        return False
    if folder not in known:
        linked = False
        for upper in folders_down_to(folder):
            if upper not in known:
                known[upper] = linked or is_link(os.lstat(f"{base}/{upper}"))
            linked = known[upper]
    return known[folder]


def folders_down_to(folder: str) -> Iterator[str]:
    """Give `a`, `a/b`, `a/b/c` for `a/b/c`: in a loop, since a crafted path may be deeper than recursion goes."""
    end = folder.find("/")
    while end != -1:
        yield folder[:end]
        end = folder.find("/", end + 1)
    yield folder


def _read(handle: int, size: int, expected: int) -> bytes:
    """Ask for what the file should hold and one byte more, so that one call reads it and a growing file is seen."""
    content = b""
    while len(content) < size:
        wanted = min(size - len(content), max(expected - len(content), 0) + 1)
        chunk = os.read(handle, wanted)
        if not chunk:
            break
        content = content + chunk if content else chunk
        if len(content) == expected:
            break
    return content
