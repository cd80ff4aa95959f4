"""Puts the stage together: leave out of a listing what is not source, and give every file that stays a role."""

from __future__ import annotations

import stat
from pathlib import Path

from stackfit.discovery.attributes import Attributes
from stackfit.discovery.listing import Entry, Listing
from stackfit.discovery.promotion import promote
from stackfit.discovery.roles import RoleJudge
from stackfit.discovery.sieve import Sieve
from stackfit.discovery.tree import Tree, as_tree, list_tree
from stackfit.discovery.vendored import Vendored, split_strays
from stackfit.model.kinds import Role
from stackfit.model.source import FileSet, ReadError, Skip, SourceFile

_LOCKFILE_LIMIT = 50_000_000
# The largest public repositories have some 400,000 files.
MOST_FILES = 500_000


def discover(
    root: Path | Tree, *, exclude: tuple[str, ...] = (), base: str = "", max_bytes: int = 5_000_000
) -> FileSet:
    """List the files of a folder or of another tree; `list_tree` and `sift` at once."""
    tree = as_tree(root)
    return sift(tree, list_tree(tree, exclude, base), max_bytes=max_bytes)


def sift(tree: Tree, listing: Listing, *, max_bytes: int = 5_000_000) -> FileSet:
    """Decide for every listed file of a tree what it is; `max_bytes` bounds each file."""
    entries, misnamed = _split_names(listing.entries)
    beyond = entries[MOST_FILES:]
    del entries[MOST_FILES:]
    paths = frozenset(entry.path for entry in entries)
    sieve = Sieve(
        start=tree.start,
        paths=paths,
        max_bytes=max_bytes,
        attributes=_attributes(tree, entries),
        vendored=Vendored(paths, lambda path: tree.read(path, _LOCKFILE_LIMIT)),
    )
    judge = RoleJudge(paths)
    files: list[SourceFile] = []
    for entry in entries:
        file = sieve.sift(entry)
        if file is not None:
            role = judge.role_of(entry.path)
            role = Role.TOOLING if file.tooling and role is Role.PRODUCTION else role
            files.append(SourceFile(path=entry.path, size=entry.size, role=role, language=file.language))
    files, strays = split_strays(files, sieve.skipped)
    skipped = [_named(skip) for skip in listing.skipped] + misnamed + sieve.skipped + strays
    errors = [ReadError(path=_shown(error.path), message=error.message) for error in listing.errors] + sieve.errors
    if beyond:
        errors.append(beyond_bound(len(beyond)))
    return FileSet(
        files=promote(files),
        skipped=tuple(sorted(set(skipped), key=lambda skip: (skip.path, skip.reason))),
        errors=tuple(sorted(errors, key=lambda error: (error.path, error.message))),
        paths=paths,
    )


def beyond_bound(number: int) -> ReadError:
    """Say that so many files were not looked at."""
    return ReadError(path=".", message=f"{number:,} files beyond {MOST_FILES:,} were not looked at")


def _split_names(entries: tuple[Entry, ...]) -> tuple[list[Entry], list[Skip]]:
    """Entries sorted by path, and skips for those whose name no output could print."""
    good: list[Entry] = []
    bad: list[Skip] = []
    for entry in entries:
        if entry.path.isascii() or (shown := _shown(entry.path)) == entry.path:
            good.append(entry)
        else:
            bad.append(Skip(path=shown, reason="undecodable-name"))
    good.sort()
    return good, bad


def _shown(path: str) -> str:
    """Give the path with replacement marks where its bytes are no UTF-8."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _named(skip: Skip) -> Skip:
    return Skip(path=_shown(skip.path), reason=skip.reason)


def _attributes(tree: Tree, entries: list[Entry]) -> Attributes:
    files = []
    for entry in entries:
        folder, _, name = entry.path.rpartition("/")
        if name == ".gitattributes" and stat.S_ISREG(entry.mode) and not entry.link:
            try:
                files.append((folder, tree.read(entry.path, 1_000_000).decode("utf-8", "replace")))
            except OSError:
                continue  # It is listed, so the sieve names it as unreadable.
    return Attributes(files)
