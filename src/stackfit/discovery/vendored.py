"""Recognises other people's code in the tree: by what stands around it and in it, never by a folder's name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from stackfit.discovery.copied import copied_packages
from stackfit.discovery.installed import InstalledPackages, Reader
from stackfit.discovery.reading import folders_down_to
from stackfit.model.source import Skip, SourceFile

_VENDOR_FOLDERS = frozenset(
    {"vendor", "vendors", "_vendor", "_vendors", "vendored", "_vendored", "third_party", "third-party", "thirdparty",
     "3rdparty", "extern", "externals", "bower_components"}
)  # fmt: skip
_BROWSER_FOLDERS = _VENDOR_FOLDERS | {
    "static", "public", "assets", "wwwroot", "lib", "libs", "plugins", "js", "javascript", "javascripts", "scripts",
    "resources", "www", "html", "dist", "site", "media",
}  # fmt: skip
_LICENCE = re.compile(r"(?:licen[cs]e|copying|copyright)(?:[-.].*)?", re.IGNORECASE)
_LISTS = frozenset({"vendor.txt", "vendored.txt", "vendor.yaml", "vendor.toml"})
# A library names itself and its version first; "Version 2.0" further down is a licence that anybody may put on top.
_BANNER = re.compile(
    rb"\s*(?:['\"]use strict['\"];?\s*)?/\*(?:![^/]{0,300}?\b(?:v\d+\.\d+|v?\d+\.\d+\.\d+)|"
    rb"\*?[\s*]*(?:@license\s+)?[\w.$-][\w .$-]{0,60}?\s(?:v\d+\.\d+|v?\d+\.\d+\.\d+))\b"
)
_LICENSED = re.compile(rb"licen[cs]e|copyright|\(c\)|https?://", re.IGNORECASE)
_VERSIONED_NAME = re.compile(r"[a-z][\w.]*-v?\d+(?:\.\d+)+[\w.-]*\.js|jquery\.js|[a-z][\w-]*\.v\d+\.js", re.IGNORECASE)


class Vendored:
    """Knows which folders hold packages that were copied or installed into the tree."""

    def __init__(self, paths: Iterable[str], read: Reader) -> None:
        known = frozenset(paths)
        self._installed = InstalledPackages(known, read)
        self._known: dict[str, bool] = {"": False}
        self._marked = {folder for path in known if (folder := _marked_folder(path))}
        self._marked |= copied_packages(known)

    def holds(self, path: str) -> bool:
        """Whether `path` lies in such a folder."""
        folder = path.rpartition("/")[0]
        if folder not in self._known:
            inside = False
            for upper in folders_down_to(folder):
                if upper not in self._known:
                    self._known[upper] = inside or upper in self._marked or self._installed.holds(upper)
                inside = self._known[upper]
        return self._known[folder]


def is_browser_library(path: str, name: str, head: bytes) -> bool:
    """Whether a JavaScript file is a library that was copied among a site's own files."""
    folders = path.lower().split("/")[:-1]
    if _VERSIONED_NAME.fullmatch(name):
        return any(folder in _BROWSER_FOLDERS for folder in folders)
    if _LICENSED.search(head[:1_000]) and head.lstrip().startswith(b"/*") and not _VENDOR_FOLDERS.isdisjoint(folders):
        return True
    return _BANNER.match(head[:1_000]) is not None and any(folder in _BROWSER_FOLDERS for folder in folders)


def split_strays(files: list[SourceFile], skipped: list[Skip]) -> tuple[list[SourceFile], list[Skip]]:
    """Take out what stands in one folder of a vendor folder with code known to be foreign."""
    foreign = {
        folder for skip in skipped if skip.reason in ("vendored", "minified") and (folder := _vendor_part(skip.path))
    }
    if not foreign:
        return files, []
    own = [file for file in files if _vendor_part(file.path) not in foreign]
    kept = {file.path for file in own}
    return own, [Skip(path=file.path, reason="vendored") for file in files if file.path not in kept]


def _vendor_part(path: str) -> str:
    """Give `x/vendor/ace` for `x/vendor/ace/mode-css.js`, "" where there is no vendor folder."""
    parts = path.split("/")
    for depth, part in enumerate(parts[:-2]):
        if part.lower() in _VENDOR_FOLDERS:
            return "/".join(parts[: depth + 2])
    return ""


@lru_cache(maxsize=16384)
def _is_mark(name: str) -> bool:
    """Whether a file of this name may mark its folder; few names are those of many files."""
    return name in _LISTS or name in ("plugin.xml", ".bower.json") or _LICENCE.fullmatch(name) is not None


def _marked_folder(path: str) -> str:
    """Give the folder that this path shows to be other people's code, or ""."""
    folder, _, name = path.rpartition("/")
    if not (_is_mark(name) or folder.endswith(".dist-info")):
        return ""
    parent, _, last = folder.rpartition("/")
    if name in _LISTS and last.lower() in _VENDOR_FOLDERS:
        return folder
    if last.endswith(".dist-info") and parent.rpartition("/")[2].lower() in _VENDOR_FOLDERS | {"site-packages"}:
        return parent
    if name == "plugin.xml" and parent.rpartition("/")[2] == "plugins":
        return folder  # Cordova installs plugins so
    if name == ".bower.json" and parent.endswith("bower_components"):
        return folder
    if _LICENCE.fullmatch(name) and parent.rpartition("/")[2].lower() in _VENDOR_FOLDERS:
        return folder
    return ""
