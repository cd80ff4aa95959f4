"""What is known of a parameter at the end of a route: literals, defaults and sure objects, passed on as they come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stackfit.callgraph.edges import Edge
from stackfit.callgraph.project import Project
from stackfit.model.code import CodeReader
from stackfit.model.facts import Arg, Call, Function, Guard

_FALSY = frozenset(("None", "False", "0", '""', "''", "[]", "{}", "()"))
_TEXT = re.compile(r"""(["'])[^"'\\]*\1\Z""")
_MEMBER = re.compile(r"[A-Z]\w*\.(?!DEFAULT)[A-Z][A-Z0-9_]*\Z")
_LITERALS = frozenset(("bool", "number", "string", "none"))
_SPLATS = frozenset(("*", "**"))
# Values that have no text: they are not None, and an object is true as well.
_SOME, _OBJECT = "<some>", "<object>"


class Arguments:
    """Tells what the calls of a route give for a parameter."""

    def __init__(self, project: Project, code: CodeReader) -> None:
        self._project = project
        self._code = code

    def close(self, guard: Guard, route: Sequence[Edge]) -> bool:
        """Whether a function that a route leads to has in a parameter what a call in it cannot be made with."""
        value = self.value(guard, route)
        return bool(value) and _shuts(guard.needs, value)

    def value(self, asked: Guard, route: Sequence[Edge]) -> str:
        """Give the text of what a parameter is (`_SOME`, `_OBJECT`: of what it may be), "" where that is not known."""
        if not route:
            return ""
        edge = route[-1]
        home, caller = self._project.graph(edge.target.path), self._project.graph(edge.caller.path)
        if home is None or caller is None or not edge.direct:
            return ""
        call, function = caller.calls[edge.call], home.facts.functions[edge.target.function]
        if any(arg.keyword in _SPLATS for arg in call.args):
            return ""
        place = asked.position - is_bound(function)
        given = argument(call, asked.name, place)
        if given is None:
            return asked.default
        if given.kind in _LITERALS:
            return _text(given)
        sure = self._code.given(caller.facts.path, call.line, call.column, call.callee)
        found = next((item for item in sure if item.keyword == asked.name or item.position == place), None)
        if found is not None and found.text:
            return found.text
        if found is None or found.passed is None:
            return "" if found is None else _OBJECT if found.true else _SOME
        return self.value(found.passed, route[:-1])


def argument(call: Call, name: str, place: int) -> Arg | None:
    """Give the argument that a call has for a parameter, by its name or its place."""
    plain = [arg for arg in call.args if arg.keyword is None]
    named = next((arg for arg in call.args if arg.keyword == name), None)
    return named or (plain[place] if 0 <= place < len(plain) else None)


def is_bound(function: Function) -> bool:
    """Whether the first parameter of a function is what it is called on."""
    return function.owner >= 0 and not any(item.resolved == "builtins.staticmethod" for item in function.decorators)


def _text(given: Arg) -> str:
    if given.kind == "none":
        return "None"
    return f'"{given.value}"' if given.kind == "string" else given.value


def _shuts(needs: str, value: str) -> bool:
    """Whether a value is not what a call needs; nothing is known of a text that is no literal."""
    kind, colon, listed = needs.partition(":")
    if colon:
        own, others = _spell(value), listed.split("|")
        return own in others if kind == "not" else all(_differs(own, other) for other in others)
    if value in (_SOME, _OBJECT):
        return needs == "none" or (needs == "false" and value == _OBJECT)
    literal = value in _FALSY or value == "True" or value[:1].isdigit() or value[:1] in "\"'"
    if needs == "none":
        return literal and value != "None"
    if needs in ("false", "empty"):
        return literal and value not in _FALSY
    return value == "None" if needs == "some" else value in _FALSY


def _spell(value: str) -> str:
    """Spell a literal as guards do."""
    return f'"{value[1:-1]}"' if _TEXT.match(value) else value


def _differs(value: str, other: str) -> bool:
    """Whether two values that are written out are sure not to be equal, as two members of one class are."""
    if value == other:
        return False
    if _MEMBER.match(value) and _MEMBER.match(other):
        return value.partition(".")[0] == other.partition(".")[0]
    kinds = [bool(_TEXT.match(item)) or item == "None" or item.isdigit() for item in (value, other)]
    return all(kinds)
