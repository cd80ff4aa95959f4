"""WebSocket use of production code: which library, which side, where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from stackfit.catalogue.technologies import Catalogue
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, WebSocketUse
from stackfit.model.facts import FileFacts, FileIndex
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location, SourceFile

MAX_EVIDENCE = 8
_GLOBALS = "globalThis"
_HEAD = re.compile(r"[^.(/]*")
_INSIDE = re.compile(r"[.(/]")
_LAST_WORD = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]*)[^\w$]*\Z")


class _Name(NamedTuple):
    """A name that shows WebSocket use; `word`, if not "", stands in the text of every file that uses it."""

    order: int
    use: tuple[str, str]
    exact: bool
    word: str


def find_websocket_use(component: Component, code: CodeReader, catalogue: Catalogue) -> WebSocketUse:
    """WebSocket use in a component's production code; every cited place is confirmed by a parse."""
    names = _names(catalogue)
    found: set[tuple[str, str]] = set()
    evidence: list[Evidence] = []
    for file in component.code:
        index = code.index(file.path) if file.role is Role.PRODUCTION else None
        possible = names.possible(index) if index else frozenset()
        # What is known and cited often enough needs no further parse.
        if not possible or (len(evidence) >= MAX_EVIDENCE and possible <= found):
            continue
        facts = code.facts(file.path)
        for use, place in _uses(file, facts, names) if facts else ():
            found.add(use)
            evidence.append(place)
    return WebSocketUse(
        used=bool(evidence),
        libraries=tuple(sorted({library for library, _ in found})),
        sides=tuple(sorted({side for _, side in found}, reverse=True)),
        evidence=tuple(evidence[:MAX_EVIDENCE]),
    )


def wanted_words(catalogue: Catalogue) -> frozenset[str]:
    """The identifiers the text pass has to look for, so that files without any of them need no parse."""
    return _names(catalogue).words


class _Names:
    """All names of the catalogue that show WebSocket use, by what they begin with."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_name: dict[str, list[_Name]] = {}
        self._by_head: dict[str, list[_Name]] = {}
        for order, (use, pattern) in enumerate(_patterns(catalogue)):
            qualified = pattern.removeprefix("=")
            word = _LAST_WORD.search(qualified)
            text = word[1] if word and word[1] != "default" else ""
            name = _Name(order, use, pattern.startswith("="), text)
            self._by_name.setdefault(qualified, []).append(name)
            self._by_head.setdefault(_head(qualified), []).append(name)
        self.words = frozenset(name.word for names in self._by_name.values() for name in names if name.word)

    def possible(self, index: FileIndex) -> frozenset[tuple[str, str]]:
        """The uses (library, side) that a file may show by its text index."""
        heads = {_GLOBALS, *map(_head, index.modules)} & self._by_head.keys()
        return frozenset(
            name.use for head in heads for name in self._by_head[head] if not name.word or name.word in index.words
        )

    def shown(self, qualified: str) -> list[tuple[str, str]]:
        """The uses that a qualified name shows, in the order of the catalogue."""
        if _head(qualified) not in self._by_head:
            return []
        ends = [match.start() for match in _INSIDE.finditer(qualified)]
        found = list(self._by_name.get(qualified, ()))
        found += [name for end in ends for name in self._by_name.get(qualified[:end], ()) if not name.exact]
        return list(dict.fromkeys(name.use for name in sorted(found)))


@lru_cache(maxsize=4)
def _names(catalogue: Catalogue) -> _Names:
    return _Names(catalogue)


def _patterns(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], str]]:
    """Every name pattern with the use it shows."""
    for item in (entry.websocket for entry in catalogue.technologies if entry.websocket):
        yield from (((item.library, "server"), pattern) for pattern in item.server)
        yield from (((item.library, "client"), pattern) for pattern in item.client)


def _head(name: str) -> str:
    """What a qualified name, module or specifier begins with: "socket" for socket.io, "@hapi" for @hapi/nes."""
    match = _HEAD.match(name)
    return match[0] if match else ""


def _uses(file: SourceFile, facts: FileFacts, names: _Names) -> Iterator[tuple[tuple[str, str], Evidence]]:
    """Yield each use (library, side) with the first import or call that shows it."""
    seen = set()
    for qualified, line, column, verb in _qualified_names(facts):
        for use in names.shown(qualified):
            if use in seen:
                continue
            seen.add(use)
            yield (
                use,
                Evidence(
                    source=EvidenceSource.IMPORT if verb == "imports" else EvidenceSource.CALL,
                    role=file.role,
                    location=Location(path=file.path, line=line, column=column),
                    what=f"{verb} {qualified} ({use[0]}, {use[1]})",
                ),
            )


def _qualified_names(facts: FileFacts) -> Iterable[tuple[str, int, int, str]]:
    """Every imported name and resolved call of a file."""
    for item in facts.imports:
        if item.typing_only:
            continue
        member = item.name not in (None, "*", "default")
        yield f"{item.module}.{item.name}" if member else item.module, item.line, item.column, "imports"
    for call in facts.calls:
        if call.resolved:
            yield call.resolved, call.line, call.column, "calls"
