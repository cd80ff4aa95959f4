"""Methods that statements run without naming them: `with x:` enters and leaves, `for y in x:` iterates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from stackfit.extract.accesses import Body, within
from stackfit.extract.names import first_child
from stackfit.extract.walker import Walker
from stackfit.model.facts import Call

_WITH, _FOR = re.compile(rb"\bwith\b"), re.compile(rb"\bfor\b")
IMPLICIT = {"__enter__": _WITH, "__exit__": _WITH, "__iter__": _FOR, "__next__": _FOR}


def find_own_implicit(walker: Walker, bodies: list[Body]) -> tuple[Call, ...]:
    """List the statements that may run such a method of a class of this file, as calls."""
    names = {qualname.rpartition(".")[2] for qualname in walker.resolver.results}
    return tuple(call for name in IMPLICIT if name in names for call in find_implicit(walker, bodies, name))


def find_implicit(walker: Walker, bodies: list[Body], name: str) -> Iterator[Call]:
    """Yield the statements that run the method `name` of something known, as calls."""
    hits = [match.span() for match in IMPLICIT[name].finditer(walker.data)]
    for start, end, body in within(hits, bodies):
        keyword = walker.root.descendant_for_byte_range(start, end)
        for value in _values(keyword.parent) if keyword is not None and keyword.parent is not None else ():
            scope = walker.functions[body.function].inner
            owner = walker.resolver.resolve(value, scope)
            if owner.endswith("()") and not owner.startswith("builtins."):
                yield Call(
                    callee=walker.resolver.text(value),
                    resolved=f"{owner}.{name}",
                    line=value.start_point[0] + 1,
                    column=walker.column(value),
                    end_line=value.end_point[0] + 1,
                    function=body.function,
                )


def _values(statement: Node) -> Iterator[Node]:
    """Yield what a synchronous statement enters or iterates over."""
    if any(child.type == "async" for child in statement.children):
        return
    right = statement.child_by_field_name("right")
    if right is not None:
        yield right
    for clause in statement.named_children if statement.type == "with_statement" else ():
        for item in clause.named_children if clause.type == "with_clause" else ():
            value = item.child_by_field_name("value")
            if value is not None and value.type == "as_pattern":
                value = first_child(value)
            if value is not None:
                yield value
