"""Follows resolved names across files: `.api.Client().fetch` to the function it means, or to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stackfit.callgraph.asking import FACTS, Asking
from stackfit.callgraph.members import FileMembers
from stackfit.callgraph.naming import CONSTRUCTORS
from stackfit.callgraph.python_modules import PythonModules
from stackfit.callgraph.script_modules import ScriptModules
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node, Value, steps
from stackfit.model.facts import Function, Import

LOCAL = "<local>."
_MAX_DEPTH = 24
_MAX_BASES = 48
_SILENT_BASES = frozenset(("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"))
_MARKS = frozenset(("()", "[]"))


class Linker:
    """Names of one project. A name that cannot be followed to the end stands for None, never for a guess."""

    def __init__(self, code: Asking, python: PythonModules, scripts: ScriptModules) -> None:
        self._code = code
        self._trace = code.trace
        self._python = python
        self._scripts = scripts
        self._members: dict[str, tuple[FileMembers | None, int]] = {}
        self._known: dict[tuple[str, str], tuple[Value | None, int]] = {}
        self._bases: Recall[tuple[str, str], tuple[str, ...]] = Recall(code.trace)
        self._exchanging: Recall[tuple[str, str], frozenset[str]] = Recall(code.trace)
        self._busy: set[tuple[str, str]] = set()
        # How deep in the present question each was looked for in vain, and what was asked for that.
        self._missed: dict[tuple[str, str], tuple[int, int]] = {}

    def target(self, path: str, name: str) -> Node | None:
        """Give the function that a call of `name` in a file runs: a class's constructor, an object's `__call__`."""
        value = self.value(path, name)
        if value is not None and value.kind == "module":
            value = self._member(value, "default")
        if value is not None and value.kind == "class":
            value = next((found for name in CONSTRUCTORS if (found := self._method(value, name))), None)
        elif value is not None and value.kind == "instance":
            value = self._method(value, "__call__")
        return Node(value.path, value.at) if value is not None and value.kind == "function" else None

    def accessor(self, path: str, name: str) -> Node | None:
        """Give the property that reading a resolved name in a file runs."""
        owner, _, member = name.rpartition(".")
        value = self.value(path, owner)
        for holder in self.ancestors(value) if value is not None and value.kind == "instance" else ():
            members = self.members(holder.path)
            index = members.functions.get(f"{holder.name}.{member}", -1) if members is not None else -1
            if members is not None and index >= 0:
                return Node(holder.path, index) if is_property(members.facts.functions[index]) else None
        return None

    def exchanging(self, path: str, qualname: str) -> frozenset[str]:
        """Give the files of those classes, of one and its bases, that exchange members of their objects at run time."""
        return self._exchanging.get((path, qualname), lambda: self._find_exchanging(path, qualname))

    def _find_exchanging(self, path: str, qualname: str) -> frozenset[str]:
        classes = ((value, self.members(value.path)) for value in self.ancestors(Value("class", path, qualname)))
        return frozenset(
            value.path for value, members in classes if members is not None and members.exchanges(value.name)
        )

    def value(self, path: str, name: str) -> Value | None:
        """Give what a resolved name in a file stands for."""
        key = (path, name)
        known = self._known.get(key)
        if known is not None:
            self._trace.asked |= known[1]
            return known[0]
        found, asked = self._search(key, lambda: self._evaluate(path, name)) if name else (None, 0)
        if found is not None or not self._busy:
            self._known[key] = found, asked
        return found

    def _search(self, key: tuple[str, str], find: Callable[[], Value | None]) -> tuple[Value | None, int]:
        """Look for something, once on every way to it: modules may take names from one another in circles.

        Gives what was asked for it as well.

        What was not found is not looked for again as deep or deeper in the same question, of which there may be as many
        as there are ways through modules that take all names of several others.
        """
        depth = len(self._busy)
        missed, asked = self._missed.get(key, (depth + 1, 0))
        if key in self._busy or depth > _MAX_DEPTH or missed <= depth:
            self._trace.asked |= asked
            return None, asked
        self._busy.add(key)
        found, asked = self._trace.watch(find)
        self._busy.discard(key)
        if found is None:
            self._missed[key] = depth, asked
        if not self._busy:
            self._missed.clear()
        return found, asked

    def members(self, path: str) -> FileMembers | None:
        """Give the members of a file by name; None where the file cannot be read."""
        known = self._members.get(path)
        if known is None:
            facts = self._code.facts(path)
            known = self._members[path] = (
                FileMembers(facts) if facts is not None else None,
                self._trace.bit(FACTS, path),
            )
        self._trace.asked |= known[1]
        return known[0]

    def bases(self, path: str, qualname: str) -> tuple[str, ...]:
        """Give the bases from outside the project that a class has, itself or through others, by qualified name."""
        return self._bases.get((path, qualname), lambda: self._find_bases(path, qualname))

    def _find_bases(self, path: str, qualname: str) -> tuple[str, ...]:
        return tuple(value.name for value in self.ancestors(Value("class", path, qualname), outer=True))

    def _evaluate(self, path: str, name: str) -> Value | None:
        start = self._start(path, name)
        if start is None:
            return None
        value: Value | None
        value, rest = start
        for step in steps(rest):
            if value is None or step == "?":
                return None
            if value.kind == "external":
                value = value._replace(name=f"{value.name}{step if step in _MARKS else '.' + step}")
            elif step == "()":
                value = self._call(value)
            elif step == "[]":
                return None
            else:
                value = self._member(value, step)
        return value

    def _start(self, path: str, name: str) -> tuple[Value, str] | None:
        """Give the module that a name begins with and what follows it."""
        if name.startswith(LOCAL):
            return Value("scope", path), name[len(LOCAL) :]
        members = self.members(path)
        if members is None:
            return None
        if not members.python:
            module = members.specifier(name)
            found = self._scripts.resolve(path, module) if module else None
            outside = Value("external", "", name), ""
            return (Value("module", found), name[len(module) :]) if found else None if name[0] == "." else outside
        dots = len(name) - len(name.lstrip("."))
        if dots:
            return Value("module", self._python.relative(path, dots)), name[dots:]
        head = name.partition(".")[0].partition("(")[0]
        top = self._python.top(path, head)
        return (Value("module", top), name[len(head) :]) if top is not None else (Value("external", "", name), "")

    def _call(self, value: Value) -> Value | None:
        """Give the result of a call: an instance, or what the function says it returns."""
        if value.kind == "module":
            value = self._member(value, "default") or value
        if value.kind == "class":
            return value._replace(kind="instance")
        if value.kind == "function":
            function = self._function(value)
            members = self.members(value.path)
            if function is not None and function.returns:
                return self.value(value.path, function.returns)
            made = members is not None and not members.python and value.name in members.objects
            return value._replace(kind="object", at=-1) if made else None  # a function that makes objects
        return None

    def _member(self, value: Value, name: str) -> Value | None:
        if value.kind == "module":
            return self._module_member(value.path, name)
        if value.kind == "scope":
            return self._own_member(value.path, name) or self._imported(value.path, name)
        if value.kind in ("class", "instance"):
            return value._replace(kind="heir") if name == "super" else self.class_member(value, name)
        if value.kind == "heir":
            return self.class_member(value, name)
        held = value.kind in ("object", "function")  # a function of JavaScript has members as well
        return self._own_member(value.path, f"{value.name}.{name}") if held else None

    def _module_member(self, module: str, name: str) -> Value | None:
        path: str | None = module
        if self._python.is_folder(module) and not module.endswith(".py"):
            child = self._python.child(module, name)
            if child is not None:
                return Value("module", child)
            path = self._python.file(module)
        members = self.members(path) if path is not None else None
        if members is None or path is None:
            return None
        if members.python:
            return self._own_member(path, name) or self._imported(path, name)
        return self._exported(path, members, name)

    def _own_member(self, path: str, qualname: str) -> Value | None:
        """Give a function, class, object or bound name of a file."""
        members = self.members(path)
        if members is None:
            return None
        if qualname in members.functions:
            return Value("function", path, qualname, members.functions[qualname])
        if qualname in members.classes:
            return Value("class", path, qualname)
        for text in members.bound(qualname):
            value = self.value(path, text)
            if value is not None:
                return value
        return Value("object", path, qualname) if qualname in members.objects else None

    def _imported(self, path: str, name: str) -> Value | None:
        """Give a name that a file has from another one, by name or, in Python, by star."""
        members = self.members(path)
        item = members.imports.get(name) if members is not None else None
        if members is None or item is not None or not members.python:
            return self.value(path, _spell(item, members)) if members is not None and item is not None else None
        found = (self.value(path, f"{module}{_dot(module)}{name}") for module in members.stars)
        return next((value for value in found if value is not None and value.kind != "external"), None)

    def _exported(self, path: str, members: FileMembers, name: str) -> Value | None:
        """Give what a JavaScript module exports under a name, itself or from another one."""
        for export in members.exports.get(name, ()):
            if not export.module:
                value = self._own_member(path, export.local) or self._imported(path, export.local)
            elif export.local == "*":
                value = self._module(path, export.module)
            else:
                module = self._module(path, export.module)
                value = self._member(module, export.local) if module is not None else None
            if value is not None:
                return value
        if name == "default":
            return None
        for specifier in members.stars:
            target = self._module(path, specifier)
            value = self._barrel_member(target, name) if target is not None else None
            if value is not None:
                return value
        default = self._exported(path, members, "default") if "default" in members.exports else None
        return self._member(default, name) if default is not None and default.kind != "module" else None

    def _barrel_member(self, value: Value, name: str) -> Value | None:
        """As `_member`, for barrels that may re-export one another."""
        return self._search((value.path, f"*.{name}"), lambda: self._member(value, name))[0]

    def _module(self, path: str, specifier: str) -> Value | None:
        found = self._scripts.resolve(path, specifier)
        return Value("module", found) if found is not None else None

    def class_member(self, value: Value, name: str) -> Value | None:
        """Give a member of a class or of its instances, through the bases."""
        for holder in self.ancestors(value):
            qualname = f"{holder.name}.{name}"
            members = self.members(holder.path)
            if members is None or (value.kind == "heir" and holder.name == value.name and holder.path == value.path):
                continue
            if qualname in members.functions:
                index = members.functions[qualname]
                function = members.facts.functions[index]
                if value.kind == "instance" and is_property(function):
                    return self.value(holder.path, function.returns)
                return Value("function", holder.path, qualname, index)
            if qualname in members.classes:
                return Value("class", holder.path, qualname)
            for text in members.attribute(holder.name, name):
                found = self.value(holder.path, text)
                if found is not None:
                    return found
        return self._outer_member(value, name)

    def _outer_member(self, value: Value, name: str) -> Value | None:
        """Spell a member that a class can only have from its one base outside the project."""
        bases = set(self.bases(value.path, value.name)) - _SILENT_BASES
        call = "()" if value.kind == "instance" else ""
        return Value("external", "", f"{bases.pop()}{call}.{name}") if len(bases) == 1 else None

    def _method(self, value: Value, name: str) -> Value | None:
        found = self.class_member(value, name)
        return found if found is not None and found.kind == "function" else None

    def ancestors(self, value: Value, *, outer: bool = False) -> Iterator[Value]:
        """Yield a class and its bases in the project, nearest first; or, instead, those from outside it."""
        queue, seen = [value._replace(kind="class", at=-1)], set[Value]()
        while queue and len(seen) < _MAX_BASES:
            holder = queue.pop(0)
            if holder in seen:
                continue
            seen.add(holder)
            if outer is (holder.kind == "external"):
                yield holder
            members = self.members(holder.path) if holder.path else None
            for base in members.bases(holder.name) if members is not None else ():
                found = self.value(holder.path, base)
                if found is not None and found.kind in ("class", "external"):
                    queue.append(found)

    def _function(self, value: Value) -> Function | None:
        members = self.members(value.path)
        return members.facts.functions[value.at] if members is not None else None


def is_property(function: Function) -> bool:
    """Whether reading an attribute of an instance runs the function."""
    return any(item.resolved.rpartition(".")[2] in _PROPERTIES for item in function.decorators)


_PROPERTIES = frozenset(("property", "cached_property", "reify", "under_cached_property"))


def _spell(item: Import, members: FileMembers) -> str:
    """Spell an import as the resolved name of what it binds."""
    if not members.python:
        return item.module if item.name in (None, "default", "*") else f"{item.module}.{item.name}"
    if item.name is None:
        bound = item.alias or ""
        return bound if item.module.startswith(f"{bound}.") else item.module
    return f"{item.module}{_dot(item.module)}{item.name}"


def _dot(module: str) -> str:
    return "" if module.endswith(".") else "."
