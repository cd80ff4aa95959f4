"""Lists a folder that git does not know, honouring ignore files on the way down."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stackfit.discovery.ignore import IgnoreRules, is_ignored, parse_rules
from stackfit.discovery.listing import Entry, Listing, is_install_folder, times_of
from stackfit.discovery.reading import is_link, read_start
from stackfit.model.source import ReadError, Skip

IGNORE_FILES = (".gitignore", ".ignore", ".stackfitignore")
_IGNORE_LIMIT = 1_000_000
_REPOSITORIES = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})


def walk(root: Path, excluded: tuple[IgnoreRules, ...]) -> Listing:
    """Every file below `root` that no ignore file leaves out; links are listed, never followed."""
    walker = _Walker(str(root), excluded)
    walker.run()
    return Listing(tuple(walker.entries), tuple(walker.skipped), tuple(walker.errors))


class _Walker:
    """The state of one walk."""

    def __init__(self, base: str, excluded: tuple[IgnoreRules, ...]) -> None:
        self.base = base
        self.excluded = excluded
        self.entries: list[Entry] = []
        self.skipped: list[Skip] = []
        self.errors: list[ReadError] = []

    def run(self) -> None:
        """Visit folders from a stack: trees may be deeper than Python's recursion limit."""
        waiting: list[tuple[str, tuple[IgnoreRules, ...]]] = [("", ())]
        while waiting:
            folder, rules = waiting.pop()
            waiting.extend(self._visit(folder, rules))

    def _visit(self, folder: str, rules: tuple[IgnoreRules, ...]) -> list[tuple[str, tuple[IgnoreRules, ...]]]:
        try:
            with os.scandir(f"{self.base}/{folder}") as found:
                children = list(found)
        except OSError as error:
            self._unreadable(folder or ".", error)
            return []
        names = {child.name for child in children}
        if folder and is_install_folder(folder, names):
            self.skipped.append(Skip(path=folder, reason="vendored"))
            return []
        rules += tuple(self._rules(folder, name) for name in IGNORE_FILES if name in names)
        prefix = folder + "/" if folder else ""
        return [
            (path, rules)
            for child in children
            if (path := prefix + child.name) and self._is_open_folder(child, path, rules)
        ]

    def _is_open_folder(self, child: os.DirEntry[str], path: str, rules: tuple[IgnoreRules, ...]) -> bool:
        """Whether to go down into `child`; whatever is not a folder is listed here."""
        try:
            # What DirEntry.stat gives on Windows lacks the reparse tag of junctions in older versions of Python.
            status = child.stat(follow_symlinks=False) if os.name != "nt" else os.lstat(child.path)
        except OSError as error:
            self._unreadable(path, error)
            return False
        link = is_link(status)
        is_folder = stat.S_ISDIR(status.st_mode) and not link
        if child.name in _REPOSITORIES:
            return False
        name = path + "/" if is_folder else path
        if rules and is_ignored(rules, name):
            return False
        if self.excluded and is_ignored(self.excluded, name):
            self.skipped.append(Skip(path=path, reason="excluded"))
            return False
        if not is_folder:
            times = times_of(status)
            self.entries.append(Entry(path, status.st_size, status.st_mode, tracked=False, link=link, times=times))
        return is_folder

    def _rules(self, folder: str, name: str) -> IgnoreRules:
        path = f"{folder}/{name}" if folder else name
        try:
            text = read_start(f"{self.base}/{path}", _IGNORE_LIMIT).decode("utf-8", "replace")
        except OSError as error:
            self._unreadable(path, error)
            text = ""
        return parse_rules(folder, text)

    def _unreadable(self, path: str, error: OSError) -> None:
        self.skipped.append(Skip(path=path, reason="unreadable"))
        self.errors.append(ReadError(path=path, message=error.strerror or str(error)))
