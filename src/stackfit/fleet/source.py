"""One repository of a fleet: a folder on the disk or a git URL, with an optional ref and sub-path."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

PROTOCOLS = ("https", "ssh", "file", "git")

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://")
_SCP = re.compile(r"[\w.-]{1,100}@[\w.-]{1,253}:(?!//)[^\s:]{1,2000}", re.ASCII)
_REF = re.compile(r"[\w.@+][\w./@+-]{0,200}", re.ASCII)
_LONGEST = 4_000


class Source(Struct, frozen=True, kw_only=True):
    """`location` is an absolute path or, where `remote`, a URL for git; `problem` says why it cannot be used, or ""."""

    location: str
    remote: bool = False
    ref: str = ""
    subpath: str = ""
    problem: str = ""

    @property
    def id(self) -> str:
        """What names it in results: one spelling, no credentials."""
        place = _canonical_url(self.location) if self.remote else self.location
        return f"{place}#{self.ref}{f':{self.subpath}' if self.subpath else ''}" if self._narrowed else place

    @property
    def name(self) -> str:
        """What a reader calls it: the last part of its address, and of its sub-path."""
        last = re.split(r"[/\\:]", _canonical_url(self.location) if self.remote else self.location)[-1]
        return f"{last or self.location}/{self.subpath}" if self.subpath else last or self.location

    @property
    def _narrowed(self) -> bool:
        return bool(self.ref or self.subpath)


def is_url(text: str) -> bool:
    """Whether git would be asked for it over some protocol."""
    return bool(_URL.match(text) or _SCP.match(text) or "::" in text.partition("/")[0])


def parse_source(text: str, base: Path) -> Source:
    """Read `PATH` or `URL`, each with an optional `#ref:sub/path`; relative paths start at `base`.

    What cannot be used is a source with a problem, never an exception: it becomes a row of the results.
    """
    if len(text) > _LONGEST or not text.isprintable():
        return Source(location=ascii(text)[:200], problem="is no path and no URL")
    if is_url(text):
        place, ref, subpath = _split(text)
        problem = _url_problem(place) or _part_problem(ref, subpath)
        return Source(location=place, remote=True, ref=ref, subpath=subpath, problem=problem)
    place, ref, subpath = (text, "", "") if (base / text).exists() else _split(text)
    return _local(Path(os.path.realpath(base / place)), ref, subpath)


def _local(folder: Path, ref: str, subpath: str) -> Source:
    """A folder; one at a ref is cloned from there, so that its own files are left alone."""
    problem = _part_problem(ref, subpath)
    if not problem and not folder.is_dir():
        problem = "is a file, not a folder" if folder.exists() else "no such folder"
    if ref and not problem:
        return Source(location=folder.as_uri(), remote=True, ref=ref, subpath=subpath)
    if not problem and not (folder / subpath).is_dir():
        problem = f"has no folder {subpath!r}"
    return Source(location=str(folder), ref=ref, subpath=subpath, problem=problem)


def _split(text: str) -> tuple[str, str, str]:
    place, _, rest = text.rpartition("#") if "#" in text else (text, "", "")
    ref, _, subpath = rest.partition(":")
    return place, ref, subpath.strip("/")


def _url_problem(url: str) -> str:
    if _SCP.fullmatch(url):
        return "" if not url.startswith("-") else "is no URL that git would take"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "is no URL"
    if parts.scheme not in PROTOCOLS:
        return f"only {', '.join(PROTOCOLS)} are cloned from"
    if host.startswith("-") or (not host and parts.scheme != "file") or not parts.path.strip("/"):
        return "is no URL that git would take"
    return ""


def _part_problem(ref: str, subpath: str) -> str:
    if ref and (not _REF.fullmatch(ref) or ".." in ref):
        return f"{ref!r} is no ref"
    if subpath and any(part in ("", ".", "..") for part in re.split(r"[/\\]", subpath)):
        return f"{subpath!r} is no sub-path"
    return ""


def _canonical_url(url: str) -> str:
    """Without credentials, query and the endings that mean nothing; the host in lower case."""
    if not _URL.match(url):
        return url.removesuffix("/").removesuffix(".git")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return re.sub(r"//[^/@]{0,2000}@", "//", url)
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/').removesuffix('.git')}"
