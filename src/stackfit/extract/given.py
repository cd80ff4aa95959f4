"""Arguments that are surely something: `Queue(config=settings)`, where `settings: Settings` is what the caller has."""

from __future__ import annotations

import re

from tree_sitter import Node

from stackfit.extract.guards import SCOPES, parameters, parse_once, text_of
from stackfit.model.facts import Given, Guard

# How often one name stands for another: `a = b`, `b = c`.
_MAX_NAMES = 4
_BRANCHES = frozenset(("if_statement", "elif_clause"))
_TESTED = frozenset(("identifier", "attribute", "subscript"))
_ELEMENT = re.compile(r"\[([^\[\]]+)\]\Z")
_NOTHING = re.compile(r"\b(?:None|Optional|Any|object|NoneType)\b")
# A class of the program's or of a library's, the objects of which are true; an empty text or list is not.
_CLASS = re.compile(
    r"(?:\w+\.)*(?!(?:List|Dict|Set|Tuple|Sequence|Mapping|Iterable|Text|Union)\b)[A-Z]\w*(?:\[.*\])?\Z"
)


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
        kind = "object" if _is_tested(given, data) else _judge(given, data, _MAX_NAMES)
        passed = None if kind else _passed_on(given, data)
        if kind or passed is not None:
            key = text_of(name, data) if keyword and name is not None else ""
            found.append(Given(key, -1 if keyword else position, kind == "object", passed))
        position += not keyword and item.type != "comment"
    return tuple(found)


def _is_call(node: Node, callee: str, data: bytes) -> bool:
    function = node.child_by_field_name("function") if node.type == "call" else None
    return function is not None and text_of(function, data) == callee


def _judge(node: Node, data: bytes, depth: int) -> str:
    """Say what an expression is known to give: an "object", which is true, "some" value, or "" where it may be None."""
    if node.type == "call":
        function = node.child_by_field_name("function")
        return "object" if function is not None and _CLASS.match(text_of(function, data)) else ""
    if node.type != "identifier" or depth == 0:
        return ""
    name, function = text_of(node, data), node.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    if function is None:
        return ""
    values = [item for item in _assigned(function) if _names(item, name, data)]
    if not values:
        return _annotated(function, name, data)
    if len(values) == 1 and _is_filled(values[0], name, data):
        return "some"
    value = values[0].child_by_field_name("right") if len(values) == 1 else None
    single = value is not None and name not in (item[0] for item in parameters(function, data))
    return _judge(value, data, depth - 1) if single and value is not None else ""


def _is_filled(assignment: Node, name: str, data: bytes) -> bool:
    """Whether a name is set where it is None: `if content is None: content = read()`."""
    block = assignment.parent.parent if assignment.parent is not None else None
    outer = block.parent if block is not None else None
    if outer is None or outer.type != "if_statement" or outer.child_by_field_name("consequence") != block:
        return False
    condition, value = outer.child_by_field_name("condition"), assignment.child_by_field_name("right")
    asks = condition is not None and text_of(condition, data) in (f"{name} is None", f"not {name}")
    return asks and value is not None and value.type != "none"


def _is_tested(node: Node, data: bytes) -> bool:
    """Whether a branch around asks for the truth of an argument: `if page.get("text"): show(page["text"])`."""
    if node.type not in _TESTED:
        return False
    text = text_of(node, data)
    root = re.split(r"\W", text, maxsplit=1)[0]
    wanted = {text, _ELEMENT.sub(r".get(\1)", text)}
    inner, outer = node, node.parent
    while outer is not None and outer.type not in SCOPES:
        condition = outer.child_by_field_name("condition") if outer.type in _BRANCHES else None
        if condition is not None and outer.child_by_field_name("consequence") == inner:
            own = [text_of(item, data) for item in _conjuncts(condition)]
            if not wanted.isdisjoint(own) and not any(_names(item, root, data) for item in _assigned(outer)):
                return True
        inner, outer = outer, outer.parent
    return False


def _conjuncts(condition: Node) -> list[Node]:
    """List what all has to be true for a condition to be: the parts that "and" joins."""
    if condition.type != "boolean_operator" or all(child.type != "and" for child in condition.children):
        return [condition]
    return [part for child in condition.named_children for part in _conjuncts(child)]


def _passed_on(node: Node, data: bytes) -> Guard | None:
    """Give the parameter of the function around that is passed on and never set to anything else."""
    name, function = text_of(node, data), node.parent
    while function is not None and function.type not in SCOPES:
        function = function.parent
    if node.type != "identifier" or function is None or function.type != "function_definition":
        return None
    if any(_names(item, name, data) for item in _assigned(function)):
        return None
    own = (Guard(other, position, "", default) for other, position, default in parameters(function, data))
    return next((item for item in own if item.name == name), None)


def _annotated(function: Node, name: str, data: bytes) -> str:
    """Judge a parameter that nothing is assigned to, by its annotation."""
    listed = function.child_by_field_name("parameters")
    for item in listed.named_children if listed is not None else ():
        annotation = item.child_by_field_name("type") if item.type == "typed_parameter" else None
        if annotation is not None and item.named_children and text_of(item.named_children[0], data) == name:
            text = text_of(annotation, data)
            return "" if _NOTHING.search(text) else "object" if _CLASS.match(text) else "some"
    return ""


def _assigned(function: Node) -> list[Node]:
    """List the places of a function that may give a name another value."""
    found: list[Node] = []
    waiting = [function]
    while waiting:
        node = waiting.pop()
        if node.type in _BINDING:
            found.append(node)
        waiting.extend(node.named_children)
    return found


_BINDING = frozenset(("assignment", "augmented_assignment", "named_expression", "for_statement", "as_pattern_target"))


def _names(node: Node, name: str, data: bytes) -> bool:
    left = node.child_by_field_name("left") or node.child_by_field_name("name") or node
    return name in re.findall(r"\w+", text_of(left, data))
