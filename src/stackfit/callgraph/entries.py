"""Where the event loop enters a file: which functions it runs, and how often."""

from __future__ import annotations

import re

from msgspec import Struct

from stackfit.callgraph.graph import FileGraph
from stackfit.catalogue.callables_model import HOT_ENTRIES, EntryRule
from stackfit.model.facts import Call, Function
from stackfit.model.kinds import Confidence

ASYNC = "async"
START_UP = "start-up"
MAIN = "main"
_WRAPPERS = 2
_SOON = frozenset(("call_soon", "add_callback", "spawn_callback"))
_RUN_ON = (".run_forever", "IOLoop.current().start", "IOLoop.instance().start")
_VERB = re.compile(r"[a-z]*")
_RANK = {START_UP: 2, MAIN: 3, ASYNC: 1}
_LAST = 4


class Entry(Struct, frozen=True, kw_only=True):
    """A function that runs on the loop. `kind` is an entry kind of the data, "async" or "main"."""

    kind: str
    what: str
    confidence: Confidence = Confidence.DEFINITE

    @property
    def hot(self) -> bool:
        """Whether it runs per request, message, socket event or tick."""
        return self.kind in HOT_ENTRIES

    @property
    def rank(self) -> int:
        """0 for the hottest; last comes a handler that may run elsewhere."""
        return _LAST if self.hot and self.confidence is Confidence.POSSIBLE else _RANK.get(self.kind, 0)


ONE_TIME = Entry(kind=START_UP, what="one-time function", confidence=Confidence.PROBABLE)
MAIN_COROUTINE = Entry(kind=START_UP, what="main coroutine")
ALONE = Entry(kind=MAIN, what="loop of its own", confidence=Confidence.POSSIBLE)
COMMAND = Entry(kind=MAIN, what="loop that serves nobody", confidence=Confidence.PROBABLE)
UNSEEN = Entry(kind=ASYNC, what="async function", confidence=Confidence.PROBABLE)
UNUSED = Entry(kind=ASYNC, what="async function", confidence=Confidence.POSSIBLE)
_START_RULE = EntryRule(kind=START_UP, what="start-up function")
_START = Entry(kind=START_UP, what="start-up function")


def find_entries(graph: FileGraph, *, served: bool = True) -> dict[int, Entry]:
    """Find the on-loop functions of a file, by index; `served` says that a server of this project uses the file."""
    once = any(part in f"/{graph.facts.path}" for part in graph.callables.once_paths)
    registered = _registered(graph)
    exports = _exported(graph)
    starting = frozenset() if graph.callables.python else graph.run_once(exports)
    kept = frozenset() if graph.callables.python else _find_kept(graph)
    found: dict[int, Entry] = {}
    for index, function in enumerate(graph.facts.functions):
        if any(item.resolved in graph.callables.offloading_decorators for item in function.decorators):
            continue
        entry = registered.get(index) or _declared(graph, function) or _shaped(graph, function, exports)
        if entry is None and function.is_async:
            entry = ONE_TIME if once else _START if index in starting else None
            entry = entry or _coroutine(graph, function, exports, served=served, kept=index in kept)
        if entry is not None:
            found[index] = entry
    return found


def make_entry(rule: EntryRule, function: Function, confidence: Confidence = Confidence.DEFINITE) -> Entry | None:
    """Make an entry by a rule, None where the rule only speaks of coroutines."""
    if rule.coroutines and not function.is_async:
        return None
    return Entry(kind=rule.kind, what=rule.what, confidence=confidence)


def _registered(graph: FileGraph) -> dict[int, Entry]:
    """Functions that are handed to something which runs them on the loop."""
    found: dict[int, Entry] = {}
    for index, call in enumerate(graph.facts.calls):
        given = graph.given(call, index)
        rule = registration(graph, index) if given else None
        for target in given if rule else ():
            entry = make_entry(rule, graph.facts.functions[target]) if rule else None
            if entry is not None and (target not in found or entry.rank < found[target].rank):
                found[target] = entry
    return found


def registration(graph: FileGraph, index: int) -> EntryRule | None:
    """Give the rule of the entries that a call registers; events that come once make start-up code.

    In JavaScript, what wraps a handler where it is registered ("wrap(show)") counts as registering it.
    """
    call = graph.calls[index]
    rule = _registers(graph, call)
    for _ in range(_WRAPPERS):
        if rule is not None or graph.callables.python or call.argument_of < 0:
            break
        if graph.callables.offloads(graph.normal(call), call.callee):
            break
        call = graph.calls[call.argument_of]
        rule = _registers(graph, call)
    return rule


