"""Tables of readers, one per file format, matched by path; one odd file never costs the scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

from stackfit.model.source import SourceFile
from stackfit.syntax.paths import Load

T = TypeVar("T")


class Reader(Generic[T], Struct, frozen=True, kw_only=True):
    """One format: `pattern` matches the whole lower-cased repository path, `read` makes the values."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[str, bytes, Load], T]


def reader(name: str, pattern: str, read: Callable[[str, bytes, Load], T]) -> Reader[T]:
    """Make a reader for files of that name in any folder."""
    return Reader(name=name, pattern=re.compile(rf"(?:.*/)?(?:{pattern})"), read=read)


class ReaderTable(Generic[T], Struct, frozen=True, kw_only=True):
    """All readers of a stage.

    Most paths are of no format: a search for the `hint` is cheaper than every pattern. `unread` makes the value that
    says why a file could not be read: (format, path, message).
    """

    readers: tuple[Reader[T], ...]
    hint: re.Pattern[str]
    max_bytes: int
    unread: Callable[[str, str, str], T]

    def find(self, path: str) -> Reader[T] | None:
        """Give the reader for a path, None where no format fits."""
        lowered = path.lower()
        if not self.hint.search(lowered):
            return None
        return next((item for item in self.readers if item.pattern.fullmatch(lowered)), None)

    def read(self, files: Iterable[SourceFile], load: Load) -> Iterator[T]:
        """Read every file that has a reader, in the order of the paths."""
        found = [(file.path, item) for file in files if (item := self.find(file.path))]
        for path, item in sorted(found, key=lambda pair: pair[0]):
            yield self._read_one(item, path, load)

    def _read_one(self, item: Reader[T], path: str, load: Load) -> T:
        data = load(path)
        if data is None:
            return self.unread(item.name, path, "cannot be read")
        if len(data) > self.max_bytes:
            return self.unread(item.name, path, f"larger than {self.max_bytes // 1_000_000} MB")
        try:
            return item.read(path, data, load)
        except Exception as error:
            # The report says which file and why, and the rest are still read.
            return self.unread(item.name, path, f"{item.name} reader failed: {type(error).__name__}: {error}")
