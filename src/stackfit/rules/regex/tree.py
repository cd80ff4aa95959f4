"""The parts of a regular expression, and sets of characters as bits."""

from __future__ import annotations

from msgspec import Struct

_SIZE = 257
OTHER = 1 << (_SIZE - 1)
"""Stands for the characters beyond Latin-1, as far as a set is not made of single ones or ranges of them."""

EVERY = (1 << _SIZE) - 1
NEWLINE = 1 << 10


def bits(*ranges: tuple[int, int]) -> int:
    """Make a set of ranges of code points, both ends included."""
    found = 0
    for low, high in ranges:
        if low < _SIZE - 1:
            found |= (1 << (min(high, _SIZE - 2) + 1)) - (1 << low)
    return found


DIGIT = bits((48, 57))
SPACE = bits((9, 13), (32, 32))
WORD = bits((48, 57), (65, 90), (95, 95), (97, 122)) | OTHER
CLASSES = {"d": DIGIT, "s": SPACE, "w": WORD, "D": EVERY & ~DIGIT, "S": EVERY & ~SPACE, "W": EVERY & ~WORD | OTHER}


def fold(mask: int) -> int:
    """Add the other case of each ASCII letter."""
    upper, lower = mask & bits((65, 90)), mask & bits((97, 122))
    return mask | upper << 32 | lower >> 32


class Chars(Struct, frozen=True):
    """One character out of a set."""

    mask: int


EDGE = Chars(0)
"""What takes no character and may fail: an anchor, a look around, a reference. No way is known to lead through it."""


class Sequence(Struct, frozen=True):
    """One after the other."""

    items: tuple[Tree, ...]


class Choice(Struct, frozen=True):
    """One of them."""

    items: tuple[Tree, ...]


class Repeat(Struct, frozen=True):
    """From `low` to `high` times; None for any number."""

    item: Tree
    low: int
    high: int | None


Tree = Chars | Sequence | Choice | Repeat
