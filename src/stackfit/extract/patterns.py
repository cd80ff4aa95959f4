"""Regular expression literals, and what they are bound or given to."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.walker import Walker
from stackfit.model.facts import Pattern

_NAMES = {"variable_declarator": "name", "assignment_expression": "left", "pair": "key"}
_MAX_NAME = 100


def read_pattern(walker: Walker, node: Node) -> Pattern:
    """Give a literal as a fact."""
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    holder = node.parent
    field = _NAMES.get(holder.type, "") if holder is not None else ""
    target = holder.child_by_field_name(field) if holder is not None and field else None
    inside = walker.top.kind == "arguments"
    return Pattern(
        line=node.start_point[0] + 1,
        column=walker.column(node),
        end_line=node.end_point[0] + 1,
        function=walker.top.function,
        text=walker.text(pattern) if pattern is not None else "",
        flags=walker.text(flags) if flags is not None else "",
        name=walker.text(target)[:_MAX_NAME] if target is not None and target.id != node.id else "",
        argument_of=walker.top.call if inside else -1,
    )
