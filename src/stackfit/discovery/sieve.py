"""Decides file by file: read it (and as what language), skip it for a reason, or leave it as a mere path."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.discovery.attributes import Attributes
from stackfit.discovery.compiled import CompiledFolders
from stackfit.discovery.generated import (
    HEAD,
    has_source_beside,
    is_compiled,
    is_editor_copy,
    name_reason,
    output_folder,
    shape_reasons,
)
from stackfit.discovery.kinds import (
    is_cluster_file,
    is_stub,
    is_wanted_text,
    kind_of,
    may_be_cluster_file,
    may_be_script,
    script_language,
)
from stackfit.discovery.listing import Entry
from stackfit.discovery.reading import folders_down_to
from stackfit.discovery.tree import Start
from stackfit.discovery.vendored import Vendored, is_browser_library
from stackfit.model.kinds import Language
from stackfit.model.source import ReadError, Skip
from stackfit.syntax.names import MAX_LOCKFILE_BYTES, is_lockfile

_FIRST_LINE = 256
_MANIFEST_HEAD = 2_048
_PYTHON_HEAD = 4_096
_NOT_TYPESCRIPT = (b"<?xml", b"<!DOCTYPE TS", b"<TS", b"\x47\x40")
_TOOLS = {
    "setup.py": re.compile(
        rb"^\s*(?:from|import)\s+(?:setuptools|distutils|skbuild|numpy\.distutils|cx_Freeze|py2exe)\b", re.MULTILINE
    ),
    "tasks.py": re.compile(rb"^\s*(?:from|import)\s+invoke\b", re.MULTILINE),
}


class Sifted(NamedTuple):
    """A file to be read; `tooling` marks what its content shows to be a tool (an invoke tasks.py, a setup.py)."""

    language: Language | None
    tooling: bool = False


class Sieve:
    """Sifts the entries of one tree and gathers what it skips."""

    def __init__(
        self, *, start: Start, paths: frozenset[str], max_bytes: int, attributes: Attributes, vendored: Vendored
    ) -> None:
        self._start = start
        self._paths = paths
        self._max_bytes = max_bytes
        self._attributes = attributes
        self._vendored = vendored
        self._folders = frozenset(_folders(paths))
        self._compiled = CompiledFolders(paths, start)
        self.skipped: list[Skip] = []
        self.errors: list[ReadError] = []

    def sift(self, entry: Entry) -> Sifted | None:
        """Give the file if it is to be read, else None."""
        if entry.link:
            return self._skip(entry.path, "symlink")
        name = entry.path.rpartition("/")[2]
        kind = kind_of(name)
        language = kind.language
        if language is None and not is_wanted_text(entry.path, name):
            return self._stub_or_script(entry, name) if kind.by_content else None
        if is_stub(name):
            return self._skip(entry.path, "stub")
        if not stat.S_ISREG(entry.mode):
            return self._skip(entry.path, "unreadable")
        try:
            reason, start = self._reason(entry, name, language)
        except OSError as error:
            return self._unreadable(entry.path, error)
        if reason:
            return self._skip(entry.path, reason)
        tool = _TOOLS.get(name)
        return Sifted(language, tooling=tool is not None and tool.search(start) is not None)

    def _reason(self, entry: Entry, name: str, language: Language | None) -> tuple[str | None, bytes]:
        """Why to skip a file that matters (cheap questions first), and the first bytes of code."""
        path = entry.path
        claims = self._attributes.claims(path)
        for claim, holds in claims.items():
            if holds:
                return claim, b""
        if "vendored" not in claims and self._vendored.holds(path):
            return "vendored", b""
        if entry.size > (max(self._max_bytes, MAX_LOCKFILE_BYTES) if is_lockfile(name) else self._max_bytes):
            return "too-large", b""
        if language is None:
            return None, b""
        reason = "generated" if is_editor_copy(path) else name_reason(name)
        if not entry.size or (reason and _counts(reason, claims)):
            return reason, b""
        start = self._start(path, _PYTHON_HEAD if language.is_python else HEAD)
        for reason in self._content_reasons(entry, name, language, start):
            if _counts(reason, claims):
                return reason, start
        return None, start

    def _content_reasons(self, entry: Entry, name: str, language: Language, start: bytes) -> Iterator[str]:
        """Why to skip code for what it holds."""
        if language is Language.TYPESCRIPT and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_NOT_TYPESCRIPT):
            yield "not-source"
        if b"\0" in start:
            yield "binary"
        if language is Language.JAVASCRIPT:
            if has_source_beside(entry.path, self._paths) or self._is_build_output(entry, start):
                yield "build-output"
            if is_browser_library(entry.path, name, start):
                yield "vendored"
        yield from shape_reasons(entry.path, language, start, entry.size)

    def _is_build_output(self, entry: Entry, start: bytes) -> bool:
        if self._compiled.holds(entry.path):
            return True
        if not output_folder(entry.path, self._folders):
            return False
        end = self._start(entry.path, 512, skip=max(entry.size - 512, 0))
        return is_compiled(start, end)

    def _stub_or_script(self, entry: Entry, name: str) -> Sifted | None:
        """Look at a file whose name promises nothing: most are left as paths."""
        if is_stub(name):
            return self._skip(entry.path, "stub")
        cluster = may_be_cluster_file(name)
        if not (cluster or may_be_script(name)) or not stat.S_ISREG(entry.mode) or entry.size < len("#!node"):
            return None
        if any(self._attributes.claims(entry.path).values()) or self._vendored.holds(entry.path):
            return None
        try:
            start = self._start(entry.path, _MANIFEST_HEAD if cluster else _FIRST_LINE)
        except OSError as error:
            return self._unreadable(entry.path, error)
        if cluster:
            return Sifted(None) if is_cluster_file(start) and entry.size <= self._max_bytes else None
        language = script_language(start)
        if language and entry.size > self._max_bytes:
            return self._skip(entry.path, "too-large")
        return Sifted(language) if language else None

    def _skip(self, path: str, reason: str) -> Sifted | None:
        self.skipped.append(Skip(path=path, reason=reason))
        return None

    def _unreadable(self, path: str, error: OSError) -> Sifted | None:
        self.errors.append(ReadError(path=path, message=error.strerror or str(error)))
        return self._skip(path, "unreadable")


def _counts(reason: str, claims: dict[str, bool]) -> bool:
    """Whether a reason stands against what attributes deny: what is minified is so, whoever wrote it."""
    return claims.get("generated" if reason == "build-output" else reason, True)


def _folders(paths: frozenset[str]) -> Iterator[str]:
    for folder in {path.rpartition("/")[0] for path in paths}:
        if folder:
            yield from folders_down_to(folder)
