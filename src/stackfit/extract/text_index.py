"""The text index of all source files and of all their words; that of files left alone is taken from an earlier run."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from stackfit.cache import NOTHING, Memory, make_key
from stackfit.extract.index import index_text, list_words
from stackfit.model.facts import FileIndex
from stackfit.model.source import SourceFile

# What an earlier run knows is used, with what has changed beside it, until this share of the bytes has changed.
_MOST_CHANGED = 1 / 16
_SMALL = 2**16
_MOST_KEPT = 32_000_000  # bytes of the places of words; Home Assistant needs 2 MB


class Stamps(NamedTuple):
    """What tells of every change to a file, by path, for the tree at a place; a file may have none."""

    place: str = ""
    of: Mapping[str, str] = MappingProxyType({})


NO_STAMPS = Stamps()


class _Kept(Struct, frozen=True):
    """All indexes of a run, the stamps of their files, and for each word the places of the files that hold it."""

    indexes: tuple[FileIndex, ...]
    stamps: tuple[str, ...]
    holding: dict[bytes, bytes]


class TextIndex:
    """Indexes the text of files when asked. Without stamps nothing of an earlier run is used."""

    def __init__(
        self,
        files: Iterable[SourceFile],
        read: Callable[[str], bytes | None],
        wanted: frozenset[str],
        memory: Memory = NOTHING,
        stamps: Stamps = NO_STAMPS,
    ) -> None:
        self._files = {file.path: file for file in files}
        self._read = read
        self._wanted = frozenset(word.encode() for word in wanted)
        self._memory = memory if stamps.of else NOTHING
        self._stamps = stamps
        self._key = make_key("texts", stamps.place.encode("utf-8", "surrogateescape"), _digest(wanted))
        self._indexes: dict[str, FileIndex | None] = {}
        # For each word the places in `_indexed` of the files that hold it: numbers take half the room of references.
        self._holding: defaultdict[bytes, array[int]] = defaultdict(partial(array, "I"))
        self._indexed: list[str] = []
        self._earlier: dict[bytes, bytes] = {}
        self._earlier_paths: list[str] = []
        self._recall()

    def knows(self, path: str) -> bool:
        """Whether the index of a file is there, made or from an earlier run."""
        return path in self._indexes

    def find(self, path: str) -> FileIndex | None:
        """Give the index of a file; None where it cannot be read."""
        if path not in self._indexes:
            self._indexes[path] = self._make(path)
        return self._indexes[path]

    def holding(self, word: str) -> Sequence[str]:
        """Give the files, of those indexed so far, that hold a word, in the order of the files."""
        data = word.encode("utf-8", "replace")
        found = [self._indexed[place] for place in self._holding.get(data, ())]
        if data not in self._earlier:
            return found
        places = _array(len(self._earlier_paths))
        places.frombytes(self._earlier[data])
        earlier = [path for place in places if (path := self._earlier_paths[place])]
        return sorted((*earlier, *found), key=self._order.__getitem__) if found else earlier

    def keep(self) -> None:
        """Keep all indexes for later runs, unless they come from one for the most part."""
        incomplete = len(self._indexes) < len(self._files)
        if incomplete or self._memory is NOTHING or self._earlier_paths:
            return
        indexes = tuple(index for path in self._indexed if (index := self._indexes[path]) is not None)
        stamps = tuple(self._stamps.of.get(path, "") for path in self._indexed)
        kind = _array(len(indexes)).typecode
        holding = {word: array(kind, places).tobytes() for word, places in self._holding.items()}
        if sum(map(len, holding.values())) <= _MOST_KEPT:
            self._memory.keep(self._key, _Kept(indexes, stamps, holding))

    def _make(self, path: str) -> FileIndex | None:
        language, data = self._files[path].language, self._read(path)
        if language is None or data is None:
            return None
        words = list_words(language, data)
        # The loop over all words of all files, in C.
        deque(map(array.append, map(self._holding.__getitem__, words), repeat(len(self._indexed))), maxlen=0)
        self._indexed.append(path)
        return index_text(path, language, data, self._wanted, words)

    def _recall(self) -> None:
        """Take over what an earlier run knows of the files that have not changed since, if these are most."""
        kept = self._memory.recall(_Kept, self._key)
        if kept is None:
            return
        known = self._stamps.of
        same = [
            index.path if index.path in self._files and known.get(index.path) == stamp else ""
            for index, stamp in zip(kept.indexes, kept.stamps, strict=False)
        ]
        total = sum(file.size for file in self._files.values())
        if sum(self._files[path].size for path in same if path) < total * (1 - _MOST_CHANGED):
            return
        self._indexes = {path: index for path, index in zip(same, kept.indexes, strict=False) if path}
        self._earlier, self._earlier_paths = kept.holding, same
        self._order = {path: number for number, path in enumerate(self._files)}


def _array(files: int) -> array[int]:
    """Give an empty array for the places of so many files."""
    return array("H" if files < _SMALL else "I")


def _digest(words: frozenset[str]) -> bytes:
    """What the numbers and the words of an index depend on."""
    return "\n".join((sys.byteorder, *sorted(words))).encode("utf-8", "surrogateescape")
