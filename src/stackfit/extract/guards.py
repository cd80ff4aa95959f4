"""Parameters whose truth decides whether a call is made: `if path: path.write_text(...)`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node, Tree

from stackfit.extract.grammars import parse
from stackfit.model.facts import Guard
from stackfit.model.kinds import Language

_FUNCTIONS = frozenset(("function_definition", "lambda", "module"))
_DEFAULTS = ("default_parameter", "typed_default_parameter")
_MARKS = frozenset(("keyword_separator", "positional_separator", "comment"))


def find_guards(data: bytes, line: int, column: int) -> tuple[Guard, ...]:
    """List the parameters whose value decides whether the Python code at a place (1-based) runs."""
    tree = _parse(data)
    point = (line - 1, column - 1)
    node = tree.root_node.descendant_for_point_range(point, point)
    asked: dict[str, str] = {}
    while node is not None and node.parent is not None and node.type not in _FUNCTIONS:
        outer = node.parent
        if outer.type == "if_statement" and outer.child_by_field_name("consequence") == node:
            condition = outer.child_by_field_name("condition")
            asked.update(_asked(condition, data) if condition is not None else ())
        node = outer
    if not asked or node is None or node.type != "function_definition":
        return ()
    bound = set(_bound(node, data))
    return tuple(
        Guard(name, position, asked[name], default)
        for name, position, default in _parameters(node, data)
        if name in asked and name not in bound
    )


@lru_cache(maxsize=1)
def _parse(data: bytes) -> Tree:
    """The tree of the file that was asked about last: where one call is of interest, often many are."""
    return parse(Language.PYTHON, data)


def _asked(condition: Node, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the bare names that a condition asks about, with what they need to be."""
    if condition.type == "identifier":
        yield _text(condition, data), "true"
    if condition.type == "comparison_operator":
        words = _text(condition, data).split()
        if words[1:] in (["is", "None"], ["is", "not", "None"]) and words[0].isidentifier():
            yield words[0], "none" if len(words) == 3 else "some"
    both = condition.type == "boolean_operator" and any(child.type == "and" for child in condition.children)
    if both or condition.type == "parenthesized_expression":
        for child in condition.named_children:
            yield from _asked(child, data)


def _parameters(function: Node, data: bytes) -> Iterator[tuple[str, int, str]]:
    """Yield the parameters of a function with their positions and defaults."""
    parameters = function.child_by_field_name("parameters")
    items = parameters.named_children if parameters is not None else ()
    for position, item in enumerate(item for item in items if item.type not in _MARKS):
        value = item.child_by_field_name("value") if item.type in _DEFAULTS else None
        name = item.child_by_field_name("name") or (item if item.type == "identifier" else next(_named(item), None))
        if name is not None:
            yield _text(name, data), position, _text(value, data) if value is not None else ""


def _named(item: Node) -> Iterator[Node]:
    return (child for child in item.named_children if child.type == "identifier")


def _bound(function: Node, data: bytes) -> Iterator[str]:
    """Yield the names that a function assigns to."""
    waiting = [function]
    while waiting:
        node = waiting.pop()
        if node.type in ("assignment", "augmented_assignment", "named_expression"):
            left = node.child_by_field_name("left") or node.child_by_field_name("name")
            if left is not None and left.type == "identifier":
                yield _text(left, data)
        waiting.extend(node.named_children)


def _text(node: Node, data: bytes) -> str:
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")
