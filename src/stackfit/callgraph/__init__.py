"""Who runs on the event loop, and which blocking calls it reaches from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stackfit.callgraph.candidates import Candidates, wanted_words
from stackfit.callgraph.search import FileSearch
from stackfit.catalogue.callables import CallableCatalogue
from stackfit.model.blocking import BlockingCall
from stackfit.model.code import CodeReader
from stackfit.model.kinds import Role
from stackfit.model.source import SourceFile

__all__ = ["LoopReport", "find_blocking_calls", "wanted_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopReport:
    """The blocking calls that run on a loop, sorted by place, and how much of the code was followed."""

    calls: tuple[BlockingCall, ...] = ()
    calls_resolved: int = 0
    calls_unresolved: int = 0
    chains_cut: int = 0


def find_blocking_calls(
    files: Iterable[SourceFile],
    code: CodeReader,
    callables: CallableCatalogue,
    *,
    roles: frozenset[Role] = frozenset((Role.PRODUCTION,)),
    exhaustive: bool = False,
) -> LoopReport:
    """Find every blocking call that an event loop reaches in files of the given roles.

    Files that cannot matter by their text index are not parsed, unless `exhaustive` asks for all of them.
    """
    found: list[BlockingCall] = []
    resolved = unresolved = cut = 0
    candidates = {side.python: Candidates(side) for side in (callables.python, callables.node)}
    for file in sorted(files, key=lambda item: item.path):
        if file.language is None or file.role not in roles:
            continue
        index = code.index(file.path)
        if index is None or not (exhaustive or candidates[file.language.is_python].may_block(index)):
            continue
        facts = code.facts(file.path)
        if facts is None:
            continue
        search = FileSearch(facts, file.role, callables.of(file.language))
        found.extend(search.blocking_calls())
        known = sum(bool(call.resolved) for call in facts.calls)
        resolved, unresolved, cut = resolved + known, unresolved + len(facts.calls) - known, cut + search.cut
    found.sort(key=lambda item: (item.location.path, item.location.line, item.location.column, item.callable))
    return LoopReport(calls=tuple(found), calls_resolved=resolved, calls_unresolved=unresolved, chains_cut=cut)
