"""What an expression of Python is sure to be where it stands: an "object", which is true, or "some" value, not None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from stackfit.extract.asked import asks
from stackfit.extract.literals import spell
from stackfit.extract.places import LOOPS, SCOPES, conditions, leaves, parameters, text_of

OBJECT, SOME, UNKNOWN = "object", "some", ""
# How often one name stands for another, or one expression holds another: `a = b or c`.
_MAX_NAMES = 6
_TESTED = frozenset(("identifier", "attribute", "subscript"))
_ELEMENT = re.compile(r"\[([^\[\]]+)\]\Z")
_NOTHING = re.compile(r"\b(?:None|Optional|Any|object|NoneType)\b")
# A class of the program's or of a library's, the objects of which are true; an empty text or list is not.
_CLASS = re.compile(
    r"(?:\w+\.)*(?!(?:List|Dict|Set|Tuple|Sequence|Mapping|Iterable|Text|Union)\b)[A-Z]\w*(?:\[.*\])?\Z"
)
# What a call is named that may find nothing; any other that stands in for what is missing makes it.
_MAY_MISS = re.compile(
    r"(?:_?(?:find|lookup|search|try|maybe)\w*|get|getenv|getattr|pop|next|first|last|fetchone|scalar|match|fullmatch|which|"
    r"\w+_or_none)\Z"
)
_MADE = frozenset(
    (
        *("string", "concatenated_string", "integer", "float", "true", "false", "list", "dictionary", "set", "tuple"),
        *("list_comprehension", "dictionary_comprehension", "set_comprehension", "generator_expression"),
        *("lambda", "not_operator"),
    )
)
_BINDING = frozenset(("assignment", "augmented_assignment", "named_expression", "for_statement", "as_pattern_target"))
_ABSENT = frozenset(("none", "false", "empty"))
_THREE = 3


def judge(node: Node, data: bytes) -> str:
    """Say what is known of an expression, by what it is made of and by the conditions that it stands under."""
    return _judge(node, data, _MAX_NAMES)


def _judge(node: Node, data: bytes, depth: int, *, instead: bool = False) -> str:
    """Judge an expression; `instead` of what is missing a call is taken to give something."""
    known = _asked_for(node, data)
    if known == OBJECT or depth == 0:
        return known
    if node.type in ("parenthesized_expression", "await") and node.named_children:
        return _judge(node.named_children[0], data, depth - 1, instead=instead)
    if node.type == "call":
        return _judge_call(node, data, instead=instead)
    if node.type == "boolean_operator" and any(child.type == "or" for child in node.children):
        return _judge(node.named_children[-1], data, depth - 1, instead=True)
    if node.type == "conditional_expression" and len(node.named_children) == _THREE:
        first, _, other = node.named_children
        both = {_judge(first, data, depth - 1, instead=instead), _judge(other, data, depth - 1, instead=True)}
        return UNKNOWN if UNKNOWN in both else SOME if SOME in both else OBJECT
    return known or (
        _judge_name(node, data, depth) if node.type == "identifier" else SOME if node.type in _MADE else ""
    )


def _judge_call(node: Node, data: bytes, *, instead: bool) -> str:
    function = node.child_by_field_name("function")
    name = text_of(function, data) if function is not None else ""
    if _CLASS.match(name):
        return OBJECT
    return SOME if instead and name and not _MAY_MISS.match(name.rpartition(".")[2]) else UNKNOWN


def _judge_name(node: Node, data: bytes, depth: int) -> str:
    """Judge a name by what its function gives it last, where that is on every way to the place."""
    name, function = text_of(node, data), node.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    if function is None:
        return UNKNOWN
    made = [item for item in assigned(function) if names(item, name, data)]
    if not made:
        return _annotated(function, name, data)
    last = max(made, key=lambda item: item.start_byte)
    value = last.child_by_field_name("right") if last.type == "assignment" else None
    if value is None or text_of(last.child_by_field_name("left") or last, data) != name:
        return UNKNOWN
    unset = all(name != item[0] for item in parameters(function, data))
    if (len(made) == 1 and unset) or _comes_before(last.parent, node):
        return _judge(value, data, depth - 1)
    outer = _filling(last, name, data)
    return _judge_filled(value, data, depth) if outer is not None and _comes_before(outer, node) else UNKNOWN


def find_value(node: Node, data: bytes) -> str:
    """Spell what an expression is where it is written out, there or where its function gives it a name."""
    for _ in range(_MAX_NAMES):
        function = node.parent if node.type == "identifier" else None
        while function is not None and function.type != "function_definition":
            function = function.parent
        name = text_of(node, data)
        made = [item for item in assigned(function) if names(item, name, data)] if function is not None else []
        own = function is not None and any(name == item[0] for item in parameters(function, data))
        if not made:
            return "" if own else spell(node, data)
        value = made[0].child_by_field_name("right") if len(made) == 1 and made[0].type == "assignment" else None
        plain = value is not None and text_of(made[0].child_by_field_name("left") or node, data) == name
        if value is None or not plain or not _comes_before(made[0].parent, node):
            return ""
        node = value
    return ""


def _judge_filled(value: Node, data: bytes, depth: int) -> str:
    missing = value.type == "none" or (value.type == "call" and not _judge(value, data, depth - 1, instead=True))
    return UNKNOWN if missing else SOME


def _comes_before(statement: Node | None, node: Node) -> bool:
    """Whether a statement is run on every way to a place in the same block, or further in."""
    block = statement.parent if statement is not None else None
    return (
        statement is not None
        and block is not None
        and (statement.end_byte <= node.start_byte and node.end_byte <= block.end_byte)
    )


def _filling(assignment: Node, name: str, data: bytes) -> Node | None:
    """Give the `if` that sets a name where it is missing: `if content is None: content = read()`."""
    block = assignment.parent.parent if assignment.parent is not None else None
    outer = block.parent if block is not None else None
    condition = outer.child_by_field_name("condition") if outer is not None and outer.type == "if_statement" else None
    if outer is None or condition is None or outer.child_by_field_name("consequence") != block:
        return None
    asked = [item for leaf in leaves(condition, truth=True) for item in asks(leaf[0], data, truth=leaf[1])]
    own = {text_of(subject, data) for subject, needs in asked if needs in _ABSENT}
    return outer if name in own and len(list(leaves(condition, truth=True))) == 1 else None


def _asked_for(node: Node, data: bytes) -> str:
    """Say what a condition around has found of an argument: `if page.get("text"): show(page["text"])`."""
    if node.type not in _TESTED:
        return UNKNOWN
    text = text_of(node, data)
    wanted = {text, _ELEMENT.sub(r".get(\1)", text)}
    root, found = re.split(r"\W", text, maxsplit=1)[0], UNKNOWN
    inner, outer, repeated = node, node.parent, False
    while outer is not None and inner.type not in SCOPES and found != OBJECT:
        repeated = repeated or inner.type in LOOPS
        for condition, needs in _said(inner, outer, wanted, data):
            if not _is_changed(outer, root, data, (condition.end_byte, node.start_byte), repeated=repeated):
                found = OBJECT if needs in ("true", "full") else found or SOME
        inner, outer = outer, outer.parent
    return found


def _said(inner: Node, outer: Node, wanted: set[str], data: bytes) -> Iterator[tuple[Node, str]]:
    """Yield what conditions say that an expression is, where that is not None."""
    for condition, truth in conditions(inner, outer):
        for leaf, needed_truth in leaves(condition, truth=truth):
            for subject, needs in asks(leaf, data, truth=needed_truth):
                if _is_something(needs) and text_of(subject, data) in wanted:
                    yield condition, needs


def _is_something(needs: str) -> bool:
    """Whether what is so cannot be None."""
    return needs not in _ABSENT and not needs.startswith("not:") and "None" not in needs.partition(":")[2].split("|")


def _is_changed(outer: Node, root: str, data: bytes, span: tuple[int, int], *, repeated: bool) -> bool:
    """Whether a name may get another value between what was asked of it (the end of it) and a place."""
    asked, place = span
    later = (item for item in assigned(outer) if item.start_byte >= asked and names(item, root, data))
    return any(repeated or item.start_byte < place for item in later)


def _annotated(function: Node, name: str, data: bytes) -> str:
    """Judge a parameter that nothing is assigned to, by its annotation."""
    listed = function.child_by_field_name("parameters")
    for item in listed.named_children if listed is not None else ():
        annotation = item.child_by_field_name("type") if item.type == "typed_parameter" else None
        if annotation is not None and item.named_children and text_of(item.named_children[0], data) == name:
            text = text_of(annotation, data)
            return UNKNOWN if _NOTHING.search(text) else OBJECT if _CLASS.match(text) else SOME
    return UNKNOWN


def assigned(function: Node) -> list[Node]:
    """List the places of a function that may give a name another value."""
    found: list[Node] = []
    waiting = [function]
    while waiting:
        node = waiting.pop()
        if node.type in _BINDING:
            found.append(node)
        waiting.extend(node.named_children)
    return found


def names(node: Node, name: str, data: bytes) -> bool:
    """Whether a place that gives names a value may give this one another."""
    left = node.child_by_field_name("left") or node.child_by_field_name("name") or node
    return name in re.findall(r"\w+", text_of(left, data))
