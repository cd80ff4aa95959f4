"""What runs on an event loop: what the call graph finds and the event-loop rules report."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from stackfit.model.finding import ChainStep
from stackfit.model.kinds import Confidence, Language, Role
from stackfit.model.source import Location


class BlockingCall(Struct, frozen=True, kw_only=True):
    """A call that holds up the event loop, and how the loop gets there.

    `callable` is the qualified name of what blocks, `callee` the call as written. `kind` is sleep, network, disk,
    database, process, lock, input, cpu, import or tls, `cost` its cost class. `chain` runs from the call made in the
    on-loop entry to this call (a direct call is a chain of one); `entry` says what the entry is ("FastAPI endpoint
    read_item"), `hot` whether it runs per request, message or timer rather than once. `others` counts further entries
    that reach the call, `also` says where the first of them start out. `replacement` names what to use instead, ""
    where the data knows none; `replacements` are the choices (library, text), the first of whose libraries the project
    has being the best. `entry_kind` is request, socket, message, timer, callback, async, start-up or main (the one
    coroutine of a script). `once` says that the name of the entry tells of start-up or shutdown code ("initialize"),
    `migrates` that the chain leads through what brings a database to a new version ("run_migrations").
    """

    location: Location
    language: Language
    callee: str
    callable: str
    kind: str
    entry: str
    chain: tuple[ChainStep, ...]
    cost: str = ""
    symbol: str = ""
    role: Role = Role.PRODUCTION
    hot: bool = True
    others: int = 0
    also: tuple[tuple[Location, str], ...] = ()
    confidence: Confidence = Confidence.PROBABLE
    replacement: str = ""
    replacements: tuple[tuple[str, str], ...] = ()
    entry_kind: str = "async"
    once: bool = False
    migrates: bool = False


class LoopPath(Struct, frozen=True, kw_only=True):
    """How an event loop gets to a function.

    `chain` are the calls from the on-loop entry down to the one of the function, none where it is the entry itself;
    the other fields are those of `BlockingCall`.
    """

    entry: str
    entry_kind: str
    hot: bool
    chain: tuple[ChainStep, ...] = ()
    others: int = 0
    confidence: Confidence = Confidence.PROBABLE


Reached = Callable[[str, int], LoopPath | None]
"""Asks how a loop gets to a function, by path and index: None where none is seen to."""


def never_reached(path: str, function: int) -> LoopPath | None:
    """Know of no loop."""
    return None
