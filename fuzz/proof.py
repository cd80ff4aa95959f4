"""Proves that regular expressions match in linear time, as far as a proof is simple.

Each becomes an automaton that reads at least what the expression may try: looks around count as true, and the search
for a beginning is a loop in front. The time is in proportion to the text unless some text leads from a loop back into
it on two ways, or round one loop, from there into another, and round that one (Weber and Seidl, 1991).
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Sequence as Items
from typing import Any

from fuzz.characters import EVERY, NEWLINE, read_set
from fuzz.expressions import Expression
from stackfit.rules.regex.cycles import components
from stackfit.rules.regex.growth import Automaton, Part, TooLargeError, has_two_ways
from stackfit.rules.regex.tree import Chars, Choice, Repeat, Sequence, Tree

_PARSER = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_NOTHING = Sequence(())
_NEVER = Chars(0)
_FAILING = Sequence((_NOTHING,))
"""Takes no character, and may fail."""
_SETS = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_LOOKS = ("ASSERT", "ASSERT_NOT")
_MOST = 20_000
_LEVELS = 20_000  # of trees: a bounded repetition is that deep

Follow = dict[int, list[int]]


class UnknownError(ValueError):
    """A part of an expression about which nothing is proved."""


def is_linear(expression: Expression) -> bool:
    """Whether matching is proved to take no more than linear time."""
    parsed = _PARSER.parse(expression.text, expression.flags)
    reader = _Reader(parsed.state.flags | (re.ASCII if isinstance(expression.text, bytes) else 0))
    at_start = bool(expression.methods) and expression.methods <= {"match", "fullmatch"}
    automaton = _Automaton(_MOST, _MOST)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_LEVELS)
    try:
        part = automaton.build(reader.sequence(list(parsed)) if at_start else reader.search(list(parsed)))
    except (TooLargeError, UnknownError):
        return False
    finally:
        sys.setrecursionlimit(before)
    follow = {place: [x for x in after if automaton.masks[x]] for place, after in enumerate(automaton.follow)}
    # Behind these places nothing is left that could fail: whoever comes there is done.
    done = set() if "fullmatch" in expression.methods else part.safe
    return not _grows(follow, automaton.masks, done)


class _Automaton(Automaton):
    def build(self, tree: Tree) -> Part:
        """Add an expression."""
        return Part(skips=True, certain=False) if tree is _FAILING else super().build(tree)


class _Reader:
    """Makes trees of what Python's own parser gives."""

    def __init__(self, flags: int) -> None:
        self._flags = flags
        self._groups: dict[int, Tree] = {}

    def search(self, items: list[Any]) -> Tree:
        """What is tried at each place of a text; what stands before a place may rule it out."""
        code: str
        value: Any
        code, value = (str(items[0][0]), items[0][1]) if items else ("", None)
        if code == "SUBPATTERN" and not value[1] and not value[2]:
            self._part(code, value)  # it may be referred to
            return self.search([*value[3], *items[1:]])
        if code == "BRANCH":
            return Choice(tuple(self.search([*branch, *items[1:]]) for branch in value[1]))
        if code == "AT" and items[1:]:
            following, inner = str(items[1][0]), items[1][1]
            if following in ("SUBPATTERN", "BRANCH"):
                self._part(following, inner)
                branches = inner[1] if following == "BRANCH" else [inner[3]]
                return Choice(tuple(self.search([items[0], *branch, *items[2:]]) for branch in branches))
        before = self._before(code, value, items[1:])
        elsewhere = Sequence((Repeat(Chars(EVERY), 0, None), Chars(before)))
        return Sequence((Choice((_NOTHING, elsewhere)), self.sequence(items)))

    def _before(self, code: str, value: Any, rest: Items[Any]) -> int:
        """The characters that may stand before a match."""
        if code == "AT" and str(value).startswith("AT_BEGINNING"):
            return NEWLINE if str(value) == "AT_BEGINNING" and self._flags & re.MULTILINE else 0
        if code == "AT" and str(value) == "AT_BOUNDARY" and rest and str(rest[0][0]) in _SETS:
            word = read_set("CATEGORY", "CATEGORY_WORD", self._flags)
            return EVERY if self._take(*rest[0]) & ~word.sure else word.negated().maybe
        if code in _LOOKS and value[0] < 0 and len(value[1]) == 1 and str(value[1][0][0]) in _SETS:
            found = read_set(str(value[1][0][0]), value[1][0][1], self._flags)
            return found.maybe if code == "ASSERT" else found.negated().maybe
        return EVERY

    def sequence(self, items: Items[Any]) -> Tree:
        """One part after the other."""
        return Sequence(tuple(self._part(str(code), value) for code, value in items))

    def _part(self, code: str, value: Any) -> Tree:
        if code in _SETS:
            return Chars(self._take(code, value))
        if code == "SUBPATTERN":
            self._groups[value[0]] = self.sequence(value[3])
            return self._groups[value[0]]
        if code == "GROUPREF" and value in self._groups:  # reads no more than the group may
            return Sequence((self._groups[value], _FAILING))
        if code == "BRANCH":
            return Choice(tuple(self.sequence(branch) for branch in value[1]))
        if code in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, inner = value
            return _repeat(self.sequence(inner), int(low), None if high is _PARSER.MAXREPEAT else int(high))
        if code in _LOOKS and value[0] > 0:  # is tried, and left again
            return Sequence((Choice((_NOTHING, Sequence((self.sequence(value[1]), _NEVER)))), _FAILING))
        if code == "AT" or code in _LOOKS:
            return _FAILING
        raise UnknownError(code)

    def _take(self, code: Any, value: Any) -> int:
        return read_set(str(code), value, self._flags).maybe


def _repeat(item: Tree, low: int, high: int | None) -> Tree:
    """A bounded repetition is as many copies, each optional one within the one before."""
    if high is None:
        return Sequence((*[item] * (low - 1), Repeat(item, min(low, 1), None)))
    optional: Tree = _NOTHING
    for _ in range(high - low):
        optional = Choice((_NOTHING, Sequence((item, optional))))
    return Sequence((*[item] * low, optional))


def _grows(follow: Follow, masks: list[int], done: set[int]) -> bool:
    """Whether the number of ways over a text may grow with it."""
    loops = [set(loop) for loop in components(follow)]
    for loop in loops:
        within = {place: [x for x in follow[place] if x in loop] for place in loop}
        if not loop & done and has_two_ways(within, masks):
            return True
    pairs = [(one, other) for one in loops for other in loops if one is not other and not other & done]
    return any(_run_on(follow, masks, p, one, q, other) for one, other in pairs for p in one for q in other)


def _run_on(follow: Follow, masks: list[int], p: int, one: set[int], q: int, other: set[int]) -> bool:
    """Whether some text leads from p round its loop to p, from p to q, and round its loop from q to q."""
    seen, pending = set(), [(p, p, q)]
    while pending:
        a, b, c = pending.pop()
        for x in follow[a]:
            for z in follow[c] if x in one else ():
                both = masks[x] & masks[z] if z in other else 0
                for y in follow[b] if both else ():
                    if both & masks[y] and (x, y, z) not in seen:
                        seen.add((x, y, z))
                        pending.append((x, y, z))
    return (p, q, q) in seen
