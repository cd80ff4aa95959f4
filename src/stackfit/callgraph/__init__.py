"""Who runs on the event loop, and which blocking calls it reaches from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stackfit.callgraph.candidates import Candidates, wanted_words
from stackfit.callgraph.search import FileSearch
from stackfit.callgraph.served import find_served
from stackfit.catalogue.callables_model import Callables
from stackfit.model.blocking import BlockingCall
from stackfit.model.code import CodeReader
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import Role
from stackfit.model.source import SourceFile

__all__ = ["BlockingReport", "find_blocking_calls", "wanted_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingReport:
    """The blocking calls that run on a loop, sorted by place, and how much of the code was followed."""

    calls: tuple[BlockingCall, ...] = ()
    calls_resolved: int = 0
    calls_unresolved: int = 0
    chains_cut: int = 0


def find_blocking_calls(
    components: Iterable[ProfiledComponent],
    code: CodeReader,
    callables: Callables,
    *,
    roles: frozenset[Role] = frozenset((Role.PRODUCTION,)),
    exhaustive: bool = False,
) -> BlockingReport:
    """Find every blocking call that an event loop reaches in the components' files of the given roles.

    Files that cannot matter by their text index are not parsed, unless `exhaustive` asks for all of them.
    """
    found: list[BlockingCall] = []
    resolved = unresolved = cut = 0
    candidates = {side.python: Candidates(side) for side in (callables.python, callables.node)}
    files = sorted(_server_files(components).items())
    scripts = [file for _, file in files if file.language is not None and not file.language.is_python]
    served = find_served(scripts, code, callables.node)
    for path, file in files:
        index = code.index(path) if file.language is not None and file.role in roles else None
        if index is None or file.language is None:
            continue
        if not (exhaustive or candidates[file.language.is_python].may_block(index)):
            continue
        facts = code.facts(path)
        if facts is None:
            continue
        search = FileSearch(
            facts, file.role, callables.of(file.language), served=file.language.is_python or path in served
        )
        found.extend(search.blocking_calls())
        known = sum(bool(call.resolved) for call in facts.calls)
        resolved, unresolved, cut = resolved + known, unresolved + len(facts.calls) - known, cut + search.cut
    found.sort(key=lambda item: (item.location.path, item.location.line, item.location.column, item.callable))
    return BlockingReport(calls=tuple(found), calls_resolved=resolved, calls_unresolved=unresolved, chains_cut=cut)


def _server_files(components: Iterable[ProfiledComponent]) -> dict[str, SourceFile]:
    """Collect the files of every component that runs on a loop of ours rather than in a browser."""
    return {file.path: file for profile in components if profile.runtime.side for file in profile.component.files}
