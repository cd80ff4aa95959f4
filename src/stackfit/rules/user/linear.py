"""Regular expressions from files that nobody has read: matched in linear time, or refused.

The expression becomes an automaton whose states are the places of its characters; all of them are followed at once, so
that no text makes it go back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from stackfit.rules.regex import parse_regex
from stackfit.rules.regex.tree import EDGE, Chars, Choice, Sequence, Tree

MAX_PATTERN = 200
_MAX_PLACES = 400
_MAX_TEXT = 2_000
_BEYOND = 256


class RefusedError(ValueError):
    """The expression needs more than one walk over the text, or cannot be read."""


class _Part(NamedTuple):
    """The places where a piece begins and ends; `skips`: it may match nothing."""

    skips: bool
    first: int
    last: int


class LinearPattern:
    """Searches a line of text; what lies beyond its first 2,000 characters is not looked at."""

    def __init__(self, text: str) -> None:
        begins, ends = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
        inner = text[begins : len(text) - ends]
        trees = parse_regex(inner, python=True) if len(text) <= MAX_PATTERN else ()
        if len(trees) != 1:  # further ones are inside looks around
            raise RefusedError(text)
        self._masks: list[int] = []
        self._follow: list[int] = []
        self._begins, self._ends = begins, ends
        self._whole = self._build(trees[0])
        self._at = lru_cache(maxsize=_BEYOND + 1)(self._places_of)

    def search(self, text: str) -> bool:
        """Whether some part of the text matches (from its start with "^", to its end with "$")."""
        whole = self._whole
        if whole.skips and not (self._begins and self._ends and text):
            return True
        reached = 0
        for number, sign in enumerate(text[:_MAX_TEXT]):
            follow = whole.first if number == 0 or not self._begins else 0
            place = 0
            while reached >> place:
                if reached >> place & 1:
                    follow |= self._follow[place]
                place += 1
            reached = follow & self._at(min(ord(sign), _BEYOND))
            if reached & whole.last and not self._ends:
                return True
        return bool(reached & whole.last) and len(text) <= _MAX_TEXT

    def _places_of(self, sign: int) -> int:
        return sum(1 << place for place, mask in enumerate(self._masks) if mask >> sign & 1)

    def _build(self, tree: Tree) -> _Part:
        if isinstance(tree, Chars):
            return self._place(tree)
        if isinstance(tree, Sequence):
            whole = _Part(True, 0, 0)
            for item in tree.items:
                whole = self._join(whole, self._build(item))
            return whole
        if isinstance(tree, Choice):
            parts = [self._build(item) for item in tree.items]
            return _Part(
                any(part.skips for part in parts), _any(part.first for part in parts), _any(part.last for part in parts)
            )
        whole = _Part(True, 0, 0)
        for _ in range(tree.low - (tree.high is None and tree.low > 0)):
            whole = self._join(whole, self._build(tree.item))
        if tree.high is None:
            loop = self._build(tree.item)
            self._link(loop.last, loop.first)
            return self._join(whole, loop if tree.low else loop._replace(skips=True))
        for _ in range(tree.high - tree.low):
            whole = self._join(whole, self._build(tree.item)._replace(skips=True))
        return whole

    def _place(self, tree: Chars) -> _Part:
        if tree is EDGE or not tree.mask or len(self._masks) >= _MAX_PLACES:
            raise RefusedError
        self._masks.append(tree.mask)
        self._follow.append(0)
        place = 1 << (len(self._masks) - 1)
        return _Part(False, place, place)

    def _join(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        first = left.first | right.first if left.skips else left.first
        last = left.last | right.last if right.skips else right.last
        return _Part(left.skips and right.skips, first, last)

    def _link(self, places: int, following: int) -> None:
        for place in range(len(self._follow)):
            if places >> place & 1:
                self._follow[place] |= following


def _any(sets: Iterable[int]) -> int:
    whole = 0
    for item in sets:
        whole |= item
    return whole
