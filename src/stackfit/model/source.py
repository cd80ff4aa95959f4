"""Locations and files: what discovery gives to every later stage."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct
from msgspec.structs import force_setattr

from stackfit.model.kinds import Language, Role


def split_lines(text: str) -> list[str]:
    """Split text where parsers do; `str.splitlines` would also count form feeds and the like as line ends."""
    return text.split("\n")


def nearest_folder(path: str, folders: Container[str]) -> str:
    """The innermost of `folders` that holds a path; the root (".") where none does."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in folders:
            return path
    return "."


class Location(Struct, frozen=True, kw_only=True, order=True):
    """A place in a file: repository-relative POSIX path, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0

    def __post_init__(self) -> None:
        """`end_line` defaults to `line`."""
        if self.end_line < self.line:
            force_setattr(self, "end_line", self.line)


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file that will be read. `language` is None for manifests, templates and other text."""

    path: str
    size: int
    role: Role
    language: Language | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder's path, "." at the root."""
        return self.path.rpartition("/")[0] or "."


class Skip(Struct, frozen=True, kw_only=True):
    """A file that will not be read, and why ("vendored", "minified", "too-large" ...)."""

    path: str
    reason: str


class ReadError(Struct, frozen=True, kw_only=True):
    """A file or part of one that could not be read; ends up in `coverage.errors`."""

    path: str
    message: str
    line: int = 1


class FileSet(Struct, frozen=True, kw_only=True):
    """What discovery found, sorted by path. `paths` lists every listed path, read or skipped."""

    files: tuple[SourceFile, ...]
    skipped: tuple[Skip, ...] = ()
    errors: tuple[ReadError, ...] = ()
    paths: frozenset[str] = frozenset()
