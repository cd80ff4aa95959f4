"""Lists a git work tree, and leaves out what was installed into it without being tracked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from stackfit.discovery.git import GitEntry
from stackfit.discovery.ignore import IgnoreRules, is_ignored, parse_rules
from stackfit.discovery.listing import Entry, Listing, is_install_folder, times_of
from stackfit.discovery.reading import behind_link, folders_down_to, is_link, read_bytes, stays_inside
from stackfit.model.source import ReadError, Skip

OWN_RULES_LIMIT = 1_000_000


def list_worktree(root: Path, listed: Iterable[GitEntry], excluded: tuple[IgnoreRules, ...]) -> Listing:
    """Give the entries that are there, each with size and mode; tracked files that were deleted are silently gone."""
    listed = tuple(listed)
    installed = _Installed(listed)
    rules = read_own_rules((item.path for item in listed), lambda path: read_bytes(root, path, OWN_RULES_LIMIT))
    entries: list[Entry] = []
    skipped: list[Skip] = []
    errors: list[ReadError] = []
    linked: dict[str, bool] = {}
    base = str(root)
    for item in listed:
        if not item.tracked and installed.holds(item.path):
            continue
        if is_ignored(excluded, item.path) or is_ignored(rules, item.path):
            skipped.append(Skip(path=item.path, reason="excluded"))
            continue
        try:
            entry = _entry(base, item, linked)
        except OSError as error:
            skipped.append(Skip(path=item.path, reason="unreadable"))
            errors.append(ReadError(path=item.path, message=error.strerror or str(error)))
            continue
        if entry == "submodule":
            skipped.append(Skip(path=item.path, reason="submodule"))
        elif isinstance(entry, Entry):
            entries.append(entry)
    skipped += [Skip(path=folder, reason="vendored") for folder in sorted(installed.seen)]
    return Listing(tuple(entries), tuple(skipped), tuple(errors))


def _entry(base: str, item: GitEntry, linked: dict[str, bool]) -> Entry | str | None:
    """Give an entry, "submodule", or None for what is not there."""
    if not stays_inside(item.path):
        return None
    try:
        if behind_link(base, item.path, linked):
            return None
        status = os.lstat(f"{base}/{item.path}")
    except (FileNotFoundError, NotADirectoryError):
        return None
    if item.submodule:
        return "submodule"
    link, times = item.link or is_link(status), times_of(status)
    return Entry(item.path, status.st_size, status.st_mode, tracked=item.tracked, link=link, times=times)


def read_own_rules(paths: Iterable[str], read: Callable[[str], bytes]) -> list[IgnoreRules]:
    """Read the rules of every .stackfitignore, from the root down; git has already applied its own ignore files."""
    rules = []
    for path in sorted(path for path in paths if path.rpartition("/")[2] == ".stackfitignore"):
        try:
            text = read(path).decode("utf-8", "replace")
        except OSError:
            continue
        rules.append(parse_rules(path.rpartition("/")[0], text))
    return rules


class _Installed:
    """Untracked folders that were filled by a package manager; `seen` gathers those that held something."""

    def __init__(self, listed: tuple[GitEntry, ...]) -> None:
        self._environments = {
            item.path.rpartition("/")[0] for item in listed if not item.tracked and item.path.endswith("/pyvenv.cfg")
        }
        self._known: dict[str, str] = {"": ""}
        self.seen: set[str] = set()

    def holds(self, path: str) -> bool:
        """Whether an untracked `path` lies in such a folder."""
        found = self._outermost(path.rpartition("/")[0])
        if found:
            self.seen.add(found)
        return bool(found)

    def _outermost(self, folder: str) -> str:
        if folder in self._known:
            return self._known[folder]
        outermost = ""
        for upper in folders_down_to(folder):
            if upper not in self._known:
                names = ("pyvenv.cfg",) if upper in self._environments else ()
                self._known[upper] = outermost or (upper if is_install_folder(upper, names) else "")
            outermost = self._known[upper]
        return outermost
