"""Python expressions that are no chain of names but whose type is plain: `path / "x"`, `[Path(a)]`, `sorted(paths)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tree_sitter import Node

from stackfit.extract.elements import PAIR, hold
from stackfit.extract.scopes import Scope

_SAME_ELEMENTS = frozenset(("sorted", "list", "tuple", "set", "frozenset", "reversed", "iter"))
_PAIRS = frozenset(("enumerate", "zip"))
_MAX_ITEMS = 8
# What a call of these gives, seen from its first argument: that function itself, or its result.
_APPLIED = {"functools.partial": "", "fastapi.Depends": "()", "fastapi.Security": "()"}
_APPLYING = tuple(name.rpartition(".")[2] for name in _APPLIED)


class Names(Protocol):
    """What a computed expression asks of the resolver of its file."""

    scopes: dict[int, Scope]

    def text(self, node: Node) -> str:
        """The source of a node."""
        ...

    def name(self, node: Node | None, scope: Scope) -> str:
        """The name of an expression, "" if unknown."""
        ...

    def follow(self, text: str, parts: list[str]) -> str:
        """What a known name leads to through members and calls."""
        ...


def _divided(resolver: Names, node: Node, scope: Scope) -> str:
    """`a / b` is what `a` is: true of paths and numbers, and of nothing else that matters."""
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "/":
        return ""
    return resolver.name(node.child_by_field_name("left"), scope)


def _listed(resolver: Names, node: Node, scope: Scope) -> str:
    items = [child for child in node.named_children if child.type != "comment"]
    texts = [resolver.name(item, scope) for item in items[:_MAX_ITEMS]] if len(items) <= _MAX_ITEMS else []
    if not texts or len(set(texts)) > 1 or not texts[0]:
        return ""
    return hold("builtins.list", texts[0], texts[0]) + "()"


def _comprehended(resolver: Names, node: Node, scope: Scope) -> str:
    body, inner = node.child_by_field_name("body"), resolver.scopes.get(node.id)
    if body is None or inner is None:
        return ""
    if body.type == "pair":
        key, value = body.child_by_field_name("key"), body.child_by_field_name("value")
        first, second = resolver.name(key, inner), resolver.name(value, inner)
        return hold("builtins.dict", first, second) + "()" if second else ""
    text = resolver.name(body, inner)
    return hold("builtins.list", text, text) + "()" if text else ""


def applied(resolver: Names, node: Node, scope: Scope) -> str:
    """Give the function that `functools.partial(f, ...)` stands for, or what `fastapi.Depends(f)` gives."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or not resolver.text(function).endswith(_APPLYING):
        return ""
    result = _APPLIED.get(resolver.name(function, scope))
    given = next((child for child in arguments.named_children if child.type != "comment"), None)
    if result is None or given is None or given.type not in ("identifier", "attribute"):
        return ""
    text = resolver.name(given, scope)
    return text and text + result


def _wrapped(resolver: Names, node: Node, scope: Scope) -> str:
    """Give `sorted(x)`, `enumerate(x)` and the like; "" for any other call."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or function.type != "identifier":
        return applied(resolver, node, scope)
    name = resolver.text(function)
    if (name not in _SAME_ELEMENTS and name not in _PAIRS) or scope.find(name) is not None:
        return applied(resolver, node, scope)
    given = [child for child in arguments.named_children if child.type not in ("comment", "keyword_argument")]
    found = [resolver.follow(resolver.name(value, scope), ["[*]"]) for value in given[:2]]
    if name in _SAME_ELEMENTS and found and found[0]:
        return hold("builtins.list", found[0], found[0]) + "()"
    if name in _PAIRS and any(found):
        pair = ["", *found] if name == "enumerate" else found
        return hold("builtins.list", hold(PAIR, pair[0], pair[1]) + "()", "") + "()" if len(pair) > 1 else ""
    return ""


COMPUTED: dict[str, Callable[[Names, Node, Scope], str]] = {
    "binary_operator": _divided,
    "call": _wrapped,
    "dictionary_comprehension": _comprehended,
    "generator_expression": _comprehended,
    "list": _listed,
    "list_comprehension": _comprehended,
    "set": _listed,
    "set_comprehension": _comprehended,
    "tuple": _listed,
}
