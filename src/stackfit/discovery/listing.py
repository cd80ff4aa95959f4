"""What a listing of a tree holds, and which of its folders a package manager or tool has filled."""

from __future__ import annotations

from collections.abc import Collection
from os import stat_result
from typing import NamedTuple

from stackfit.model.source import ReadError, Skip

_INSTALL_FOLDERS = frozenset(
    {
        "node_modules",
        "bower_components",
        "jspm_packages",
        "site-packages",
        "__pypackages__",
        "__pycache__",
        ".direnv",
        ".eggs",
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".next",
        ".nox",
        ".nuxt",
        ".parcel-cache",
        ".pixi",
        ".pytest_cache",
        ".ruff_cache",
        ".svelte-kit",
        ".terraform",
        ".tox",
        ".turbo",
        ".venv",
        "venv",
    }
)


class Entry(NamedTuple):
    """A listed path with its size and mode, as `lstat` gives them.

    `times` are when its content and when anything about it last changed, in nanoseconds since 1970; `blob` is what git
    calls its content. A folder knows the former, a commit the latter.
    """

    path: str
    size: int
    mode: int
    tracked: bool
    link: bool = False
    times: tuple[int, int] = (0, 0)
    blob: str = ""


class Listing(NamedTuple):
    """The entries of a tree in any order, with what was left out on the way."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skip, ...] = ()
    errors: tuple[ReadError, ...] = ()


def times_of(status: stat_result) -> tuple[int, int]:
    """Give the times of a file as `Entry` has them."""
    return status.st_mtime_ns, status.st_ctime_ns


def is_install_folder(folder: str, names: Collection[str]) -> bool:
    """Whether an untracked folder is a virtual environment, an install folder or a tool's cache."""
    return folder.rpartition("/")[2] in _INSTALL_FOLDERS or "pyvenv.cfg" in names
