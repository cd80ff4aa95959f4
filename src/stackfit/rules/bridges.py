"""Starts of the other runtime's interpreter on behalf of a request: what SF601 and SF602 have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence
from stackfit.model.source import Location
from stackfit.rules.base import Context, RuleMeta
from stackfit.rules.reach import HandlerSearch, Way


class Bridge(NamedTuple):
    """How code gets to the other runtime: a file must hold one of `names` and one of `spawns`, a call must `starts`."""

    runtime: str
    names: frozenset[str]
    spawns: frozenset[str]
    starts: Callable[[FileFacts, Call, Context], bool]


def find_bridges(meta: RuleMeta, bridge: Bridge, context: Context) -> Iterator[Finding]:
    """Report the calls that start an interpreter on the way of a request."""
    for component in context.components:
        search = context.once(HandlerSearch, component)
        naming = {file.path for file in context.files(component, bridge.names, meta.languages)}
        for file in context.files(component, bridge.spawns, meta.languages):
            facts = context.facts(file.path) if file.path in naming else None
            for call in facts.calls if facts is not None else ():
                if facts is not None and call.function >= 0 and bridge.starts(facts, call, context):
                    way = search.find(facts, call.function)
                    if way is not None:
                        yield _report(meta, bridge, component, facts, call, way)


def _report(
    meta: RuleMeta, bridge: Bridge, component: ProfiledComponent, facts: FileFacts, call: Call, way: Way
) -> Finding:
    return meta.finding(
        Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
        f"{call.callee} starts a {bridge.runtime} process each time {way.handler} runs",
        confidence=Confidence.PROBABLE,
        component=component.component.path,
        hint=f"keep the {bridge.runtime} part running as a service or worker of its own and send it the work",
        symbol=facts.functions[call.function].qualname,
        related=(Related(location=way.location, what=f"{way.handler}: the way here begins"),),
    )
