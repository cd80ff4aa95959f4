"""What decides whether a place is reached, whoever gets there: constants, the class of an object, a missing loop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from stackfit.extract.places import SCOPES, bindings, conditions, leaves, parameters, parse_once, text_of
from stackfit.model.facts import Condition

_WORTH = re.compile(
    rb"isinstance\(|get_running_loop|current_async_library|"
    rb"(?:\bif|\bnot|\band|\bor)[ \t(]{1,9}_?[A-Z][A-Z0-9_]{2,}\b(?![.(\[])"
)
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]{2,}\Z")
_ASKS = re.compile(r"(?:get_running_loop|current_async_library)\(\)\Z")
_NO_LOOP = re.compile(r"\b(?:RuntimeError|AsyncLibraryNotFoundError)\b")
_TWO = 2


def find_conditions(data: bytes, line: int, column: int) -> tuple[Condition, ...]:
    """List what must hold for the Python code at a place (1-based) to run, besides what its parameters say."""
    if not _is_worth(data):
        return ()
    point = (line - 1, column - 1)
    node = parse_once(data).root_node.descendant_for_point_range(point, point)
    asked: list[tuple[Node, bool]] = []
    found: list[Condition] = []
    while node is not None and node.parent is not None and node.type not in SCOPES:
        for condition, truth in conditions(node, node.parent):
            asked += leaves(condition, truth=truth)
        if node.type == "except_clause" and _is_without_loop(node, data):
            found.append(Condition("no loop"))
        node = node.parent
    if node is None or node.type != "function_definition":
        return ()
    for leaf, truth in asked:
        found += _read(leaf, truth, node, data, point)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=6)
def _is_worth(data: bytes) -> bool:
    return _WORTH.search(data) is not None


def _read(leaf: Node, truth: bool, function: Node, data: bytes, point: tuple[int, int]) -> Iterator[Condition]:
    text = text_of(leaf, data)
    subject = _subject(leaf, data)
    bound = [made for name, made in bindings(function, data) if name == subject]
    if leaf.type == "identifier" and _CONSTANT.match(text):
        if not bound and all(name != text for name, _, _ in parameters(function, data)):
            yield Condition("constant", text, "true" if truth else "false")
    elif leaf.type == "call":
        changed = any(leaf.start_point < made.end_point <= point for made in bound)
        if not truth and not changed:
            yield from (Condition("other class", subject, name) for name in _asked_classes(leaf, data))
    elif _says_none(leaf, data, truth=truth) and _holds_loop(bound, data):
        yield Condition("no loop")


def _subject(leaf: Node, data: bytes) -> str:
    """Give the name that a condition is about."""
    if leaf.type == "call":
        arguments = leaf.child_by_field_name("arguments")
        return text_of(arguments.named_children[0], data) if arguments is not None and arguments.named_children else ""
    first = leaf.named_children[0] if leaf.type == "comparison_operator" else leaf
    return text_of(first, data)


def _asked_classes(call: Node, data: bytes) -> list[str]:
    """List the classes that `isinstance(name, ...)` asks for."""
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    if function is None or text_of(function, data) != "isinstance" or len(given) != _TWO:
        return []
    listed = given[1].named_children if given[1].type == "tuple" else [given[1]]
    return [text_of(item, data) for item in listed if item.type in ("identifier", "attribute")]


def _says_none(leaf: Node, data: bytes, *, truth: bool) -> bool:
    """Whether a condition turns out so where a name is None."""
    if leaf.type == "identifier":
        return not truth
    rest = text_of(leaf, data).split()[1:] if leaf.type == "comparison_operator" else []
    return rest == (["is", "None"] if truth else ["is", "not", "None"])


def _holds_loop(bound: list[Node], data: bytes) -> bool:
    """Whether a name is given the running loop, and None where there is none."""
    given = (made.child_by_field_name("right") or made.child_by_field_name("value") for made in bound)
    values = [text_of(value, data) for value in given if value is not None]
    return "None" in values and any(_ASKS.search(value) for value in values) and len(values) == _TWO


def _is_without_loop(clause: Node, data: bytes) -> bool:
    """Whether an `except` is that of a `try` which does nothing but ask for the running loop."""
    outer = clause.parent
    body = outer.child_by_field_name("body") if outer is not None else None
    lines = [item for item in body.named_children if item.type != "comment"] if body is not None else []
    caught = data[clause.start_byte : clause.children[-1].start_byte].decode("utf-8", "replace")
    return len(lines) == 1 and bool(_NO_LOOP.search(caught)) and bool(_ASKS.search(text_of(lines[0], data)))
