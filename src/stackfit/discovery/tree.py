"""Where files come from: a folder on the disk, or whatever else can list and read them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from stackfit.discovery.git import list_files
from stackfit.discovery.ignore import IgnoreRules, compile_patterns
from stackfit.discovery.listing import Listing
from stackfit.discovery.reading import read_bytes, read_start
from stackfit.discovery.walk import walk
from stackfit.discovery.worktree import list_worktree
from stackfit.model.source import ReadError

LARGEST = 5_000_000


class Start(Protocol):
    """Gives up to `size` bytes of a file from byte `skip` on, or raises OSError."""

    def __call__(self, path: str, size: int, *, skip: int = 0) -> bytes:
        """Read them."""
        ...


class Tree(Protocol):
    """Files by repository-relative path. What cannot be read raises OSError."""

    @property
    def name(self) -> str:
        """What the repository's folder is called."""
        ...

    @property
    def place(self) -> str:
        """Where the files are: no two trees that may differ at one time have the same place."""
        ...

    def listing(self, excluded: tuple[IgnoreRules, ...]) -> Listing:
        """Give every file but those that the ignore rules leave out."""
        ...

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """Give the whole content of a regular file, if it is no larger than `limit`."""
        ...

    def start(self, path: str, size: int, *, skip: int = 0) -> bytes:
        """Give up to `size` bytes of a listed file from byte `skip` on."""
        ...


class Folder:
    """A folder on the disk: what git lists of a work tree, or else what a walk finds."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._base = str(self._root)

    @property
    def name(self) -> str:
        """The folder's own name, also where it was given as a link or as "."."""
        return self._root.resolve().name

    @property
    def place(self) -> str:
        """The absolute path of the folder."""
        return self._base

    def listing(self, excluded: tuple[IgnoreRules, ...]) -> Listing:
        """Take what git lists, or else what a walk finds."""
        answer = list_files(self._root)
        if answer is not None and answer.entries:
            return list_worktree(self._root, answer.entries, excluded)
        listing = walk(self._root, excluded)
        if answer is not None and answer.refusal:
            message = f"files were listed without git: {answer.refusal}"
            listing = listing._replace(errors=(*listing.errors, ReadError(path=".", message=message)))
        return listing

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """Read a regular file below the folder, never through a link."""
        return read_bytes(self._root, path, limit)

    def start(self, path: str, size: int, *, skip: int = 0) -> bytes:
        """Read a part of a listed file; a link is not followed."""
        return read_start(f"{self._base}/{path}", size, skip=skip)


def as_tree(root: Path | Tree) -> Tree:
    """A path stands for the folder there."""
    return Folder(root) if isinstance(root, Path) else root


def list_tree(tree: Tree, exclude: tuple[str, ...] = (), base: str = "") -> Listing:
    """List the files of a tree.

    `exclude` are patterns in the language of .gitignore, as seen from a folder that `base` leads to the tree from.
    """
    return tree.listing((IgnoreRules("", compile_patterns(exclude), base),) if exclude else ())
