"""Which program this is: whatever was worked out by another one does not count."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = (".dist-info", ".egg-info")
_PARSERS = "tree_sitter"


@lru_cache(maxsize=1)
def program_version() -> bytes:
    """Hash what decides the facts of a file: our own code and data, the parsers and the interpreter.

    An installed package has a record with the checksum of each file; in a checkout, which changes from minute to
    minute, the times of the files stand in.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{sys.implementation.cache_tag} {sys.platform}".encode())
    digest.update("\n".join(name for name in installed_packages() if name.startswith(_PARSERS)).encode())
    digest.update(_record() or "\n".join(_files_with_times()).encode("utf-8", "surrogateescape"))
    return digest.digest()


@lru_cache(maxsize=1)
def installed_packages() -> tuple[str, ...]:
    """List the distributions on the import path with their versions ("tree_sitter-0.25.2.dist-info"), sorted."""
    return tuple(sorted({name for folder in sys.path for name in _names(folder or ".") if name.endswith(_INSTALLED)}))


def _names(folder: str) -> list[str]:
    """List a folder; one that cannot be read holds nothing."""
    try:
        return os.listdir(folder)  # noqa: PTH208 - a path object for each of many names costs more than the listing
    except OSError:
        return []


def _record() -> bytes:
    """Read the record of the installed distribution; empty where this is a checkout."""
    home = str(_PACKAGE.parent)
    for name in sorted(_names(home)):
        if name.startswith("stackfit-") and name.endswith(_INSTALLED[0]):
            with contextlib.suppress(OSError):
                return Path(home, name, "RECORD").read_bytes()
    return b""


def _files_with_times() -> Iterator[str]:
    """Yield each file of the package and its data with size and time."""
    waiting = [str(_PACKAGE), str(_PACKAGE.parent.parent / "profiles")]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for child in children:
            if child.is_dir():
                waiting.append(child.path)
            elif not child.name.endswith(".pyc"):
                status = child.stat()
                yield f"{child.path} {status.st_size} {status.st_mtime_ns}"
