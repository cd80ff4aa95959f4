"""Clones of git URLs: one commit, without large files, in a folder that is kept below a size."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from stackfit.fleet.checkout import check_out
from stackfit.fleet.git import GitError, ask_remote
from stackfit.fleet.removal import remove, size_of
from stackfit.fleet.source import Source

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_MARK = "stackfit-clone"


def find_commit(source: Source, place: Path) -> str:
    """Ask the server which commit a URL and ref stand for now. Raises `GitError`."""
    if _COMMIT.fullmatch(source.ref):
        return source.ref
    names = [f"refs/heads/{source.ref}", f"refs/tags/{source.ref}^{{}}", f"refs/tags/{source.ref}", source.ref]
    wanted = names if source.ref else ["HEAD"]
    place.mkdir(parents=True, exist_ok=True)
    listed = ask_remote(["ls-remote", "--quiet", "--", source.location, *wanted], folder=place)
    lines = (line.partition("\t") for line in listed.decode("utf-8", "replace").splitlines())
    found = {name: commit for commit, _, name in lines}
    for name in wanted:
        if _COMMIT.fullmatch(found.get(name, "")):
            return found[name]
    raise GitError(f"has no ref {source.ref!r}" if source.ref else "is empty")


@contextlib.contextmanager
def checked_out(source: Source, commit: str, place: Path, room: int) -> Iterator[Path]:
    """A work tree of the commit, not touched by others meanwhile; afterwards, old clones make `room` (bytes)."""
    place.mkdir(parents=True, exist_ok=True)
    folder = place / hashlib.sha256(source.id.encode()).hexdigest()[:32]
    with FileLock(f"{folder}.lock"):
        if _read_mark(folder) != commit:
            (folder / ".git" / _MARK).unlink(missing_ok=True)
            check_out(source, commit, folder)
            (folder / ".git" / _MARK).write_text(f"{commit} {size_of(folder)}\n", "ascii")
        os.utime(folder / ".git" / _MARK)
        yield folder / source.subpath
    make_room(place, room)


def make_room(place: Path, room: int) -> None:
    """Remove the clones that were used longest ago, until the rest fits; those in use stay."""
    clones = sorted((_used(folder), folder) for folder in place.iterdir() if folder.is_dir())
    total = sum(size for (_, size), _ in clones)
    for (_, size), folder in clones:
        if total <= room:
            return
        lock = FileLock(f"{folder}.lock", timeout=0)
        with contextlib.suppress(Timeout, OSError), lock:
            remove(folder)
            total -= size


def _used(folder: Path) -> tuple[float, int]:
    """When a clone was last used, and its size; one that was never finished goes first."""
    mark = folder / ".git" / _MARK
    try:
        return mark.stat().st_mtime, int(mark.read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0, size_of(folder)


def _read_mark(folder: Path) -> str:
    try:
        return (folder / ".git" / _MARK).read_text("ascii").split()[0]
    except (OSError, IndexError):
        return ""
