"""Whether a function decides at its place if something runs: by a branch, a handler, or by having left before."""

from __future__ import annotations

from functools import lru_cache

from tree_sitter import Node, Tree

from stackfit.extract.grammars import parse
from stackfit.extract.places import SCOPES as PYTHON_SCOPES
from stackfit.extract.places import ifs_before, parse_once
from stackfit.model.kinds import Language

_SCRIPT_SCOPES = frozenset(
    (
        "program",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
        "class_static_block",
    )
)
_CHOICES = frozenset(("if_statement", "elif_clause", "ternary_expression", "conditional_expression"))
_HANDLERS = frozenset(("except_clause", "except_group_clause", "catch_clause"))
_CASES = frozenset(("case_clause", "switch_case", "switch_default"))
_SHORT = frozenset(("boolean_operator", "binary_expression"))
_LOGICAL = frozenset(("and", "or", "&&", "||", "??"))
_BLOCKS = frozenset(("block", "statement_block", "module", "program"))
# What raises says that something is wrong; who goes on as intended comes by.
_EXITS = frozenset(("return_statement", "continue_statement", "break_statement"))


def is_decided(language: Language, data: bytes, line: int, column: int) -> bool:
    """Whether the function around a place (1-based) may run without coming to it, other than by a failure or a loop."""
    python = language is Language.PYTHON
    scopes = PYTHON_SCOPES if python else _SCRIPT_SCOPES
    tree = parse_once(data) if python else _parse(language, data)
    point = (line - 1, column - 1)
    node = tree.root_node.descendant_for_point_range(point, point)
    while node is not None and node.parent is not None and node.type not in scopes:
        if _chooses(node.parent, node) or (node.parent.type in _BLOCKS and _may_have_left(node, node.parent)):
            return True
        node = node.parent
    return False


@lru_cache(maxsize=6)
def _parse(language: Language, data: bytes) -> Tree:
    return parse(language, data)


def _chooses(outer: Node, node: Node) -> bool:
    """Whether `outer` decides if its part `node` runs."""
    kind = outer.type
    if kind in _CHOICES:
        condition = outer.child_by_field_name("condition")
        if condition is None and kind == "conditional_expression":
            condition = outer.named_children[1] if len(outer.named_children) > 1 else None
        return node != condition
    if kind in _HANDLERS:
        return node.type in _BLOCKS
    if kind in _CASES:
        return node not in (outer.child_by_field_name("value"), outer.child_by_field_name("guard"))
    if kind in _SHORT and outer.child_by_field_name("right") == node:
        operator = outer.child_by_field_name("operator")
        return operator is not None and operator.type in _LOGICAL
    return False


def _may_have_left(statement: Node, block: Node) -> bool:
    """Whether an `if` before a statement of a block ends what the block stands in."""
    return any(map(_leaves, ifs_before(statement, block)))


def _leaves(statement: Node) -> bool:
    body = statement.child_by_field_name("consequence")
    last = body if body is None or body.type in _EXITS else next(reversed(body.named_children), None)
    return last is not None and last.type in _EXITS
