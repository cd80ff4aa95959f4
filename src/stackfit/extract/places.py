"""Where a place stands in a Python syntax tree: the conditions around it, and the names of its function."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tree_sitter import Node, Tree

from stackfit.extract.grammars import parse
from stackfit.model.kinds import Language

SCOPES = frozenset(("function_definition", "lambda", "module"))
EXITS = frozenset(("return_statement", "raise_statement", "continue_statement", "break_statement"))
LOOPS = frozenset(("for_statement", "while_statement"))
_DEFAULTS = ("default_parameter", "typed_default_parameter")
_MARKS = frozenset(("keyword_separator", "positional_separator", "comment"))
_THREE = 3
# Of the `if` statements before a place so many are looked at, the nearest: generated code has thousands.
_MOST_BEFORE = 100


def conditions(node: Node, outer: Node) -> Iterator[tuple[Node, bool]]:
    """Yield the conditions that `outer` sets for its part `node`, each with what it has to turn out as."""
    kind = outer.type
    if kind in ("if_statement", "elif_clause"):
        yield from _branch(node, outer)
    elif kind == "while_statement" and outer.child_by_field_name("body") == node:
        yield from _condition(outer, truth=True)
    elif kind == "block":
        for other in ifs_before(node, outer):
            if _leaves(other):
                yield from _condition(other, truth=False)
    elif kind == "boolean_operator" and outer.child_by_field_name("right") == node:
        yield outer.children[0], outer.children[1].type == "and"
    elif kind == "conditional_expression" and len(outer.named_children) == _THREE:
        body, condition, other = outer.named_children
        if node in (body, other):
            yield condition, node == body


def _branch(node: Node, outer: Node) -> Iterator[tuple[Node, bool]]:
    if outer.child_by_field_name("consequence") == node:
        yield from _condition(outer, truth=True)
    elif node.type in ("elif_clause", "else_clause"):
        yield from _condition(outer, truth=False)
        for other in _before(_branches(outer), node):
            yield from _condition(other, truth=False)


def ifs_before(node: Node, block: Node) -> Sequence[Node]:
    """List the `if` statements of a block that come before one of its statements, the nearest first."""
    return _before(_ifs(block), node)


def _before(listed: tuple[list[int], list[Node]], node: Node) -> Sequence[Node]:
    starts, nodes = listed
    end = bisect_left(starts, node.start_byte)
    return nodes[max(0, end - _MOST_BEFORE) : end][::-1]


@lru_cache(maxsize=16)
def _ifs(block: Node) -> tuple[list[int], list[Node]]:
    return _of_kind(block, "if_statement")


@lru_cache(maxsize=16)
def _branches(statement: Node) -> tuple[list[int], list[Node]]:
    return _of_kind(statement, "elif_clause")


def _of_kind(node: Node, kind: str) -> tuple[list[int], list[Node]]:
    found = [child for child in node.named_children if child.type == kind]
    return [child.start_byte for child in found], found


def _condition(node: Node, *, truth: bool) -> Iterator[tuple[Node, bool]]:
    condition = node.child_by_field_name("condition")
    if condition is not None:
        yield condition, truth


def _leaves(node: Node) -> bool:
    """Whether the first branch of an `if` ends what that stands in: `if not force: return`."""
    body = node.child_by_field_name("consequence")
    last = body.named_children[-1] if body is not None and body.named_children else None
    return last is not None and last.type in EXITS


@lru_cache(maxsize=6)
def parse_once(data: bytes) -> Tree:
    """The trees of the files that were asked about last: where one call is of interest, often many are."""
    return parse(Language.PYTHON, data)


def leaves(condition: Node, *, truth: bool) -> Iterator[tuple[Node, bool]]:
    """Yield the parts of a condition that all have to turn out in one way for the whole to turn out so."""
    kind = condition.type
    word = "and" if truth else "or"
    if kind == "not_operator" and (inner := condition.child_by_field_name("argument")) is not None:
        yield from leaves(inner, truth=not truth)
    elif kind == "parenthesized_expression" or (
        kind == "boolean_operator" and any(child.type == word for child in condition.children)
    ):
        for child in condition.named_children:
            yield from leaves(child, truth=truth)
    else:
        yield condition, truth


def parameters(function: Node, data: bytes) -> Iterator[tuple[str, int, str]]:
    """Yield the parameters of a function with their positions and defaults."""
    listed = function.child_by_field_name("parameters")
    items = listed.named_children if listed is not None else ()
    for position, item in enumerate(item for item in items if item.type not in _MARKS):
        value = item.child_by_field_name("value") if item.type in _DEFAULTS else None
        name = item.child_by_field_name("name") or (item if item.type == "identifier" else next(_named(item), None))
        if name is not None:
            yield text_of(name, data), position, text_of(value, data) if value is not None else ""


def _named(item: Node) -> Iterator[Node]:
    return (child for child in item.named_children if child.type == "identifier")


def bindings(function: Node, data: bytes) -> Iterator[tuple[str, Node]]:
    """Yield the names that a function assigns to, each with the assignment."""
    waiting = [function]
    while waiting:
        node = waiting.pop()
        if node.type in ("assignment", "augmented_assignment", "named_expression"):
            left = node.child_by_field_name("left") or node.child_by_field_name("name")
            if left is not None and left.type == "identifier":
                yield text_of(left, data), node
        waiting.extend(node.named_children)


def text_of(node: Node, data: bytes) -> str:
    """Give the source of a node."""
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")
