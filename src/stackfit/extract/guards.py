"""Parameters whose truth decides whether a call is made: `if path: path.write_text(...)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from stackfit.extract.asked import asks, matches
from stackfit.extract.places import LOOPS, SCOPES, bindings, conditions, leaves, parameters, parse_once, text_of
from stackfit.model.facts import Guard

_OWN = "self."


def find_guards(data: bytes, line: int, column: int) -> tuple[Guard, ...]:
    """List the parameters whose value decides whether the Python code at a place (1-based) runs."""
    tree = parse_once(data)
    point = (line - 1, column - 1)
    node = tree.root_node.descendant_for_point_range(point, point)
    asked: list[tuple[str, str, tuple[int, int]]] = []
    repeated = False
    while node is not None and node.parent is not None and node.type not in SCOPES:
        for condition, truth in conditions(node, node.parent):
            for leaf, needed_truth in leaves(condition, truth=truth):
                asked += ((*item, leaf.start_point) for item in _asked(leaf, data, truth=needed_truth))
        if node.parent.type == "case_clause" and (found := matches(node.parent, data)) is not None:
            asked.append((*found, node.parent.start_point))
        repeated = repeated or node.type in LOOPS
        node = node.parent
    if not asked or node is None or node.type != "function_definition":
        return ()
    bound = [(name, made.end_point) for name, made in bindings(node, data)]
    needed: dict[str, list[str]] = {}
    for attribute, needs, place in asked:
        name = _kept(node, attribute, data, place) if attribute.startswith(_OWN) else attribute
        if not any(name == other and (repeated or set_at < place) for other, set_at in bound):
            needed.setdefault(name, []).append(needs)
    return tuple(
        Guard(name, position, needs, default)
        for name, position, default in parameters(node, data)
        for needs in dict.fromkeys(needed.get(name, ()))
    )


def _asked(condition: Node, data: bytes, *, truth: bool) -> Iterator[tuple[str, str]]:
    """Yield the bare names and own attributes that a condition asks about, with what they need to be."""
    for subject, needs in asks(condition, data, truth=truth):
        outer, text = subject.parent, text_of(subject, data)
        new = outer is not None and outer.type == "named_expression" and outer.child_by_field_name("name") == subject
        if not new and (subject.type == "identifier" or (subject.type == "attribute" and text.startswith(_OWN))):
            yield text, needs


def _kept(function: Node, attribute: str, data: bytes, point: tuple[int, int]) -> str:
    """Give the parameter that a constructor has kept under an attribute which nothing else of the file sets, or ""."""
    name, body = function.child_by_field_name("name"), function.child_by_field_name("body")
    if name is None or body is None or text_of(name, data) != "__init__":
        return ""
    member = re.escape(attribute.removeprefix(_OWN)).encode()
    if len(re.findall(rb"\." + member + rb"[ ]?(?::[^=\n]{1,80})?[-+*/|&]?=(?!=)", data)) > 1:
        return ""
    for item in body.named_children:
        inner = item.named_children[0] if item.named_children and item.end_point < point else None
        left, right = (inner and inner.child_by_field_name(side) for side in ("left", "right"))
        if left and right and right.type == "identifier" and text_of(left, data) == attribute:
            return text_of(right, data)
    return ""
