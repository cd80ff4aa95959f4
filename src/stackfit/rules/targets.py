"""Finds the function of the project that a resolved name means: in the same file, or in the one it comes from.

It stands beside the call graph's linker, which follows more (instances, barrels) and knows the files of servers only:
the rules that ask here were judged with what this finds.
"""

from __future__ import annotations

from typing import NamedTuple

from stackfit.model.facts import Call, FileFacts, Function
from stackfit.rules.base import Context
from stackfit.rules.handlers import LOCAL
from stackfit.rules.modules import resolve_python, resolve_script

_HOPS = 3
_DEEP = 2
"""How deep in a module a function is looked for: its own, and those of its classes."""


class Target(NamedTuple):
    """A function of the project, and the file it stands in."""

    facts: FileFacts
    number: int

    @property
    def function(self) -> Function:
        """The function itself."""
        return self.facts.functions[self.number]


def find_target(facts: FileFacts, resolved: str, context: Context) -> Target | None:
    """Find the function that a resolved name means, in this file or in the one it is imported from."""
    if not resolved or resolved.endswith("()"):
        return None  # a call of what a call gave
    name = resolved.replace("()", "")
    target = _own(facts, name.removeprefix(LOCAL)) if resolved.startswith(LOCAL) else _foreign(facts, name, context)
    if target is not None and name != resolved and target.function.owner < 0:
        return None  # a function inside the one whose result this is a member of
    return target


def _foreign(facts: FileFacts, resolved: str, context: Context) -> Target | None:
    """Find a function that is imported."""
    if facts.language.is_python:
        return _python_target(facts.path, resolved, context, _HOPS)
    for module in sorted({item.module for item in facts.imports if item.module.startswith(".")}, key=len, reverse=True):
        if resolved.startswith(module) and resolved[len(module) :][:1] in ("", "."):
            found = resolve_script(facts.path, module, context)
            other = context.facts(found) if found else None
            return _exported(other, resolved[len(module) :].lstrip(".")) if other is not None else None
    return None


def _own(facts: FileFacts, qualname: str) -> Target | None:
    """Find a function by its qualified name, methods also in the bases of their class; None where two have it."""
    owner, _, name = qualname.rpartition(".")
    bases = {item.qualname: item.bases for item in facts.classes}
    queue, seen = [owner], set[str]()
    while queue:
        holder = queue.pop(0)
        seen.add(holder)
        wanted = f"{holder}.{name}" if holder else name
        found = [index for index, function in enumerate(facts.functions) if function.qualname == wanted]
        if found:
            return Target(facts, found[0]) if len(found) == 1 else None
        local = [base.removeprefix(LOCAL) for base in bases.get(holder, ()) if base.startswith(LOCAL)]
        queue.extend(base for base in local if base not in seen)
    return None


def _python_target(path: str, name: str, context: Context, hops: int) -> Target | None:
    """Find the function that a dotted name means: a member of a module of the project, or what that one imports."""
    dots = len(name) - len(name.lstrip("."))
    parts = name[dots:].split(".")
    for depth in range(1, min(_DEEP, len(parts)) + 1):
        module = name[:dots] + ".".join(parts[:-depth])
        files = resolve_python(path, module, context) if module else ()
        if len(files) > 1:
            return None
        other = context.facts(files[0]) if files else None
        if other is not None:
            return _own(other, ".".join(parts[-depth:])) or _passed_on(other, parts[-depth:], context, hops)
    return None


def _passed_on(facts: FileFacts, member: list[str], context: Context, hops: int) -> Target | None:
    """Find a function that a module only imports itself."""
    found = [item for item in facts.imports if item.alias == member[0] and item.name]
    if len(found) != 1 or not hops:
        return None
    dot = "" if found[0].module.endswith(".") else "."
    return _python_target(
        facts.path, ".".join((f"{found[0].module}{dot}{found[0].name}", *member[1:])), context, hops - 1
    )


def _exported(facts: FileFacts, member: str) -> Target | None:
    """Find the function behind an exported name of a JavaScript module."""
    name, _, rest = member.partition(".")
    for export in facts.exports:
        if export.name == (name or "default") and not export.module:
            return _own(facts, ".".join(filter(None, (export.local, rest))))
    return None


def may_fail(target: Target) -> bool:
    """Whether an async function awaits something outside of a `try` that has a `catch`."""
    if not target.function.is_async or target.function.is_generator:
        return False
    awaited = (
        (index, call)
        for index, call in enumerate(target.facts.calls)
        if call.function == target.number and call.awaited
    )
    return any(
        not call.tried
        and call.callee.rpartition(".")[2] != "catch"
        and not _only_waits(target, call)
        and not _only_resolves(target.facts, index)
        for index, call in awaited
    )


def _only_waits(target: Target, call: Call) -> bool:
    """Whether a call makes a promise that a timer keeps, and nothing else."""
    if not (call.constructor and call.callee == "Promise"):
        return False
    inside = [item for item in target.facts.calls if call.line <= item.line <= call.end_line and item is not call]
    return bool(inside) and all(item.callee in ("setTimeout", "setImmediate", "resolve") for item in inside)


def _only_resolves(facts: FileFacts, index: int) -> bool:
    """Whether a call makes a promise that nobody can reject, or waits for a list of such."""
    call = facts.calls[index]
    if call.callee == "Promise.allSettled":
        return True
    if call.constructor and call.callee == "Promise":
        made = _given(facts, index)
        return bool(made) and all(len(item.params) == 1 and not item.is_async for _, item in made)
    if call.callee != "Promise.all":
        return False
    lists = [number for number, item in enumerate(facts.calls) if item.argument_of == index]
    return bool(lists) and all(_maps_to_resolved(facts, number) for number in lists)


def _maps_to_resolved(facts: FileFacts, index: int) -> bool:
    """Whether a call makes of each item of a list a promise that can only resolve."""
    made = _given(facts, index)
    if facts.calls[index].callee.rpartition(".")[2] != "map" or any(item.is_async for _, item in made):
        return False
    promises = [
        [number for number, item in enumerate(facts.calls) if item.function == function and item.callee == "Promise"]
        for function, _ in made
    ]
    return bool(made) and all(
        numbers and all(_only_resolves(facts, number) for number in numbers) for numbers in promises
    )


def _given(facts: FileFacts, index: int) -> list[tuple[int, Function]]:
    """List the functions that a call is given, with their numbers."""
    return [(number, item) for number, item in enumerate(facts.functions) if item.argument_of == index]
