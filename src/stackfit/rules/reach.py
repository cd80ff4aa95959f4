"""Finds the handler, in any file of a component, on whose behalf a function runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.deferring import deferred_functions
from stackfit.rules.handlers import LOCAL, callees, registers, request_functions
from stackfit.rules.modules import Importers

_HOPS = 3
_MANY = 60
_BINDERS = (".bind", ".call", ".apply")


class Way(NamedTuple):
    """A handler, and the place in its file where the way to the function begins."""

    handler: str
    location: Location


class HandlerSearch:
    """Looks for handlers from the inside out, through the imports of one component; remembers what it has read."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        self._importers = context.once(Importers, component)
        self._context = context
        self._reached: dict[str, dict[int, str]] = {}
        self._deferred: dict[str, frozenset[int]] = {}

    def find(self, facts: FileFacts, index: int) -> Way | None:
        """Find the nearest handler that gets to a function, None where no file shows one."""
        reached = self._handlers(facts)
        if index in reached:
            return Way(reached[index], Location(path=facts.path, line=facts.functions[index].line))
        level, seen = [(facts, index)], {(facts.path, index)}
        for _ in range(_HOPS):
            further: list[tuple[FileFacts, int]] = []
            for item, number in level:
                way = self._outside(item, number, further)
                if way is not None:
                    return way
            level = [(item, number) for item, number in further if (item.path, number) not in seen]
            seen.update((item.path, number) for item, number in level)
        return None

    def _outside(self, facts: FileFacts, index: int, further: list[tuple[FileFacts, int]]) -> Way | None:
        """Find a handler in the files that import one; what half the project imports shows nothing."""
        names = frozenset(_public_names(facts, _leading_to(facts, index, self._put_off(facts))))
        others = self._importers.of(facts) if names else ()
        if len(others) > _MANY:
            return None
        words = re.compile("|".join(re.escape(name.rpartition(".")[2]) for name in sorted(names)))
        for path, module in others:
            other = self._context.facts(path) if words.search(self._context.text(path) or "") else None
            way = self._through(other, module, names, further) if other is not None else None
            if way is not None:
                return way
        return None

    def _through(
        self, facts: FileFacts, module: str, names: frozenset[str], further: list[tuple[FileFacts, int]]
    ) -> Way | None:
        """Find a handler in a file that imports the function under one of `names`; note the functions that call it."""
        reached, put_off = self._handlers(facts), self._put_off(facts)
        for call in facts.calls:
            place = Location(path=facts.path, line=call.line, column=call.column)
            if registers(call) and any(_means(arg.value, module, names) for arg in call.args):
                return Way(_route(call), place)
            if _means(call.resolved, module, names) and call.function >= 0 and call.function not in put_off:
                if call.function in reached:
                    return Way(reached[call.function], place)
                further.append((facts, call.function))
        return None

    def _handlers(self, facts: FileFacts) -> dict[int, str]:
        if facts.path not in self._reached:
            self._reached[facts.path] = request_functions(facts, self._put_off(facts))
        return self._reached[facts.path]

    def _put_off(self, facts: FileFacts) -> frozenset[int]:
        if facts.path not in self._deferred:
            self._deferred[facts.path] = deferred_functions(facts, self._context)
        return self._deferred[facts.path]


def _route(call: Call) -> str:
    first = call.args[0] if call.args else None
    text = first.value if first is not None and first.kind in ("string", "template") else ""
    return f"{call.callee.rpartition('.')[2].upper()} {text}".strip() if text else "the request handler"


def _means(resolved: str, module: str, names: frozenset[str]) -> bool:
    """Whether a resolved name stands for one of the public names of the imported file."""
    if not resolved.startswith(module):
        return False
    rest = resolved[len(module) :].replace("()", "")
    for binder in _BINDERS:
        rest = rest.removesuffix(binder)
    return rest.removeprefix(".default").lstrip(".") in names and rest[:1] in ("", ".")


def _public_names(facts: FileFacts, inside: list[int]) -> Iterator[str]:
    """Yield the names under which other files get to one of some functions, "" for what the file itself exports.

    Python has no exports: every function and method at module level has its own name.
    """
    if facts.language.is_python:
        yield from (facts.functions[item].qualname for item in inside if facts.functions[item].parent < 0)
        return
    instances = {item.target: item.value for item in facts.bindings if item.function < 0}
    for item in inside:
        qualname = facts.functions[item].qualname
        for export in facts.exports:
            name = "" if export.name == "default" else export.name
            local = instances.get(export.local, "").removeprefix(LOCAL).removesuffix("()") or export.local
            for own in {local, export.local}:
                if qualname == own:
                    yield name
                elif own and qualname.startswith(f"{own}."):
                    yield ".".join(filter(None, (name, qualname[len(own) + 1 :])))


def _leading_to(facts: FileFacts, index: int, deferred: frozenset[int]) -> list[int]:
    """List a function and those of its file that run it, without `deferred` ones: callers, and functions around it."""
    if index in deferred:
        return []
    callers: dict[int, list[int]] = {}
    for caller, targets in callees(facts).items():
        for target in targets:
            callers.setdefault(target, []).append(caller)
    found, pending = [index], [index]
    while pending:
        item = pending.pop()
        parent = facts.functions[item].parent
        for outer in (*callers.get(item, ()), *((parent,) if parent >= 0 else ())):
            if outer not in found and outer not in deferred:
                found.append(outer)
                pending.append(outer)
    return found
