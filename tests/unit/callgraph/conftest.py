"""A scan of sources given as a dict, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from stackfit.callgraph import BlockingReport, Layout, find_blocking_calls, wanted_words
from stackfit.catalogue.callables import load_callables
from stackfit.extract.codebase import Codebase
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.model.source import SourceFile

LANGUAGES = {"py": Language.PYTHON, "js": Language.JAVASCRIPT, "mjs": Language.JAVASCRIPT, "ts": Language.TYPESCRIPT}
Scan = Callable[..., BlockingReport]


def scan_sources(
    sources: Mapping[str, str], *, role: Role = Role.PRODUCTION, exhaustive: bool = False, layout: Layout | None = None
) -> BlockingReport:
    """Find the blocking calls in files given by path."""
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
    return find_blocking_calls(components, code, callables, layout=layout, exhaustive=exhaustive)


@pytest.fixture(name="scan")
def make_scan() -> Scan:
    """Hand out `scan_sources`."""
    return scan_sources
