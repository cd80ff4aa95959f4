"""The node types of all grammars that make up names, and ways through what wraps them."""

from __future__ import annotations

import re

from tree_sitter import Node

MEMBERS = {
    "attribute": ("object", "attribute"),
    "member_expression": ("object", "property"),
    "nested_identifier": ("object", "property"),
    "nested_type_identifier": ("module", "name"),
}
CALLS = {"call": "function", "call_expression": "function", "new_expression": "constructor"}
WRAPPERS = frozenset(
    [
        "parenthesized_expression",
        "await",
        "await_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "instantiation_expression",
    ]
)
ASSIGNMENTS = {
    "assignment": "right",
    "assignment_expression": "right",
    "named_expression": "value",
    "type_assertion": "value",
}
NULLS = frozenset(("none", "null", "undefined"))
NAMES = frozenset(("identifier", "type_identifier", "this", "import", "shorthand_property_identifier"))
DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
MAX_LINKS = 64
# A file of nothing but chained assignments would have each of them walk the rest of its chain.
_MAX_WRAPPERS = 16
MAX_TEXT = 300
MAX_DEPTH = 40


def first_child(node: Node) -> Node | None:
    """Give the first named child that is not a comment."""
    for child in node.named_children:
        if child.type != "comment":
            return child
    return None


def unwrap(node: Node | None) -> Node | None:
    """Give the expression inside parentheses, `await`, casts and chained assignments."""
    for _ in range(_MAX_WRAPPERS):
        if node is None:
            return None
        if node.type in WRAPPERS:
            node = first_child(node)
        elif node.type in ASSIGNMENTS:
            node = node.child_by_field_name(ASSIGNMENTS[node.type]) or node.named_children[-1]
        else:
            return node
    return None
