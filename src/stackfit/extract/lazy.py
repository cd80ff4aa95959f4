"""What is made when it is first asked for, and then kept: `if _client is None: _client = connect()`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from stackfit.extract.asked import asks
from stackfit.extract.certain import assigned
from stackfit.extract.places import LOOPS, SCOPES, conditions, leaves, parameters, parse_once, text_of

_ABSENT = frozenset(("none", "false", "empty"))
_UNSURE = LOOPS | {"except_clause", "except_group_clause", "else_clause", "case_clause", "list_comprehension"}
_UNSURE |= {"dictionary_comprehension", "set_comprehension", "generator_expression"}
_KEPT = frozenset(("identifier", "attribute"))
_NOTHING = frozenset(("None", "False", "{}", "[]", "()", '""', "''", "set()", "dict()", "list()", "0"))
_EMPTYING = frozenset(("clear", "pop", "popitem", "remove", "discard"))
# Under more conditions than people write, nothing is looked at.
_MOST_ASKED = 40
_CONSTRUCTOR = "__init__"
# What nobody goes on after.
_CLOSING = re.compile(r"_{0,2}a?(?:close|shutdown|shut_down|teardown|dispose|exit|del)(?:_|\Z)")


class Kept(NamedTuple):
    """The names of a file ("NAME", or ".NAME" for a member of whatever object) by what is done with them.

    `begun`: set to nothing by the module, a class body or a constructor. `filled`: set to something by a function.
    `lost`: may be set to nothing again, other than by what ends all.
    """

    begun: frozenset[str]
    filled: frozenset[str]
    lost: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Those that are filled for good."""
        return (self.begun & self.filled) - self.lost


class _Around(NamedTuple):
    """Where a statement stands: its function ("" for none), the names that this has of the module, a class's body."""

    function: str = ""
    own: frozenset[str] = frozenset()
    member: bool = False


def find_lazy(data: bytes, line: int, column: int) -> tuple[str, ...]:
    """List the names that must still be missing for the Python code at a place (1-based) to run.

    They are a module's, or members of `self`, `cls` or a class. The function looks at each whenever it runs, fills it
    then, and nothing of the file takes that back.
    """
    node = _node_at(data, line, column)
    found: dict[str, None] = {}
    asked = 0
    while node is not None and node.parent is not None and node.type not in SCOPES:
        for condition, truth in _open(node):
            asked += 1
            if asked > _MOST_ASKED:
                return ()
            name = _missing(condition, data, truth=truth)
            found = {**found, name: None} if name else {}
        if node.type in _UNSURE and node.parent.type != "if_statement":
            found = {}
        node = node.parent
    if not found or node is None or node.type != "function_definition":
        return ()
    return tuple(name for name in found if _is_kept(name, node, data))


def is_certain(data: bytes, line: int, column: int) -> bool:
    """Whether the Python code at a place (1-based) runs whenever its function, or module, is run to its end."""
    node = _node_at(data, line, column)
    while node is not None and node.parent is not None and node.type not in SCOPES:
        if node.type in _UNSURE or any(True for _ in _open(node)):
            return False
        node = node.parent
    return node is not None and node.type != "lambda"


def _open(node: Node) -> Iterator[tuple[Node, bool]]:
    """Yield the conditions that something goes on without: what raises an error at start ends the program."""
    outer = node.parent
    for condition, truth in conditions(node, outer) if outer is not None else ():
        branch = condition.parent if outer is not None and outer.type == "block" else None
        body = branch.child_by_field_name("consequence") if branch is not None else None
        if body is None or body.named_children[-1].type != "raise_statement":
            yield condition, truth


def _node_at(data: bytes, line: int, column: int) -> Node | None:
    point = (line - 1, column - 1)
    return parse_once(data).root_node.descendant_for_point_range(point, point)


def _missing(condition: Node, data: bytes, *, truth: bool) -> str:
    """Give the name that a condition, which asks for nothing else, wants to be missing; "" where there is none."""
    parts = list(leaves(condition, truth=truth))
    asked = [item for leaf, needed in parts for item in asks(leaf, data, truth=needed)]
    if len(parts) != 1 or len(asked) != 1 or asked[0][1] not in _ABSENT or asked[0][0].type not in _KEPT:
        return ""
    return text_of(asked[0][0], data)


