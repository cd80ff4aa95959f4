"""Values of Python code that are written out: `"fast"`, `3`, `Mode.FAST`, or a constant of the same module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from tree_sitter import Node

from stackfit.extract.places import parse_once, text_of

_TEXT = re.compile(r"([\"'])([^\"'\\|]*)\1\Z")
_MEMBER = re.compile(r"(?:\w+\.)*([A-Z]\w*\.[A-Z][A-Z0-9_]*)\Z")
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]+\Z")
_WORDS = frozenset(("none", "true", "false"))
_LISTED = frozenset(("tuple", "list", "set"))


def spell(node: Node, data: bytes) -> str:
    """Spell a value: a text in double quotes, a member with its class, a constant that is not known by its name.

    "" for all else.
    """
    if node.type == "identifier" and (known := _constants(data).get(text_of(node, data))) is not None:
        node = known
    text = text_of(node, data)
    if node.type == "string":
        match = _TEXT.match(text)
        return f'"{match[2]}"' if match else ""
    if node.type == "integer":
        return text if text.isdigit() else ""
    if node.type in _WORDS:
        return text
    if node.type == "attribute":
        member = _MEMBER.match(text)
        return member[1] if member else ""
    return text if node.type == "identifier" and _CONSTANT.match(text) else ""


def is_constant(text: str) -> bool:
    """Whether a spelling is the name of a constant, the value of which is not known."""
    return bool(_CONSTANT.match(text))


def spell_all(node: Node, data: bytes) -> list[str]:
    """Spell the values of a tuple, list or set; nothing where one of them is not known."""
    if node.type == "identifier":
        node = _constants(data).get(text_of(node, data), node)
    items = [item for item in node.named_children if item.type != "comment"] if node.type in _LISTED else []
    found = [spell(item, data) for item in items]
    return found if all(found) else []


@lru_cache(maxsize=6)
def _constants(data: bytes) -> Mapping[str, Node]:
    """Give what the constants of a module are set to, of those that are set once."""
    found: dict[str, list[Node | None]] = {}
    waiting = [(parse_once(data).root_node, True)]
    while waiting:
        node, at_once = waiting.pop()
        if node.type in ("assignment", "augmented_assignment") and (left := node.child_by_field_name("left")):
            value = node.child_by_field_name("right") if at_once and node.type == "assignment" else None
            for name in re.findall(r"\w+", text_of(left, data)):
                if _CONSTANT.match(name):
                    found.setdefault(name, []).append(value if left.type == "identifier" else None)
        inner = at_once and node.type in ("module", "expression_statement")
        waiting += ((child, inner) for child in node.named_children)
    return {name: values[0] for name, values in found.items() if len(values) == 1 and values[0] is not None}
