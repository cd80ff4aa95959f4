"""What a walk keeps: open nodes, and drafts of functions, classes, calls and bindings with names yet to be resolved."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tree_sitter import Node

from stackfit.extract.scopes import Scope
from stackfit.model.facts import Class, Function


class Frame:
    """An open node and what holds inside it. From `arguments` on, it is the arguments of a call."""

    __slots__ = (
        "arguments",
        "block_end",
        "call",
        "decorators",
        "end",
        "expected",
        "expects",
        "fallback",
        "function",
        "guarded",
        "index",
        "kind",
        "loop",
        "owner",
        "qualname",
        "scope",
        "tried",
        "typing",
    )

    def __init__(self, outer: Frame | None, end: int, kind: str, index: int = -1) -> None:
        self.end = end
        self.kind = kind
        self.index = index
        self.expected = -1
        self.arguments = sys.maxsize
        self.expects = ""
        self.decorators: list[DecoratorDraft] = []
        if outer is None:
            self.block_end, self.function, self.owner, self.call = end, -1, -1, -1
            self.loop = self.typing = self.guarded = self.fallback = self.tried = False
            self.scope = Scope(None, function=True)
            self.qualname = ""
            return
        self.block_end = outer.block_end
        self.function = outer.function
        self.owner = outer.owner
        self.call = outer.call
        self.loop = outer.loop
        self.typing = outer.typing
        self.guarded = outer.guarded
        self.fallback = outer.fallback
        self.tried = outer.tried
        self.scope = outer.scope
        self.qualname = outer.qualname


class Span(NamedTuple):
    """Where a function stands, in bytes; `passes`: its branches are those of the function around it (a lambda)."""

    start: int
    end: int
    passes: bool


class DecoratorDraft:
    """A decorator whose name is resolved later."""

    __slots__ = ("call", "line", "node", "scope")

    def __init__(self, node: Node, scope: Scope, line: int) -> None:
        self.node = node
        self.scope = scope
        self.line = line
        self.call = -1


class ParamDraft(NamedTuple):
    """A parameter whose annotation and default are resolved later."""

    name: str
    annotation: Node | None = None
    default: Node | None = None


class FunctionDraft:
    """A function; `scope` is the one it stands in, `inner` the one of its body."""

    __slots__ = ("decorators", "fact", "inner", "params", "scope")

    def __init__(
        self, fact: Function, params: list[ParamDraft], scope: Scope, decorators: list[DecoratorDraft]
    ) -> None:
        self.fact = fact
        self.params = params
        self.scope = self.inner = scope
        self.decorators = decorators


class ClassDraft(NamedTuple):
    """A class; bases are expressions."""

    fact: Class
    bases: list[Node]
    scope: Scope
    decorators: list[DecoratorDraft]


class CallDraft(NamedTuple):
    """A call and the scope its names are looked up in."""

    node: Node
    target: Node
    arguments: Node | None
    scope: Scope
    function: int
    awaited: bool
    argument_of: int
    in_loop: bool
    statement: bool
    tried: bool


class BindingDraft(NamedTuple):
    """A binding; `annotation` wins over the value."""

    target: str
    value: Node | None
    annotation: Node | None
    path: tuple[str, ...]
    scope: Scope
    line: int
    function: int
    owner: int
