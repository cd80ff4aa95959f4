"""Parameters and destructuring patterns of JavaScript and TypeScript."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from stackfit.extract.arguments import key_name
from stackfit.extract.frames import ParamDraft
from stackfit.extract.names import first_child
from stackfit.extract.resolver import Resolver

FUNCTIONS = frozenset(("arrow_function", "function_expression", "function", "generator_function", "method_definition"))
_MAX_PATH = 16
_PLAIN = frozenset(
    ("identifier", "shorthand_property_identifier_pattern", "type_identifier", "shorthand_property_identifier")
)


class Bound(NamedTuple):
    """A name in a pattern; `path` are the members it is taken from, None where it cannot be told."""

    name: str
    node: Node
    path: tuple[str, ...] | None


def bound_names(resolver: Resolver, pattern: Node) -> list[Bound]:
    """Every name a pattern binds, in source order."""
    found: list[Bound] = []
    waiting: list[tuple[Node, tuple[str, ...] | None]] = [(pattern, ())]
    while waiting:
        node, path = waiting.pop()
        kind = node.type
        if kind in _PLAIN:
            name = resolver.text(node)
            short = kind == "shorthand_property_identifier_pattern"
            found.append(Bound(name, node, _deeper(path, name) if short else path))
        elif kind == "pair_pattern":
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            if key is not None and value is not None:
                waiting.append((value, _deeper(path, key_name(resolver, key))))
        elif kind in ("object_assignment_pattern", "assignment_pattern"):
            left = node.child_by_field_name("left")
            if left is not None:
                waiting.append((left, path))
        elif kind == "object_pattern":
            waiting += [(child, path) for child in reversed(node.named_children)]
        elif kind in ("array_pattern", "rest_pattern"):
            waiting += [(child, None) for child in reversed(node.named_children)]
    return found


def _deeper(path: tuple[str, ...] | None, name: str) -> tuple[str, ...] | None:
    return None if path is None or len(path) >= _MAX_PATH else (*path, "." + name)


def read_parameters(resolver: Resolver, parameters: Node | None) -> list[ParamDraft]:
    """Give the parameters of a function; a destructured one is named "{a,b}", a rest parameter "...a"."""
    if parameters is None:
        return []
    if parameters.type != "formal_parameters":
        return [ParamDraft(resolver.text(parameters))]
    found = []
    for node in parameters.named_children:
        annotation = default = None
        pattern: Node | None = node
        if node.type in ("required_parameter", "optional_parameter"):
            pattern = node.child_by_field_name("pattern")
            annotation, default = node.child_by_field_name("type"), node.child_by_field_name("value")
        if pattern is not None and pattern.type == "assignment_pattern":
            default, pattern = pattern.child_by_field_name("right"), pattern.child_by_field_name("left")
        if pattern is not None and pattern.type not in ("comment", "this", "decorator"):
            found.append(ParamDraft(_parameter_name(resolver, pattern), annotation, default))
    return found


def _parameter_name(resolver: Resolver, pattern: Node) -> str:
    if pattern.type in ("object_pattern", "array_pattern"):
        return "{" + ",".join(bound.name for bound in bound_names(resolver, pattern)) + "}"
    if pattern.type == "rest_pattern":
        inner = first_child(pattern)
        return "..." + (resolver.text(inner) if inner is not None and inner.type == "identifier" else "")
    return resolver.text(pattern)
