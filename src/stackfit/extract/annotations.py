"""Type annotations of Python and TypeScript to the class they name."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.names import DOTTED, MAX_LINKS, MEMBERS, NAMES, NULLS, first_child
from stackfit.extract.resolver import Resolver
from stackfit.extract.scopes import Scope

# Types that say nothing about the object beyond the first type they are given.
_TRANSPARENT = frozenset(
    f"{module}.{name}"
    for module in ("typing", "typing_extensions")
    for name in ("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly")
)
_UNION = ("typing.Union", "typing_extensions.Union")


def resolve_annotation(resolver: Resolver, node: Node, scope: Scope) -> str:
    """Give the class that a type annotation names, "" for unions of several and for anything computed."""
    for _ in range(MAX_LINKS):
        kind = node.type
        child: Node | None
        if kind in ("type", "type_annotation", "parenthesized_type", "parenthesized_expression", "readonly_type"):
            child = first_child(node)
        elif kind in ("binary_operator", "union_type"):
            child = _only(node)
        elif kind in ("generic_type", "subscript"):
            child = _generic(resolver, node, scope)
        elif kind == "string":
            written = resolver.text(node).strip("\"'")
            return _dotted(resolver, written, scope, node.start_byte) if DOTTED.match(written) else ""
        elif kind in MEMBERS or kind in NAMES:
            return resolver.name(node, scope)
        else:
            return ""
        if child is None:
            return ""
        node = child
    return ""


def _dotted(resolver: Resolver, written: str, scope: Scope, position: int) -> str:
    head, *rest = written.split(".")
    return resolver.follow(resolver.lookup(head, scope, position), ["." + part for part in rest])


def _generic(resolver: Resolver, node: Node, scope: Scope) -> Node | None:
    """`Optional[X]` is X, `Union[X, None]` is X; of any other generic type the class itresolver."""
    children = [child for child in node.named_children if child.type not in ("comment", "type_arguments")]
    if not children:
        return None
    if len(children) > 1:
        given = children[1:]
        if children[1].type == "type_parameter":
            given = [child for child in children[1].named_children if child.type != "comment"]
        outer = resolver.name(children[0], scope)
        if outer in _TRANSPARENT:
            return given[0]
        if outer in _UNION:
            kept = [child for child in given if resolver.text(child) != "None"]
            return kept[0] if len(kept) == 1 else None
    return children[0]


def _only(node: Node) -> Node | None:
    """Give the one type of `X | None`."""
    kept = [child for child in node.named_children if not _is_null_type(child)]
    return kept[0] if len(kept) == 1 else None


def _is_null_type(node: Node) -> bool:
    return node.type in NULLS or (node.type == "literal_type" and node.named_children[0].type in NULLS)
