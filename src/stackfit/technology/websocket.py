"""WebSocket use of production code: which library, which side, where."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.catalogue.technologies import Catalogue, WebSocketNames, names_match
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, WebSocketUse
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location, SourceFile

MAX_EVIDENCE = 8

# Globals that need no import: the text pass looks for them.
INDEX_WORDS = frozenset(("WebSocket", "EventSource"))


def find_websocket_use(component: Component, code: CodeReader, catalogue: Catalogue) -> WebSocketUse:
    """WebSocket use in a component's production code; every cited place is confirmed by a parse."""
    names = [entry.websocket for entry in catalogue.technologies if entry.websocket]
    heads = {_head(pattern): None for item in names for pattern in (*item.server, *item.client)}
    libraries: dict[str, None] = {}
    sides: set[str] = set()
    evidence: list[Evidence] = []
    for file in component.code:
        if file.role is not Role.PRODUCTION or not _may_use(file, code, heads):
            continue
        facts = code.facts(file.path)
        for library, side, place in _uses(file, facts, names) if facts else ():
            libraries[library] = None
            sides.add(side)
            evidence.append(place)
    return WebSocketUse(
        used=bool(evidence),
        libraries=tuple(sorted(libraries)),
        sides=tuple(sorted(sides, reverse=True)),
        evidence=tuple(evidence[:MAX_EVIDENCE]),
    )


def _head(pattern: str) -> str:
    """The module a name pattern begins with: what the text index can know."""
    name = pattern.removeprefix("=")
    if name.startswith("globalThis."):
        return name
    folder, slash, last = name.rpartition("/")
    return folder + slash + last.partition(".")[0].removesuffix("()")


def _may_use(file: SourceFile, code: CodeReader, heads: dict[str, None]) -> bool:
    """Whether the index of a file names one of the modules, or one of the globals."""
    index = code.index(file.path)
    if index is None:
        return False
    if any(word in index.words for word in INDEX_WORDS if f"globalThis.{word}" in heads):
        return True
    return any(
        module in heads or module.partition(".")[0] in heads or f"{module.partition('/')[0]}" in heads
        for module in index.modules
    )


def _uses(file: SourceFile, facts: FileFacts, names: list[WebSocketNames]) -> Iterator[tuple[str, str, Evidence]]:
    """Yield (library, side, evidence), one per library and side, from imports and calls."""
    seen = set()
    for qualified, line, column, verb in _qualified_names(facts):
        for item in names:
            for side, patterns in (("server", item.server), ("client", item.client)):
                if (item.library, side) in seen or not any(names_match(pattern, qualified) for pattern in patterns):
                    continue
                seen.add((item.library, side))
                yield (
                    item.library,
                    side,
                    Evidence(
                        source=EvidenceSource.IMPORT if verb == "imports" else EvidenceSource.CALL,
                        role=file.role,
                        location=Location(path=file.path, line=line, column=column),
                        what=f"{verb} {qualified} ({item.library}, {side})",
                    ),
                )


def _qualified_names(facts: FileFacts) -> Iterator[tuple[str, int, int, str]]:
    """Every imported name and resolved call of a file."""
    separator = "."
    for item in facts.imports:
        if item.typing_only:
            continue
        member = item.name not in (None, "*", "default")
        yield (f"{item.module}{separator}{item.name}" if member else item.module), item.line, item.column, "imports"
    for call in facts.calls:
        if call.resolved:
            yield call.resolved, call.line, call.column, "calls"
    for owner in facts.classes:
        for base in owner.bases:
            yield base, owner.line, 1, "extends"
