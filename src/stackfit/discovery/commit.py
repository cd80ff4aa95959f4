"""The files of a commit, read from git's objects: the work tree is neither looked at nor touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from stackfit.discovery import fileset
from stackfit.discovery.blobs import Blobs
from stackfit.discovery.git import ask
from stackfit.discovery.ignore import IgnoreRules, is_ignored
from stackfit.discovery.listing import Entry, Listing
from stackfit.discovery.reading import stays_inside
from stackfit.discovery.tree import LARGEST
from stackfit.discovery.worktree import OWN_RULES_LIMIT, read_own_rules
from stackfit.errors import UsageError
from stackfit.model.source import ReadError, Skip

_LINE = re.compile(rb"(\d{6}) (\w+) ([0-9a-f]{40,64}) +(\d+|-|BAD)\t(.*)", re.DOTALL)
_LINK = "120000"
SUBMODULE, ABSENT = -1, -2
# What was looked into is mostly read whole soon after, and once.
_KEPT = 64_000_000


class Blob(NamedTuple):
    """A file of a commit as git's tree lists it; a negative size says why there is none."""

    mode: str
    name: str
    size: int


class Commit:
    """A commit, or its part below the folder `root` of a work tree. Used as a context, it ends its git process."""

    def __init__(self, root: Path, commit: str, files: dict[str, Blob] | None = None) -> None:
        """`commit` is its whole name; `files` is what it holds, where that is known.

        Raises `UsageError` where git cannot list it.
        """
        self.commit = commit
        self._root = root.absolute()
        self._contents = Blobs(self._root)
        self._kept: dict[str, bytes] = {}
        self._room = _KEPT
        self._files, self._beyond = _list(self._root, commit) if files is None else (files, 0)

    def __enter__(self) -> Commit:
        return self

    def __exit__(self, *error: object) -> None:
        self._contents.close()

    @property
    def name(self) -> str:
        """The name of the work tree's folder, since a commit has none."""
        return self._root.resolve().name

    @property
    def place(self) -> str:
        """The folder, and that it is not the disk: commits share a place, since git names what they hold by content."""
        return f"{self._root} in git"

    def listing(self, excluded: tuple[IgnoreRules, ...]) -> Listing:
        """Give every file of the commit; submodules are named, what .stackfitignore leaves out is skipped."""
        rules = read_own_rules(self._files, lambda path: self.read(path, OWN_RULES_LIMIT))
        entries: list[Entry] = []
        skipped: list[Skip] = []
        errors: list[ReadError] = []
        if self._beyond:
            errors.append(fileset.beyond_bound(self._beyond))
        for path, blob in self._files.items():
            if is_ignored(excluded, path) or is_ignored(rules, path):
                skipped.append(Skip(path=path, reason="excluded"))
            elif blob.size == SUBMODULE:
                skipped.append(Skip(path=path, reason="submodule"))
            elif blob.size == ABSENT:
                skipped.append(Skip(path=path, reason="unreadable"))
                errors.append(ReadError(path=path, message="git does not have its content"))
            else:
                link = blob.mode == _LINK
                entries.append(Entry(path, blob.size, int(blob.mode, 8), tracked=True, link=link, blob=blob.name))
        return Listing(tuple(entries), tuple(skipped), tuple(errors))

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """Give the content of a regular file. Raises `OSError`."""
        blob = self._regular(path)
        if blob.size > limit:
            raise OSError(f"{path!r} is larger than {limit} bytes")
        content = self._kept.pop(path, None)
        if content is None:
            return self._contents.read(blob.name)
        self._room += len(content)
        return content

    def start(self, path: str, size: int, *, skip: int = 0) -> bytes:
        """Give a part of a regular file. Raises `OSError`.

        Git gives whole files only: one too large to be source is not looked into.
        """
        blob = self._regular(path)
        if blob.size > LARGEST:
            return b""
        content = self._kept.get(path)
        if content is None:
            content = self._contents.read(blob.name)
            if len(content) <= self._room:
                self._kept[path] = content
                self._room -= len(content)
        return content[skip : skip + size]

    def _regular(self, path: str) -> Blob:
        blob = self._files.get(path)
        if blob is None or blob.size < 0 or blob.mode == _LINK:
            raise OSError(f"{path!r} is not a regular file")
        return blob


def _list(root: Path, commit: str) -> tuple[dict[str, Blob], int]:
    """Ask git for the files below `root`, and for how many more than we look at there are.

    A few small trees, each in many places, may stand for millions. Raises `UsageError` where they, or the content of
    some, cannot be had.
    """
    answer = ask(root, "ls-tree", "-r", "-z", "--long", commit)
    files = dict(islice(_parse(answer.output), fileset.MOST_FILES))
    beyond = max(0, answer.output.count(b"\0") - fileset.MOST_FILES)
    if (answer.refusal or any(blob.size == ABSENT for blob in files.values())) and _is_partial(root):
        hint = f"`git diff --stat {commit[:12]} HEAD` fetches it; or clone without --filter"
        raise UsageError("the clone is partial and lacks the content of files", where=commit[:12], hint=hint)
    if answer.refusal:
        raise UsageError(f"its files cannot be listed: {answer.refusal}", where=commit[:12])
    return files, beyond


def _parse(output: bytes) -> Iterator[tuple[str, Blob]]:
    """Files by path. Names that lead out of the tree are no files of anybody's."""
    start = 0
    while (end := output.find(b"\0", start)) >= 0:
        found = _LINE.fullmatch(output, start, end)
        start = end + 1
        if found is None:
            continue
        path = found[5].decode("utf-8", "surrogateescape")
        if stays_inside(path):
            size = SUBMODULE if found[2] != b"blob" else ABSENT if found[4] == b"BAD" else int(found[4])
            yield path, Blob(found[1].decode("ascii"), found[3].decode("ascii"), size)


def _is_partial(root: Path) -> bool:
    """Whether the repository was cloned with a filter."""
    return bool(ask(root, "config", "--get-regexp", r"^remote\..*\.promisor$").output)
