"""One file's functions, who calls them there, and which names it may call elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from stackfit.callgraph.edges import Edge
from stackfit.callgraph.linker import Linker
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import LanguageCallables, last_word
from stackfit.model.facts import Arg, Call, FileFacts, Function

_LOCAL = "<local>."
_CONSTRUCTORS = ("__init__", "constructor")
RECEIVERS = frozenset(("self", "cls", "this", "super()", "super"))
_MAX_BASES = 32
# People write a few dozen into a function. Each may be compared with all others of its function.
_MAX_CALLS = 500
_SETTER = ".setter"
_BIND = ".bind"
_SUPER = "super"
_ELEMENT = ("[]", ".get()")
_CALLING = frozenset(("call", "apply"))


class FileGraph:
    """The functions of one file, by name, and the edges between them."""

    def __init__(self, facts: FileFacts, callables: LanguageCallables, linker: Linker) -> None:
        self.facts = facts
        self.linker = linker
        self.callables = callables
        self.calls = [*facts.calls, *facts.accesses]
        self._by_name: dict[str, list[int]] = {}
        self._bases = {item.qualname: item.bases for item in facts.classes}
        for index, function in enumerate(facts.functions):
            self._by_name.setdefault(function.qualname + _accessor(function), []).append(index)
        self.callbacks: dict[int, list[int]] = {}
        for index, function in enumerate(facts.functions):
            if function.argument_of >= 0:
                self.callbacks.setdefault(function.argument_of, []).append(index)
        self._elements: dict[tuple[str, int], list[str]] = {}
        self._kept = {binding.call for binding in facts.bindings}
        self._listed = len(self.calls)
        self._references: dict[str, list[int]] | None = None
        self._made: defaultdict[int, list[int]] | None = None

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The steps between functions of this file; many a file is only asked what it calls of others."""
        return tuple(self._find_edges())

    @cached_property
    def callers(self) -> dict[int, list[Edge]]:
        """The steps that lead to each function of this file from others of it."""
        found: dict[int, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.target.function, []).append(edge)
        return found

    @cached_property
    def _taken(self) -> dict[tuple[str, int], int]:
        """The call whose result each name of each function was first set to."""
        found: dict[tuple[str, int], int] = {}
        for binding in self.facts.bindings:
            if binding.call >= 0:
                found.setdefault((binding.target, binding.function), binding.call)
        return found

    def node(self, function: int) -> Node:
        """Give a function of this file as a node of the project."""
        return Node(self.facts.path, function)

    def spell(self, call: Call) -> str:
        """Give the resolved name of a call, or one that the rest of the project may resolve: inherited, by star."""
        if call.resolved:
            return call.resolved
        receiver, dot, rest = call.callee.partition(".")
        if not dot:
            return f"{_LOCAL}{call.callee}" if call.callee.isidentifier() else ""
        owner = self._owner(call.function) if receiver in RECEIVERS else ""
        if owner and receiver.startswith(_SUPER):
            return f"{_LOCAL}{owner}().super.{rest}"
        return f"{_LOCAL}{owner}().{rest}" if owner else ""

    def _owner(self, function: int) -> str:
        """Give the class whose method a function is or stands in, "" for none."""
        while function >= 0 and self.facts.functions[function].owner < 0:
            function = self.facts.functions[function].parent
        return self.facts.classes[self.facts.functions[function].owner].qualname if function >= 0 else ""

    def references(self, word: str) -> list[int]:
        """List the calls of something of that name, and those that are handed it; "" stands for what a module is."""
        if self._references is None:
            self._references = {}
            modules = () if self.callables.python else {item.module for item in self.facts.imports}
            for index, call in enumerate(self.calls):
                names = [self.spell(call), *self.elements(call), *(handed(arg) for arg in call.args)]
                for name in {"" if name in modules else _key(name) for name in names if name}:
                    self._references.setdefault(name, []).append(index)
        return self._references.get(word, [])

    def made_in(self, function: int) -> Sequence[int]:
        """List the calls that a function makes itself, of a generated one only the first."""
        if self._made is None:
            self._made = defaultdict(list)
            for index, call in enumerate(self.facts.calls):
                made = self._made[call.function]
                if len(made) < _MAX_CALLS:
                    made.append(index)
        return self._made.get(function, ())

    def add_call(self, call: Call) -> int:
        """Add a call that the file's facts do not list, the reading of a property, and give its index."""
        self.calls.append(call)
        return len(self.calls) - 1

    def normal(self, call: Call) -> str:
        """Give the resolved name of a call as the data spells it."""
        return self.callables.normal(call.resolved)

    def target(self, call: Call) -> int:
        """Find the function of this file that a call runs, -1 when there is none; `self` may inherit it."""
        receiver, _, member = call.callee.rpartition(".")
        if call.resolved or receiver not in RECEIVERS or call.function < 0:
            return self.find(call.resolved)
        owner = self._owner(call.function)
        if owner and receiver.startswith(_SUPER):
            found = (self._method(base, member) for base in _local(self._bases.get(owner, ())))
            return next((index for index in found if index >= 0), -1)
        return self._method(owner, member) if owner else -1

    def elements(self, call: Call) -> list[str]:
        """List the resolved names of what a call of a table's element may run: `handlers[name](...)`."""
        key = (call.callee, call.function)
        if key not in self._elements:
            table = "" if call.resolved else _table(call.callee) or _table(self._taken_from(call))
            self._elements[key] = self._held(call, table) if table else []
        return self._elements[key]

    def _taken_from(self, call: Call) -> str:
        """Give what a name was set to in the same function: `handler = HANDLERS.get(name)`."""
        taken = self._taken.get((call.callee, call.function), -1)
        return f"{self.facts.calls[taken].callee}()" if taken >= 0 else ""

    def _held(self, call: Call, table: str) -> list[str]:
        """Find what a table holds by the names in its literal, and the functions written into it."""
        receiver, _, name = table.rpartition(".")
        owner = self._owner(call.function) if receiver in RECEIVERS else ""
        found = [
            binding.value
            for binding in self.facts.bindings
            if binding.target.endswith("[]")
            and binding.target.rpartition(".")[2] == f"{name}[]"
            and (self.facts.classes[binding.owner].qualname if binding.owner >= 0 else "") == owner
        ]
        inner = f"{table}."
        written = (function.qualname for function in self.facts.functions if function.owner < 0)
        found += [f"{_LOCAL}{item}" for item in written if item.startswith(inner) and "." not in item[len(inner) :]]
        return list(dict.fromkeys(found))

    def find(self, name: str) -> int:
        """Find the function of this file that a resolved name stands for, -1 when there is none."""
        if not name.startswith(_LOCAL):
            return -1
        called = ".__call__" if name.endswith("()") else ""
        owner, _, member = (name[len(_LOCAL) :].replace("()", "") + called).rpartition(".")
        return self._method(owner, member)

    def _method(self, owner: str, member: str) -> int:
        """Find a function by name, a method also through bases in this file, a class by its constructor."""
        queue = [owner]
        for _ in range(_MAX_BASES):
            if not queue:
                break
            holder = queue.pop(0)
            qualname = f"{holder}.{member}" if holder else member
            found = self._by_name.get(qualname)
            if found:
                return found[-1]
            if qualname in self._bases:
                return next((i for name in _CONSTRUCTORS for i in self._by_name.get(f"{qualname}.{name}", ())), -1)
            queue.extend(_local(self._bases.get(holder, ())))
        return -1

    def bases(self, function: Function) -> Iterator[str]:
        """Yield the bases, from outside the project, of the class that a method belongs to."""
        if function.owner >= 0:
            yield from self.linker.bases(self.facts.path, self.facts.classes[function.owner].qualname)

    def exchanges(self, function: Function) -> bool:
        """Whether the class of a method puts others in place of its methods, where work is taken off the loop."""
        found = self.linker.exchanging(self.facts.path, self.facts.classes[function.owner].qualname)
        members = (self.linker.members(path) for path in found)
        calls = (call for item in members if item is not None for call in item.facts.calls)
        return any(self.callables.offloads(self.normal(call), call.callee) for call in calls)

    def run_once(self, exported: frozenset[str]) -> frozenset[int]:
        """Find the JavaScript functions of no other use that only the module's own top level gets to.

        Callers first, in a loop: generated code nests calls deeper than recursion goes.
        """
        waiting: dict[int, int] = {}
        for index, function in enumerate(self.facts.functions):
            callers = self.callers.get(index, ())
            by_itself = not function.name and function.parent < 0 and function.argument_of < 0
            if function.name not in exported and function.owner < 0 and (callers or by_itself):
                waiting[index] = sum(edge.caller.function >= 0 for edge in callers)
        called: dict[int, list[int]] = {}
        for edge in self.edges:
            called.setdefault(edge.caller.function, []).append(edge.target.function)
        ready = [index for index, callers_left in waiting.items() if not callers_left]
        once = set(ready)
        while ready:
            for target in called.get(ready.pop(), ()):
                if target in waiting:
                    waiting[target] -= 1
                    if not waiting[target]:
                        once.add(target)
                        ready.append(target)
        return frozenset(once)

    def given(self, call: Call, index: int) -> list[int]:
        """List the functions of this file that a call is given as arguments, literals and names alike.

        A name may also hold what a function gave back ("load()"): handing that on does not call the function again.
        """
        named = [self.find(name) for arg in call.args if (name := handed(arg))]
        return [*self.callbacks.get(index, ()), *(target for target in named if target >= 0)]

    def _find_edges(self) -> Iterator[Edge]:
        for index, call in enumerate(self.calls[: self._listed]):
            target = self.target(call)
            edge = self.calling(index, self.node(target), self.facts.functions[target]) if target >= 0 else None
            if edge is not None:
                yield edge
            for name in self.elements(call) if target < 0 and not call.resolved else ():
                held = self.find(name)
                edge = self.calling(index, self.node(held), self.facts.functions[held]) if held >= 0 else None
                if edge is not None:
                    yield edge._replace(sure=False)
            for given in self.given(call, index) if call.args or index in self.callbacks else ():
                edge = self.passing(index, self.node(given))
                if edge is not None:
                    yield edge

    def calling(self, index: int, target: Node, function: Function) -> Edge | None:
        """Give the edge of a call that is known to call `target`; None where its body runs elsewhere."""
        call = self.calls[index]
        if self._runs_elsewhere(call, function, index in self._kept):
            return None
        return Edge(self.node(call.function), index, target, True, self._is_plain(function))

    def passing(self, index: int, target: Node) -> Edge | None:
        """Give the edge of a call that is handed `target` and runs it by itself, right where it stands."""
        call = self.calls[index]
        if call.function < 0:
            return None
        name = self.normal(call)
        if self.callables.offloads(name, call.callee) or self.callables.registrations.get(name):
            return None
        if self.callables.python and name not in self.callables.inline:
            return None
        return Edge(self.node(call.function), index, target, False)

    def _runs_elsewhere(self, call: Call, target: Function, kept: bool) -> bool:
        """Whether the body of `target` runs off the loop, or may do so: by a decorator, or as a generator passed on."""
        if target.is_generator and not target.is_async and not target.decorators:
            outer = self.facts.calls[call.argument_of] if call.argument_of >= 0 else None
            if kept or (outer is not None and self.normal(outer) not in self.callables.inline):
                return True
        names = [item.resolved for item in target.decorators]
        if any(name in self.callables.offloading_decorators for name in names):
            return True
        if call.awaited and not target.is_async and call.callee.rpartition(".")[0] in RECEIVERS:
            return True  # a subclass must override it with a coroutine: awaiting this one would fail
        expected = call.awaited or call.argument_of >= 0
        return expected and not target.is_async and not self._is_plain(target)

    def _is_plain(self, target: Function) -> bool:
        """Whether every decorator of a function leaves a call of it what it looks like."""
        return all(
            item.resolved in self.callables.transparent_decorators or item.resolved.endswith(_SETTER)
            for item in target.decorators
        )