def _registers(graph: FileGraph, call: Call) -> EntryRule | None:
    callables = graph.callables
    rule = callables.registrations.get(graph.normal(call))
    if rule is None and (not call.resolved or "()" in call.resolved):  # a function of a module has its own name
        rule = callables.methods.get(call.callee.rpartition(".")[2])
    if rule is None:
        return None
    if call.args and call.args[0].kind == "string" and call.args[0].value in callables.quiet_events:
        return EntryRule(kind=START_UP, what="one-time event handler")
    return _START_RULE if _is_first(graph, call) else rule


def _is_first(graph: FileGraph, call: Call) -> bool:
    """Whether a callback is put on a loop that the same function starts afterwards, and so runs before all others."""
    if call.callee.rpartition(".")[2] not in _SOON:
        return False
    beside = (graph.calls[index] for index in graph.made_in(call.function))
    return any(other.callee.endswith(_RUN_ON) and other.line > call.line for other in beside)


def _declared(graph: FileGraph, function: Function) -> Entry | None:
    """Functions made entries by a decorator, by the base of their class, or by their name."""
    for decorator in function.decorators:
        rule = graph.callables.decorations.get(graph.callables.normal(decorator.resolved))
        entry = make_entry(rule, function) if rule else None
        if entry is not None:
            return entry
    for base in graph.bases(function) if function.name in graph.callables.overridden else ():
        rule = graph.callables.bases.get(base)
        entry = make_entry(rule, function) if rule and function.name in rule.on else None
        if entry is not None and rule is not None:
            return make_entry(rule, function, Confidence.POSSIBLE) if graph.exchanges(function) else entry
    for rule in graph.callables.entries:
        if function.name and function.name in rule.names:
            return make_entry(rule, function)
    return None


def _shaped(graph: FileGraph, function: Function, exports: frozenset[str]) -> Entry | None:
    """Node.js handlers known by their parameters (req, res) or by the file they are exported from."""
    if graph.callables.python:
        return None
    names = [param.name for param in function.params]
    for rule in graph.callables.entries:
        if any(names[: len(shape.split())] == shape.split() for shape in rule.params):
            return Entry(kind=rule.kind, what=rule.what, confidence=Confidence.PROBABLE)
        exported = function.parent < 0 and function.name in exports
        if exported and any(part in graph.facts.path for part in rule.files) and exports & set(rule.on):
            return Entry(kind=rule.kind, what=rule.what, confidence=Confidence.PROBABLE)
        if not rule.files and not rule.bases and exported and function.name in rule.on:
            return Entry(kind=rule.kind, what=rule.what, confidence=Confidence.PROBABLE)
    return None


def _exported(graph: FileGraph) -> frozenset[str]:
    """Collect the local and public names of everything a JavaScript module exports."""
    return frozenset(name for item in graph.facts.exports for name in (item.name, item.local) if name)


def _coroutine(graph: FileGraph, function: Function, exports: frozenset[str], *, served: bool, kept: bool) -> Entry:
    """Judge an async function that nothing is known about."""
    if graph.callables.python:
        return Entry(kind=ASYNC, what="async function")
    used = function.owner >= 0 or function.name in exports or kept
    public = served and used and not _sounds_once(graph, function)
    return Entry(kind=ASYNC, what="async function", confidence=Confidence.PROBABLE if public else Confidence.POSSIBLE)


def _find_kept(graph: FileGraph) -> frozenset[int]:
    """Find the functions with a name and no use in sight: they stand in a table or an exported object."""
    handed = {
        target
        for index, call in enumerate(graph.facts.calls)
        if call.function < 0
        for target in graph.given(call, index)
    }
    functions = enumerate(graph.facts.functions)
    named = (index for index, function in functions if function.name and function.argument_of < 0)
    return frozenset(index for index in named if index not in handed and index not in graph.callers)


def _sounds_once(graph: FileGraph, function: Function) -> bool:
    """Whether a name says that the function belongs to start-up: "init", "setupStore", "load_config"."""
    return (_VERB.match(function.name) or [""])[0] in graph.callables.once_names
