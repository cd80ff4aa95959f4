"""Parameters and assignment targets of Python."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.frames import ParamDraft
from stackfit.extract.names import first_child
from stackfit.extract.resolver import Resolver

_FUNCTION_PARAMETERS = frozenset(("f", "fn", "func", "function", "meth", "method", "coro", "wrapped"))
_CLASS_RECEIVERS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))
_STARS = {"list_splat_pattern": "*", "dictionary_splat_pattern": "**"}
_PATTERNS = frozenset(
    ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "as_pattern_target", "tuple", "list")
)


def read_parameters(resolver: Resolver, parameters: Node | None) -> list[ParamDraft]:
    """Give the parameters of a function; `*args` and `**kwargs` keep their stars."""
    found = []
    for node in parameters.named_children if parameters is not None else ():
        kind = node.type
        if kind == "identifier":
            found.append(ParamDraft(resolver.text(node)))
        elif kind in _STARS:
            found.append(ParamDraft(_name(resolver, node)))
        elif kind == "typed_parameter":
            inner = first_child(node)
            if inner is not None:
                found.append(ParamDraft(_name(resolver, inner), node.child_by_field_name("type")))
        elif kind in ("default_parameter", "typed_default_parameter"):
            name = node.child_by_field_name("name")
            if name is not None:
                found.append(
                    ParamDraft(resolver.text(name), node.child_by_field_name("type"), node.child_by_field_name("value"))
                )
    return found


def _name(resolver: Resolver, node: Node) -> str:
    inner = first_child(node) if node.type in _STARS else node
    return _STARS.get(node.type, "") + (resolver.text(inner) if inner is not None else "")


def receiver_kind(name: str, first: str, decorators: list[str]) -> str:
    """Tell what a method's first parameter is: "self", "class", or "" for a static method.

    A function in a class that takes a function first is a decorator for the methods below it.
    """
    if first in _FUNCTION_PARAMETERS or any(decorator.endswith("staticmethod") for decorator in decorators):
        return ""
    if name in _CLASS_RECEIVERS or any(decorator.endswith("classmethod") for decorator in decorators):
        return "class"
    return "self"


def target_names(resolver: Resolver, pattern: Node) -> list[str]:
    """Give the names that an assignment target binds."""
    names, waiting = [], [pattern]
    while waiting:
        node = waiting.pop()
        if node.type == "identifier":
            names.append(resolver.text(node))
        elif node.type in _PATTERNS:
            waiting += node.named_children
    return names
