"""Which lines of a file a change wrote."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from stackfit.model.source import split_lines

# Comparing costs up to the product of the two lengths, and more for texts made to be slow.
_LARGEST = 4_000_000


def changed_lines(before: str | None, after: str) -> frozenset[int]:
    """Number the lines of `after` that are not in `before`, all where there was no such file.

    Where too much changed to compare it line by line, all from the first to the last change counts.
    """
    new = _lines(after)
    if before is None:
        return frozenset(range(1, len(new) + 1))
    old = _lines(before)
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) * len(new) > _LARGEST:
        return frozenset(range(start + 1, start + len(new) + 1))
    steps = SequenceMatcher(None, old, new).get_opcodes()
    return frozenset(
        start + number + 1 for what, _, _, first, last in steps if what != "equal" for number in range(first, last)
    )


def _lines(text: str) -> list[str]:
    """Lines without their ends: a work tree may have others than git's objects."""
    return [line.removesuffix("\r") for line in split_lines(text)]


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
