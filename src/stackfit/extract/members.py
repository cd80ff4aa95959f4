"""Members of the classes of a file: their own and inherited ones, properties, and what functions return."""

from __future__ import annotations

from abc import ABC, abstractmethod

from tree_sitter import Node

from stackfit.extract.chains import Chains
from stackfit.extract.elements import hold
from stackfit.extract.names import MAX_DEPTH, MAX_LINKS, NULLS
from stackfit.extract.scopes import LOCAL, SELF, Definition, Scope, agree, select

_PROPERTIES = frozenset(("property", "cached_property", "reify", "under_cached_property", "abstractproperty"))
_PLAIN = frozenset(
    ("staticmethod", "classmethod", "abstractmethod", "override", "cache", "lru_cache", "final", "wraps")
)
_PLAIN |= {"wraps", "contextmanager", "asynccontextmanager", "callback", *_PROPERTIES}
_SILENT_BASES = frozenset(("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"))
_MAX_RESULTS = 4


class Result:
    """What a function gives: by its annotation, else by the values it returns or yields."""

    __slots__ = ("annotation", "busy", "generator", "plain", "property", "scope", "text", "values")

    def __init__(self, annotation: Node | None, scope: Scope, decorators: list[str]) -> None:
        names = [name.partition("(")[0].rpartition(".")[2] for name in decorators]
        self.annotation = annotation
        self.scope = scope
        self.property = any(name in _PROPERTIES for name in names)
        self.plain = all(name in _PLAIN for name in names)
        self.values: list[tuple[Node | None, Scope]] = []
        self.generator = self.busy = False
        self.text: str | None = None

    def add(self, value: Node | None, scope: Scope) -> None:
        """Note a value that is returned or yielded; null values tell nothing."""
        if self.annotation is None and len(self.values) <= _MAX_RESULTS and (value is None or value.type not in NULLS):
            self.values.append((value, scope))


class Members(Chains, ABC):
    """Looks members up; `members`, `bases` and `results` are keyed by the dotted name of a class or function."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.members: dict[str, dict[str, list[Definition]]] = {}
        self.bases: dict[str, list[tuple[Node, Scope]]] = {}
        self.results: dict[str, Result] = {}
        self._known_bases: dict[str, list[str]] = {}
        self._known_ancestors: dict[str, list[str]] = {}
        self._depth = 0

    @abstractmethod
    def define(self, definition: Definition) -> str:
        """Give the meaning of one definition."""

    @abstractmethod
    def name(self, node: Node | None, scope: Scope) -> str:
        """Give the name of an expression."""

    @abstractmethod
    def annotated(self, node: Node, scope: Scope) -> str:
        """Give the value that an annotation promises."""

    def returned(self, qualname: str) -> str:
        """Give what a function of this file returns, "" if that is not known."""
        result = self.results.get(qualname)
        if result is None or result.busy or self._depth >= MAX_DEPTH:
            return ""
        if result.text is None:
            result.busy = True
            self._depth += 1
            if result.annotation is not None:
                result.text = self.annotated(result.annotation, result.scope)
            else:
                result.text = self._values(result)
            self._depth -= 1
            result.busy = False
        return result.text

    def _values(self, result: Result) -> str:
        if not result.plain or not result.values or len(result.values) > _MAX_RESULTS:
            return ""
        texts = {self.name(value, scope) if value is not None else "" for value, scope in result.values}
        text = texts.pop()
        if texts or not text:
            return ""
        return hold("typing.Iterator", text, text) + "()" if result.generator else text

    def called(self, text: str) -> str:
        """Give the result of calling a function of this file by its name; "" where it has no known result."""
        owner, _, member = text[len(LOCAL) :].rpartition("().")
        qualname = f"{owner}.{member}" if owner else member
        if qualname not in self.results and owner and "(" not in owner:
            qualname = self.holder(owner, member)
        result = self.results.get(qualname)
        return self.returned(qualname) if result is not None and not result.property else ""

    def holder(self, owner: str, name: str) -> str:
        """Give the dotted name of a member in the class of this file that defines it, through bases."""
        for ancestor in self._ancestors(owner):
            if name in self.members.get(ancestor, ()):
                return f"{ancestor}.{name}"
        return ""

    def _ancestors(self, owner: str) -> list[str]:
        """List a class and its bases in this file, depth first."""
        known = self._known_ancestors.get(owner)
        if known is None:
            known, waiting = [], [owner]
            while waiting and len(known) < MAX_LINKS:
                item = waiting.pop()
                if item not in known:
                    known.append(item)
                    inner = [base.removeprefix(LOCAL) for base in self.base_names(item) if base.startswith(LOCAL)]
                    waiting.extend(reversed(inner))
            self._known_ancestors[owner] = known
        return known

    def member(self, text: str, name: str) -> str | None:
        """Give a member of a class or object of this file; None where it has to be spelt out."""
        own = text.startswith(SELF)
        owner = text.removeprefix(SELF) if own else text.removeprefix(LOCAL).removesuffix("()")
        instance = own or text.endswith("()")
        if owner not in self.members:
            return "" if own else None
        qualname = self.holder(owner, name)
        if not qualname:
            outside = self.outside(owner) if instance else ""
            return f"{outside}().{name}" if outside else "" if own else None
        definitions = self.members[qualname.removesuffix(f".{name}")][name]  # a quoted key may hold dots of its own
        result = self.results.get(qualname)
        if result is not None and result.property and instance:
            return self.returned(qualname)
        if not own and instance and any(definition.method for definition in definitions):
            return None
        return agree(select(definitions, -1), self.define)

    def outside(self, owner: str) -> str:
        """Give the one base from another file that a class has, directly or not; "" if there is none or a choice."""
        names = {base for item in self._ancestors(owner) for base in self.base_names(item)}
        found = {base for base in names if not base.startswith(LOCAL)} - _SILENT_BASES
        return found.pop() if len(found) == 1 else ""

    def above(self, scope: Scope, name: str) -> str:
        """Give `super().name` as seen from a method."""
        owner = _receiver(scope)
        for base in self.base_names(owner) if owner else ():
            qualname = self.holder(base.removeprefix(LOCAL), name) if base.startswith(LOCAL) else ""
            if qualname:
                return LOCAL + qualname
        outside = self.outside(owner) if owner else ""
        return f"{outside}().{name}" if outside else ""

    def base_names(self, owner: str) -> list[str]:
        """List the names of the bases of a class of this file, "" for an unknown one."""
        if owner not in self._known_bases:
            names = [self.name(node, scope) for node, scope in self.bases.get(owner, ())]
            self._known_bases[owner] = [name.removesuffix("[]") for name in names]
        return self._known_bases[owner]


def _receiver(scope: Scope) -> str:
    """Give the class whose method a scope belongs to."""
    inner: Scope | None = scope
    while inner is not None:
        for definitions in inner.names.values():
            text = definitions[0].text or ""
            if text.startswith(SELF):
                return text.removeprefix(SELF)
        inner = inner.parent
    return ""
