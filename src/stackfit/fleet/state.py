"""Names the state of a repository and of everything that decides its result: the key that --resume goes by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from stackfit import __version__
from stackfit.catalogue.data import data_version
from stackfit.config import Config
from stackfit.discovery.fileset import discover
from stackfit.discovery.reading import read_bytes
from stackfit.fleet.source import Source
from stackfit.fleet.task import Settings


def make_key(source: Source, state: str, settings: Settings, config: Config | None = None) -> str:
    """The same for two scans that would give the same result, the day aside unless one is asked for.

    `config` is given where the state does not decide it.
    """
    parts = (source.id, state, __version__, data_version(), settings.as_of, settings.given)
    own = _settings_of(config) if config else ()
    return hashlib.sha256("\0".join((*parts, *own)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def hash_files(paths: Iterable[Path | None]) -> str:
    """One hash for the content of files; those that are not there count as well."""
    contents = (path.read_bytes() if path and path.is_file() else b"" for path in paths)
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()


def folder_state(root: Path, config: Config) -> str:
    """A hash of the names of all files and of the content of those that are read.

    A commit would not do: work trees have changes, and asking git for them runs the filters that a repository may set.
    """
    files = discover(root, exclude=config.exclude, base=config.base)
    digest = hashlib.sha256("\0".join(sorted(files.paths)).encode("utf-8", "surrogateescape"))
    for file in files.files:
        try:
            content = read_bytes(root, file.path, 100_000_000)
        except OSError:
            content = b""
        digest.update(f"\0{file.path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def read_commit(root: Path) -> str:
    """The commit that a work tree is at, read from its files; "" where that cannot be told so."""
    folder = root / ".git"
    try:
        head = _first_line(folder / "HEAD")
        if not head.startswith("ref: "):
            return head if _is_commit(head) else ""
        ref = head.removeprefix("ref: ")
        if ".." in ref or not ref.startswith("refs/"):
            return ""
        loose = folder / ref
        found = _first_line(loose) if loose.is_file() else _packed(folder / "packed-refs", ref)
    except (OSError, ValueError):
        return ""
    return found if _is_commit(found) else ""


def _settings_of(config: Config) -> tuple[str, str]:
    """The configuration itself, wherever it was read, and the content of the files that it names."""
    named = (*config.extend_rules, config.baseline, config.profile)
    itself = replace(config, source="", origins={}, extend_rules=(), baseline=None)
    return repr(itself), hash_files(Path(name) if name else None for name in named)


def _packed(file: Path, ref: str) -> str:
    with file.open(encoding="ascii", errors="replace") as lines:
        return next((line.split()[0] for line in lines if line.rstrip().endswith(f" {ref}")), "")


def _first_line(file: Path) -> str:
    with file.open(encoding="ascii", errors="replace") as lines:
        return lines.readline(1_000).strip()


def _is_commit(text: str) -> bool:
    return len(text) in (40, 64) and set(text) <= set("0123456789abcdef")
