"""From what the user names (lists, globs, folders, URLs) to the sources of a run, each once."""

from __future__ import annotations

import glob
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from msgspec.structs import asdict

from stackfit.errors import UsageError
from stackfit.fleet.source import Source, is_url, parse_source

_WILD = frozenset("*?[")


def expand(names: Sequence[str], checkouts: Sequence[Path], stdin: TextIO) -> Iterator[Source]:
    """The sources in the order given, doubles included. Raises `UsageError` on a name that stands for nothing.

    A file is a list, `-` a list on standard input, a folder or URL one repository; a glob stands for the folders it
    matches, each of `checkouts` for the folders in it.
    """
    here = Path()
    for name in names:
        if name == "-":
            yield from _read_list(stdin, here)
        elif is_url(name):
            yield parse_source(name, here)
        elif Path(name).is_file():
            with Path(name).open(encoding="utf-8", errors="replace") as lines:
                yield from _read_list(lines, Path(name).parent)
        elif Path(name).is_dir() or Path(name.partition("#")[0]).is_dir():
            yield parse_source(name, here)
        else:
            yield from _match(name)
    for folder in checkouts:
        yield from _folders_in(folder)


def _read_list(lines: Iterable[str], base: Path) -> Iterator[Source]:
    """One source a line; empty lines and comments are left out."""
    for line in lines:
        text = line.strip()
        if text and not text.startswith("#"):
            yield parse_source(text, base)


def _match(name: str) -> Iterator[Source]:
    found = sorted(glob.glob(name, recursive=True)) if _WILD & set(name) else []  # noqa: PTH207 - may be absolute
    folders = [place for place in found if Path(place).is_dir()]
    if not folders:
        what = "matches no folder" if _WILD & set(name) else "no such file or folder"
        raise UsageError(what, where=name, hint="give a list, `-`, a folder, a glob or a git URL")
    for place in folders:
        yield Source(location=str(Path(place).resolve()))


def _folders_in(folder: Path) -> Iterator[Source]:
    try:
        inside = sorted(place for place in folder.iterdir() if place.is_dir() and not place.name.startswith("."))
    except OSError as problem:
        raise UsageError(f"cannot be listed: {problem.strerror}", where=str(folder)) from problem
    for place in inside:
        yield Source(location=str(place.resolve()))


def write_sources(sources: Iterable[Source], file: TextIO) -> int:
    """Write each source once, a line each, and count them; only a few bytes of each stay in memory meanwhile."""
    seen: set[bytes] = set()
    for source in sources:
        mark = hashlib.blake2b(source.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if mark not in seen:
            seen.add(mark)
            file.write(json.dumps(asdict(source)) + "\n")
    return len(seen)


def read_sources(file: TextIO) -> Iterator[Source]:
    """What `write_sources` wrote."""
    for line in file:
        yield Source(**json.loads(line))