def _is_kept(name: str, function: Node, data: bytes) -> bool:
    """Whether a function fills a name for good, itself or by what it calls."""
    owner, dot, member = name.rpartition(".")
    if (f".{member}" if dot else name) not in _find_kept(data).names:
        return False
    if "." in owner or (not dot and not _is_global(name, function, data)):
        return False
    fills = [item for item in assigned(function) if _target(item, data) == name]
    return not fills or any(_is_only_asked_for(item, name, data) for item in fills)


def _is_global(name: str, function: Node, data: bytes) -> bool:
    if any(name == item[0] for item in parameters(function, data)):
        return False
    return name in _globals(function, data) or all(_target(item, data) != name for item in assigned(function))


def _is_only_asked_for(node: Node, name: str, data: bytes) -> bool:
    """Whether an assignment runs wherever a name is missing."""
    current: Node | None = node
    while current is not None and current.parent is not None and current.type not in SCOPES:
        if current.type in _UNSURE and current.parent.type != "if_statement":
            return False
        if any(_missing(item, data, truth=truth) != name for item, truth in conditions(current, current.parent)):
            return False
        current = current.parent
    return True


def _target(node: Node, data: bytes) -> str:
    left = node.child_by_field_name("left") or node.child_by_field_name("name")
    return text_of(left, data) if left is not None else ""


@lru_cache(maxsize=6)
def _find_kept(data: bytes) -> Kept:
    """Look at all of a file for what it does with names."""
    found: dict[str, set[str]] = {kind: set() for kind in Kept._fields}
    waiting = [(parse_once(data).root_node, _Around())]
    while waiting:
        node, around = waiting.pop()
        if node.type == "function_definition":
            named = node.child_by_field_name("name")
            around = _Around(text_of(named, data) if named is not None else "?", frozenset(_globals(node, data)))
        elif node.type == "class_definition":
            around = _Around(member=True)
        for kind, name in _events(node, around, data):
            found[kind].add(name)
        waiting += ((child, around) for child in node.named_children)
    return Kept(*(frozenset(found[kind]) for kind in Kept._fields))


def _events(node: Node, around: _Around, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a statement or a call does with names."""
    if node.type in ("assignment", "augmented_assignment"):
        yield from _set(node, around, data)
    elif node.type == "delete_statement":
        yield from (("lost", _key(item, data)) for item in node.named_children)
    elif node.type == "call" and (found := _changes(node, data)) is not None:
        yield found


def _set(node: Node, around: _Around, data: bytes) -> Iterator[tuple[str, str]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    for item in left.named_children if left.type in ("pattern_list", "tuple_pattern") else [left]:
        key = _key(item, data)
        if around.function and not key.startswith(".") and key not in around.own and item.type != "subscript":
            continue  # a name of the function itself
        key = f".{key}" if around.member and not key.startswith(".") else key
        first = not around.function or (around.function == _CONSTRUCTOR and key.startswith("."))
        if item.type != "subscript" and text_of(right, data) in _NOTHING:
            if first or not _CLOSING.match(around.function):
                yield "begun" if first else "lost", key
        elif around.function:
            yield "filled", key


def _changes(call: Node, data: bytes) -> tuple[str, str] | None:
    """Tell what a method does with what it is called on: `_cache.clear()`, `_handlers.append(handler)`."""
    function = call.child_by_field_name("function")
    held = function.child_by_field_name("object") if function is not None and function.type == "attribute" else None
    if function is None or held is None or held.type not in _KEPT:
        return None
    name = text_of(function, data).rpartition(".")[2]
    if name in _EMPTYING:
        return "lost", _key(held, data)
    return ("filled", _key(held, data)) if name in ("append", "add", "update", "extend", "setdefault") else None


def _key(node: Node, data: bytes) -> str:
    """Give what a name is kept under: a member by its own name, whoever's it is."""
    while node.type == "subscript" and node.named_children:
        node = node.named_children[0]
    text = text_of(node, data)
    return f".{text.rpartition('.')[2]}" if node.type == "attribute" else text


def _globals(function: Node, data: bytes) -> Iterator[str]:
    """Yield the names that a function declares to be the module's."""
    waiting = list(function.named_children)
    while waiting:
        node = waiting.pop()
        if node.type == "global_statement":
            yield from (text_of(item, data) for item in node.named_children)
        if node.type not in SCOPES:
            waiting.extend(node.named_children)