def _table(callee: str) -> str:
    """Give the table that a call takes its function from: `x[]`, `x[].call` or `x.get()`; "" for any other call."""
    owner, dot, member = callee.rpartition(".")
    if dot and member in _CALLING:
        callee = owner
    for ending in _ELEMENT:
        if callee.endswith(ending):
            table = callee.removesuffix(ending)
            return table if all(part.isidentifier() for part in table.replace("$", "_").split(".")) else ""
    return ""


def _key(name: str) -> str:
    """Give the name under which a function is looked for: calling an object runs its `__call__`."""
    return "__call__" if name.endswith("()") else last_word(name)


def handed(arg: Arg) -> str:
    """Give the resolved name of a function that an argument may be, "" where it is none."""
    if arg.kind == "name":
        return "" if arg.value.endswith("()") else arg.value
    return arg.value.removesuffix(_BIND) if arg.kind == "call" and arg.value.endswith(_BIND) else ""


def _accessor(function: Function) -> str:
    """Tell the functions that set or delete a property from the one that reads it."""
    return next((item.resolved[-len(_SETTER) :] for item in function.decorators if item.resolved.endswith(_SETTER)), "")


def _local(bases: Iterable[str]) -> Iterator[str]:
    """Yield the bases that are classes of the same file."""
    return (base.removeprefix(_LOCAL) for base in bases if base.startswith(_LOCAL))
