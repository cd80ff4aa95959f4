"""What all stages of one scan share: the file list, a bounded reader, the code, the settings."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from stackfit.cache import NOTHING, Memory
from stackfit.callgraph import Candidates, make_candidates, may_matter
from stackfit.catalogue.builtins import NODE_ONLY_MODULES
from stackfit.config import Config
from stackfit.discovery.fileset import sift
from stackfit.discovery.listing import Listing
from stackfit.discovery.tree import Tree
from stackfit.extract.codebase import Codebase
from stackfit.extract.text_index import NO_STAMPS, Stamps
from stackfit.model.source import FileSet, ReadError
from stackfit.pipeline.knowledge import Knowledge
from stackfit.pipeline.remembered import is_settled
from stackfit.syntax.names import MAX_LOCKFILE_BYTES, is_lockfile

Read = Callable[[str], "bytes | None"]
_KEPT = 16_000_000
_KEPT_FILE = 1_000_000


class Session(Struct, frozen=True, kw_only=True):
    """One scan's inputs. `lines` gives the code lines of each source file that could be read.

    `candidates` tells in which files it is worth following the event loop.
    `settings` are those of components, by path, once these are known; `errors` says which could not be used.
    """

    files: FileSet
    read: Read
    code: Codebase
    lines: Mapping[str, int]
    candidates: Mapping[bool, Candidates]
    config: Config
    as_of: datetime.date
    knowledge: Knowledge
    stamps: Stamps = NO_STAMPS
    memory: Memory = NOTHING
    settings: Mapping[str, Config] = field(default_factory=dict)
    errors: tuple[ReadError, ...] = ()

    def config_of(self, component: str) -> Config:
        """The settings that hold for a component."""
        return self.settings.get(component, self.config)

    @property
    def server_files(self) -> frozenset[str]:
        """The source files whose import lines name a module that only Node.js has."""
        return frozenset(
            path
            for path in self.lines
            if (index := self.code.index(path)) and not NODE_ONLY_MODULES.isdisjoint(index.modules)
        )

    @property
    def declaring_files(self) -> frozenset[str]:
        """The source files whose text may declare dependencies: script headers, install lines of notebooks."""
        return frozenset(path for path in self.lines if (index := self.code.index(path)) and index.declares)

    def text(self, path: str) -> str | None:
        """The text of any file, undecodable bytes replaced; None where it cannot be read."""
        content = self.read(path)
        return None if content is None else content.decode("utf-8", "replace")


def open_session(
    tree: Tree,
    listing: Listing,
    config: Config,
    as_of: datetime.date,
    knowledge: Knowledge,
    memory: Memory = NOTHING,
    jobs: int = 1,
) -> Session:
    """Decide what the listed files of a repository are, and index its code."""
    stamps = _stamp(tree, listing, time.time_ns())
    files = sift(tree, listing)
    read_once = _reader(tree)
    read = _keep(read_once)
    code = Codebase(files.files, read, knowledge.index_words, memory, jobs, knowledge.questions, read_once, stamps)
    candidates = make_candidates(knowledge.callables)
    lines: dict[str, int] = {}
    for file in files.files:
        index = code.index(file.path)
        if index is not None:
            lines[file.path] = index.code_lines
            if may_matter(file, index, code, candidates):
                code.expect((file.path,), later=True)
    code.keep_index()
    return Session(
        files=files,
        read=read,
        code=code,
        lines=lines,
        candidates=candidates,
        config=config,
        as_of=as_of,
        knowledge=knowledge,
        stamps=stamps,
        memory=memory,
    )


def _stamp(tree: Tree, listing: Listing, begun: int) -> Stamps:
    """Give what tells of a change to each file: what git calls its content, else its size and times.

    Files that were changed just before `begun` have none: they may change again, and look the same.
    """
    return Stamps(
        tree.place,
        {
            entry.path: entry.blob or f"{entry.size} {entry.times[0]} {entry.times[1]}"
            for entry in listing.entries
            if is_settled(entry, begun)
        },
    )


def _reader(tree: Tree) -> Read:
    """Read files of the repository; None where one cannot be read (discovery has named it)."""

    def read(path: str) -> bytes | None:
        try:
            return tree.read(path, *((MAX_LOCKFILE_BYTES,) if is_lockfile(path.rpartition("/")[2]) else ()))
        except OSError:
            return None

    return read


def _keep(read_once: Read) -> Read:
    """Keep what is read first, up to a bound: most files are asked for several times."""
    kept: dict[str, bytes] = {}
    room = _KEPT

    def read(path: str) -> bytes | None:
        nonlocal room
        if path in kept:
            return kept[path]
        content = read_once(path)
        if content is not None and len(content) <= min(room, _KEPT_FILE):
            kept[path] = content
            room -= len(content)
        return content

    return read
