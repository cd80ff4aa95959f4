"""The file globs of the catalogue, asked for every path of the repository: nearly all are plain paths."""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from stackfit.catalogue.technologies import Catalogue

_WILD = re.compile(r"[*?\[\]]")


class FileGlobs:
    """All file globs in the order of the catalogue; `owners` names the technology of each."""

    def __init__(self, catalogue: Catalogue) -> None:
        pairs = [(entry.id, glob) for entry in catalogue.technologies for glob in entry.files]
        self.owners = tuple(owner for owner, _ in pairs)
        plain = {glob: number for number, (_, glob) in reversed(tuple(enumerate(pairs))) if not _WILD.search(glob)}
        wild = [(number, glob) for number, (_, glob) in enumerate(pairs) if _WILD.search(glob)]
        self._plain = plain
        self._wild = tuple((number, re.compile(fnmatch.translate(glob))) for number, glob in wild)
        # What a wild glob matches ends or begins so: cheap to ask, and false for nearly every path.
        pieces = [_WILD.split(glob) for _, glob in wild]
        self._ends = tuple(parts[-1] for parts in pieces if not parts[0])
        self._starts = tuple(parts[0] for parts in pieces if parts[0])

    def first(self, path: str) -> int | None:
        """The number of the first glob that matches a path below the component."""
        found = self._plain.get(path)
        if path.startswith(self._starts) or path.endswith(self._ends):
            for number, pattern in self._wild:
                if (found is None or number < found) and pattern.match(path):
                    return number
        return found


@lru_cache(maxsize=4)
def file_globs(catalogue: Catalogue) -> FileGlobs:
    """The globs of a catalogue, compiled once."""
    return FileGlobs(catalogue)


def paths_below(folder: str, paths: frozenset[str]) -> Sequence[str]:
    """The paths in a folder, sorted; asked for every component of one repository."""
    ordered = _sort(paths)
    if folder == ".":
        return ordered
    return ordered[bisect_left(ordered, f"{folder}/") : bisect_left(ordered, f"{folder}0")]  # "0" comes right after "/"


@lru_cache(maxsize=1)
def _sort(paths: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))
