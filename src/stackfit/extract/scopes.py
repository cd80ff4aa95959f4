"""Scopes and definitions: what a name may stand for, at a position, without running anything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from tree_sitter import Node

SELF = "<self>."
LOCAL = "<local>."
_MANY = 256  # a name with more definitions than this is looked at in part, so that time stays linear
_MAX_SCOPES = 200  # what is nested deeper is generated or hostile, and each name in it would walk all the way up


class Definition:
    """One binding of a name: a fixed text, or a value that is resolved when somebody asks.

    `start` is where it begins to hold, `block_end` where the block it stands in ends, `path` the members taken from the
    value (destructuring), `empty` a null value, which tells nothing when the name has other definitions.
    """

    __slots__ = ("annotation", "block_end", "busy", "empty", "method", "node", "path", "scope", "start", "text")

    def __init__(self, start: int, block_end: int, text: str | None = None, scope: Scope | None = None) -> None:
        self.start = start
        self.block_end = block_end
        self.text = text
        self.scope = scope
        self.node: Node | None = None
        self.annotation: Node | None = None
        self.path: tuple[str, ...] = ()
        self.empty = False
        self.method = False
        self.busy = False


class Scope:
    """A set of names. `function` marks the boundary of a function, `hidden` a class body (unseen by its methods)."""

    __slots__ = ("family", "function", "hidden", "names", "parent", "redirect")

    def __init__(self, parent: Scope | None, *, function: bool = False, hidden: bool = False) -> None:
        self.parent = parent
        self.function = function
        self.hidden = hidden
        self.names: dict[str, list[Definition]] = {}
        self.redirect: dict[str, Scope] = {}
        self.family: list[Scope] = [] if parent is None else parent.family
        self.family.append(self)

    def dissolve(self) -> None:
        """Take all scopes of a finished file apart: they hold one another, and would wait long for the collector."""
        family = self.family[:]
        self.family.clear()
        for scope in family:
            scope.names = {}
            scope.redirect = {}

    def bind(self, name: str, definition: Definition) -> None:
        """Add a definition of a name, following `global` and `nonlocal`."""
        target = self.redirect.get(name, self)
        target.names.setdefault(name, []).append(definition)

    def enclosing_function(self) -> Scope:
        """Give the nearest scope that is a function, a class body or the module."""
        scope = self
        while not (scope.function or scope.hidden) and scope.parent is not None:
            scope = scope.parent
        return scope

    def find(self, name: str) -> tuple[list[Definition], bool] | None:
        """Give the definitions of a name, and whether they belong to an outer function; None for a free name."""
        scope: Scope | None = self
        outer = False
        for _ in range(_MAX_SCOPES):
            if scope is None:
                break
            if not (outer and scope.hidden):
                definitions = scope.names.get(name)
                if definitions:
                    return definitions, outer
            outer = outer or scope.function
            scope = scope.parent
        return None


def _start(definition: Definition) -> int:
    return definition.start


def select(definitions: list[Definition], position: int) -> list[Definition]:
    """Give the definitions that may hold at a position of the same function (-1: anywhere), null values left out."""
    if len(definitions) == 1:
        return definitions
    found: list[Definition] = []
    if position >= 0:
        index = len(definitions)
        if index > _MANY:
            index = bisect_right(definitions, position, key=_start)
        for definition in reversed(definitions[max(0, index - _MANY) : index]):
            if definition.start <= position:
                if not definition.empty:
                    found.append(definition)
                if definition.block_end > position:
                    break
    found.reverse()
    if found or len(definitions) > _MANY:
        return found
    return [definition for definition in definitions if not definition.empty]


def agree(definitions: list[Definition], resolve: Callable[[Definition], str]) -> str:
    """Give the first meaning, provided that every definition has one: each of them happens in some run."""
    first = ""
    for definition in definitions:
        text = resolve(definition)
        if not text:
            return ""
        first = first or text
    return first
