"""Finds `except` and `catch` clauses that do nothing."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.names import MAX_TEXT
from stackfit.extract.walker import Walker
from stackfit.model.facts import Swallow

_BODIES = ("block", "statement_block")
_NOTHING = ("comment", "pass_statement")
_MAX_TYPES = 20


def find_swallow(walker: Walker, clause: Node) -> Swallow | None:
    """Give the clause as a fact if it does nothing, None otherwise."""
    body = next((child for child in reversed(clause.children) if child.type in _BODIES), None)
    if body is None or clause.has_error or not all(_is_nothing(child) for child in body.named_children):
        return None
    outer = clause.parent
    return Swallow(
        line=clause.start_point[0] + 1,
        column=walker.column(clause),
        end_line=clause.end_point[0] + 1,
        function=walker.top.function,
        caught=_caught(walker, clause) if body.type == "block" else (),
        try_line=(outer or clause).start_point[0] + 1,
        remarked=_is_remarked(walker.data, clause),
    )


def _is_nothing(statement: Node) -> bool:
    if statement.type == "expression_statement":
        return statement.named_child_count == 1 and statement.named_children[0].type == "ellipsis"
    return statement.type in _NOTHING


def _is_remarked(data: bytes, clause: Node) -> bool:
    """Whether a comment stands inside the clause or behind its last line."""
    end = data.find(b"\n", clause.end_byte)
    text = data[clause.start_byte : end if end >= 0 else len(data)]
    return b"#" in text if clause.type == "except_clause" else b"//" in text or b"/*" in text


def _caught(walker: Walker, clause: Node) -> tuple[str, ...]:
    """Give the exception types of an `except` clause as written."""
    value = clause.named_children[0]
    if value.type == "as_pattern":
        value = value.named_children[0]
    if value.type in ("block", "comment"):
        return ()
    kinds = value.named_children if value.type == "tuple" else [value]
    return tuple(walker.text(kind)[:MAX_TEXT] for kind in kinds[:_MAX_TYPES])
