"""Arguments that are surely something: `Queue(config=settings)`, where `settings: Settings` is what the caller has."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.certain import OBJECT, assigned, find_value, judge, names
from stackfit.extract.literals import is_constant
from stackfit.extract.places import SCOPES, parameters, parse_once, text_of
from stackfit.model.facts import Given, Guard


def find_given(data: bytes, line: int, column: int, callee: str) -> tuple[Given, ...]:
    """List the arguments of a Python call at a place (1-based) that cannot be None, and parameters passed on."""
    point = (line - 1, column - 1)
    node = parse_once(data).root_node.descendant_for_point_range(point, point)
    while node is not None and not _is_call(node, callee, data):
        node = node.parent if node.start_point == point else None
    arguments = node.child_by_field_name("arguments") if node is not None else None
    found: list[Given] = []
    position = 0
    for item in arguments.named_children if node is not None and arguments is not None else ():
        name, value = item.child_by_field_name("name"), item.child_by_field_name("value")
        keyword = item.type == "keyword_argument" and name is not None and value is not None
        given = value if keyword and value is not None else item
        kind, text = judge(given, data), find_value(given, data)
        text = "" if kind and is_constant(text) else text
        passed = None if kind or text else _passed_on(given, data)
        if kind or text or passed is not None:
            key = text_of(name, data) if keyword and name is not None else ""
            found.append(Given(key, -1 if keyword else position, kind == OBJECT, passed, text))
        position += not keyword and item.type != "comment"
    return tuple(found)


def _is_call(node: Node, callee: str, data: bytes) -> bool:
    function = node.child_by_field_name("function") if node.type == "call" else None
    return function is not None and text_of(function, data) == callee


def _passed_on(node: Node, data: bytes) -> Guard | None:
    """Give the parameter of the function around that is passed on and never set to anything else."""
    name, function = text_of(node, data), node.parent
    while function is not None and function.type not in SCOPES:
        function = function.parent
    if node.type != "identifier" or function is None or function.type != "function_definition":
        return None
    if any(names(item, name, data) for item in assigned(function)):
        return None
    own = (Guard(other, position, "", default) for other, position, default in parameters(function, data))
    return next((item for item in own if item.name == name), None)
