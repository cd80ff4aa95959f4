"""Type annotations of Python and TypeScript to the class they name."""

from __future__ import annotations

import re

from tree_sitter import Node

from stackfit.extract.elements import collection
from stackfit.extract.names import DOTTED, MAX_LINKS, MEMBERS, NAMES, NULLS, first_child, unwrap
from stackfit.extract.resolver import Resolver
from stackfit.extract.scopes import Scope

# Types that say nothing about the object beyond the first type they are given.
_TRANSPARENT = frozenset(
    f"{module}.{name}"
    for module in ("typing", "typing_extensions")
    for name in ("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly")
)
_UNION = ("typing.Union", "typing_extensions.Union")
_ANYTHING = frozenset(("typing.Any", "builtins.object"))
_ALIASED = ("subscript", "binary_operator")
_GENERIC = re.compile(r"([\w.]+)\[(.*)\]\Z", re.DOTALL)
_MAX_GIVEN = 8


def resolve_annotation(resolver: Resolver, node: Node, scope: Scope, depth: int = 0) -> str:
    """Give the class that a type annotation names, "" for unions of several and for anything computed.

    Collections tell what they hold in the manner of `elements`.
    """
    for _ in range(MAX_LINKS):
        kind = node.type
        child: Node | None
        if kind in ("type", "type_annotation", "parenthesized_type", "parenthesized_expression", "readonly_type"):
            child = first_child(node)
        elif kind in ("binary_operator", "union_type"):
            child = _only(node)
        elif kind in ("generic_type", "subscript"):
            text, child = _generic(resolver, node, scope, depth)
            if text:
                return text
        elif kind == "string":
            return _written(resolver, resolver.text(node).strip("\"'"), scope, node.start_byte)
        elif kind in MEMBERS or kind in NAMES:
            alias = _alias(resolver, node, scope) if kind == "identifier" else None
            if alias is None:
                text = resolver.name(node, scope)
                return "" if text in _ANYTHING else text
            child, scope = alias
        else:
            return ""
        if child is None:
            return ""
        node = child
    return ""


def _alias(resolver: Resolver, node: Node, scope: Scope) -> tuple[Node, Scope] | None:
    """Give the type that a name of this file stands for: `Db = Annotated[Session, ...]`."""
    found = scope.find(resolver.text(node))
    if found is None or len(found[0]) != 1:
        return None
    definition = found[0][0]
    value = unwrap(definition.node)
    if value is None or definition.path or value.type not in _ALIASED or definition.scope is None:
        return None
    return value, definition.scope


def _written(resolver: Resolver, written: str, scope: Scope, position: int, depth: int = 0) -> str:
    """Give the class that an annotation in quotes names."""
    kept = [part for part in _divide(written, "|") if part != "None"]
    if len(kept) != 1 or depth > _MAX_GIVEN:
        return ""
    if DOTTED.match(kept[0]):
        head, *rest = kept[0].split(".")
        text = resolver.follow(resolver.lookup(head, scope, position), ["." + part for part in rest])
        return "" if text in _ANYTHING else text
    generic = _GENERIC.match(kept[0])
    if generic is None:
        return ""
    outer, given = _written(resolver, generic[1], scope, position, depth + 1), _divide(generic[2], ",")
    if outer in _TRANSPARENT:
        return _written(resolver, given[0], scope, position, depth + 1)
    if outer in _UNION:
        return _written(resolver, "|".join(given), scope, position, depth + 1)
    values = [_written(resolver, item, scope, position, depth + 1) if item != "..." else item for item in given]
    return collection(outer, [_value(text) for text in values]) if outer else ""


def _divide(written: str, separator: str) -> list[str]:
    """Split at the separators outside brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(written):
        depth += (char == "[") - (char == "]")
        if char == separator and not depth:
            parts.append(written[start:index].strip())
            start = index + 1
    return [*parts, written[start:].strip()]


def _value(text: str) -> str:
    """Give an object of a class; an ellipsis stays."""
    return text + "()" if text and text != "..." else text


def _generic(resolver: Resolver, node: Node, scope: Scope, depth: int) -> tuple[str, Node | None]:
    """`Optional[X]` is X, `Union[X, None]` is X; of any other generic type the class, with what it holds."""
    children = [child for child in node.named_children if child.type not in ("comment", "type_arguments")]
    if not children:
        return "", None
    if len(children) == 1:
        return "", children[0]
    given = children[1:]
    if children[1].type == "type_parameter":
        given = [child for child in children[1].named_children if child.type != "comment"]
    outer = resolver.name(children[0], scope)
    if outer in _TRANSPARENT:
        return "", given[0]
    if outer in _UNION:
        kept = [child for child in given if resolver.text(child) != "None"]
        return "", kept[0] if len(kept) == 1 else None
    values = [_given(resolver, child, scope, depth + 1) for child in given[:_MAX_GIVEN]]
    return collection(outer, values), None


def _given(resolver: Resolver, node: Node, scope: Scope, depth: int) -> str:
    if resolver.text(node) == "...":
        return "..."
    return _value(resolve_annotation(resolver, node, scope, depth)) if depth < _MAX_GIVEN else ""


def _only(node: Node) -> Node | None:
    """Give the one type of `X | None`."""
    kept = [child for child in node.named_children if not _is_null_type(child)]
    return kept[0] if len(kept) == 1 else None


def _is_null_type(node: Node) -> bool:
    return node.type in NULLS or (node.type == "literal_type" and node.named_children[0].type in NULLS)
