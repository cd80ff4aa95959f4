"""How the classes of a project stand to one another: which is above which, and whose method an object runs."""

from __future__ import annotations

from stackfit.callgraph.linker import Linker
from stackfit.callgraph.values import Node, Value

_FEW_LINES = 3


class Classes:
    """The classes of one project, as its linker follows their bases."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def homes(self, path: str, qualname: str) -> frozenset[str]:
        """Give the files of a class and of its bases in the project."""
        return frozenset(value.path for value in self._linker.ancestors(Value("class", path, qualname)))

    def related(self, one: Node, other: Node) -> bool:
        """Whether two methods have one name, and the class of one is above that of the other."""
        first, second = self.owner(one), self.owner(other)
        if first is None or second is None or self._name_of(one) != self._name_of(other):
            return False
        return self.akin(first, second)

    def owner(self, node: Node) -> Value | None:
        """Give the class of a method, None for other functions."""
        members = self._linker.members(node.path)
        owner = members.facts.functions[node.function].owner if members is not None and node.function >= 0 else -1
        if members is None or owner < 0:
            return None
        return Value("class", node.path, members.facts.classes[owner].qualname)

    def akin(self, one: Value, other: Value) -> bool:
        """Whether one of two classes, or those of two objects, is the other or above it."""
        return self.is_below(one, other) or self.is_below(other, one)

    def replaced(self, method: Node, kind: Value) -> bool:
        """Whether objects of a class have another method in place of one of a base, and do not run both."""
        own, name = self.owner(method), self._name_of(method)
        if own is None or not self.is_below(kind, own):
            return False
        found = self._linker.class_member(kind._replace(kind="class"), name)
        if found is None or found.kind != "function" or Node(found.path, found.at) == method:
            return False
        members = self._linker.members(found.path)
        calls = members.facts.calls if members is not None else ()
        return all(call.function != found.at or call.callee != f"super().{name}" for call in calls)

    def lower(self, one: Value | None, other: Value) -> Value:
        """Give that one of two classes which is below the other; the second where neither is."""
        return one if one is not None and self.is_below(one, other) else other

    def is_below(self, one: Value, other: Value) -> bool:
        """Whether one of two classes is the other or below it."""
        above = other._replace(kind="class", at=-1)
        return any(value == above for value in self._linker.ancestors(one))

    def _name_of(self, node: Node) -> str:
        members = self._linker.members(node.path)
        return members.facts.functions[node.function].name if members is not None else ""

    def overridden(self, path: str, name: str, override: Node) -> bool:
        """Whether a call of a method may run `override`, since its own class lacks it or leaves it to those below."""
        owner, _, member = name.rpartition(".")
        value = self._linker.value(path, owner)
        if value is None or value.kind not in ("class", "instance"):
            return False
        members = self._linker.members(override.path)
        function = members.facts.functions[override.function] if members is not None else None
        if members is None or function is None or function.name != member or function.owner < 0:
            return False
        below = Value("class", override.path, members.facts.classes[function.owner].qualname)
        if value._replace(kind="class") not in self._linker.ancestors(below):
            return False
        found = self._linker.class_member(value, member)
        if found is None or found.kind != "function":
            return found is None or found.kind == "external"
        return self._is_left(found)

    def _is_left(self, value: Value) -> bool:
        """Whether a method is abstract, or so short and empty that the classes below must be meant to have it."""
        members = self._linker.members(value.path)
        if members is None:
            return False
        function = members.facts.functions[value.at]
        if any(item.resolved == "abc.abstractmethod" for item in function.decorators):
            return True
        calls = {call.resolved for call in members.facts.calls if call.function == value.at}
        return function.end_line - function.line <= _FEW_LINES and calls <= {"builtins.NotImplementedError"}
