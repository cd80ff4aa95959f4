"""A scan of sources given as a dict, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from stackfit.cache.memory import Memory
from stackfit.cache.store import Store
from stackfit.callgraph import BlockingReport, Earlier, Layout, find_blocking_calls, wanted_words
from stackfit.callgraph.answers import Spared
from stackfit.catalogue.callables import load_callables
from stackfit.extract.codebase import Codebase
from stackfit.model.blocking import BlockingCall
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.model.source import ReadError, SourceFile

LANGUAGES = {"py": Language.PYTHON, "js": Language.JAVASCRIPT, "mjs": Language.JAVASCRIPT, "ts": Language.TYPESCRIPT}
Scan = Callable[..., BlockingReport]
_LARGE = 4_000  # characters; tests of what generated code costs scan it once


def scan_sources(
    sources: Mapping[str, str], *, role: Role = Role.PRODUCTION, exhaustive: bool = False, layout: Layout | None = None
) -> BlockingReport:
    """Find the blocking calls in files given by path: the same ones after a file was written that an earlier scan knew.

    So every test of this folder shows as well that nothing of an earlier scan is used which no longer holds.
    """
    scan = partial(_scan, role=role, exhaustive=exhaustive, layout=layout)
    report, _ = scan(sources, Earlier())
    for path in sources if sum(map(len, sources.values())) < _LARGE else ():
        store = Shelf()
        before = {**sources, path: ""}
        scan(before, recall(before, store))[0].keep(())
        again, _ = scan(sources, recall(sources, store))
        assert replace(again, reached=report.reached, keep=report.keep) == report, f"after an edit of {path}"
    return report


class Again(NamedTuple):
    """A scan that knows earlier ones: what it found, what these have spared it, and what it could not read itself."""

    calls: tuple[BlockingCall, ...]
    spared: Spared
    errors: tuple[ReadError, ...]


def scan_with(store: Store, sources: Mapping[str, str], unsettled: str = "") -> Again:
    """Scan with what earlier scans have kept; the changes of one file cannot be told by its times."""
    report, code = _scan(sources, recall(sources, store, unsettled), role=Role.PRODUCTION)
    return Again(report.calls, report.keep(code.errors), tuple(code.errors))


def recall(sources: Mapping[str, str], store: Store, unsettled: str = "") -> Earlier:
    """Recall what earlier scans have kept."""
    stamps = {path: sha256(text.encode()).hexdigest() for path, text in sources.items() if path != unsettled}
    return Earlier(Memory(store), b"key", stamps)


class Shelf(Store):
    """A store in memory."""

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self._values.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self._values[key] = value


def _scan(
    sources: Mapping[str, str],
    earlier: Earlier,
    *,
    role: Role,
    exhaustive: bool = False,
    layout: Layout | None = None,
) -> tuple[BlockingReport, Codebase]:
    files = tuple(
        SourceFile(path=path, size=len(text), role=role, language=LANGUAGES[path.rpartition(".")[2]])
        for path, text in sources.items()
    )
    callables = load_callables()
    code = Codebase(files, lambda path: sources[path].encode(), wanted_words(callables))
    components = [
        ProfiledComponent(
            component=Component(path=".", name="app", ecosystem=ecosystem, role=Role.PRODUCTION, files=files),
            kind=ComponentKind.SERVICE,
            runtime=runtime,
        )
        for ecosystem, runtime in ((Ecosystem.PYPI, Runtime.PYTHON), (Ecosystem.NPM, Runtime.NODE))
    ]
    report = find_blocking_calls(components, code, callables, layout=layout, exhaustive=exhaustive, earlier=earlier)
    return report, code


@pytest.fixture(name="scan")
def make_scan() -> Scan:
    """Hand out `scan_sources`."""
    return scan_sources


@pytest.fixture(name="scan_again")
def make_scan_again() -> Callable[..., Again]:
    """Hand out `scan_with`, with what the scans of a test have kept."""
    return partial(scan_with, Shelf())
