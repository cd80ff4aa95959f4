"""What comes after the `yield` of a generator that frames the life of something: `try: yield finally: shut_down()`."""

from __future__ import annotations

from stackfit.extract.places import SCOPES, parse_once, text_of

_BRANCHES = frozenset(("if_statement", "elif_clause"))


def find_closing(data: bytes, line: int, column: int) -> tuple[str, ...] | None:
    """List the conditions around a place (1-based) that comes after every `yield` of its function; None elsewhere."""
    point = (line - 1, column - 1)
    node = parse_once(data).root_node.descendant_for_point_range(point, point)
    conditions: list[str] = []
    while node is not None and node.type not in SCOPES:
        condition = node.child_by_field_name("condition") if node.type in _BRANCHES else None
        if condition is not None:
            conditions.append(text_of(condition, data))
        node = node.parent
    if node is None or node.type != "function_definition":
        return None
    yields: list[tuple[int, int]] = []
    waiting = list(node.named_children)
    while waiting:
        inner = waiting.pop()
        if inner.type == "yield":
            yields.append((inner.end_point[0], inner.end_point[1]))
        if inner.type not in SCOPES:
            waiting.extend(inner.named_children)
    return tuple(conditions) if yields and max(yields) <= point else None
