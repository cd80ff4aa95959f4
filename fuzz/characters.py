"""Sets of characters as bits, made of what Python's own parser of regular expressions gives."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

# The characters beyond Latin-1 are four, by what the classes of Python say of them.
_DIGIT, _LETTER, _SPACE, _REST = (1 << number for number in range(256, 260))
EVERY = (1 << 260) - 1
NEWLINE = 1 << ord("\n")


def _latin(kind: str, flags: int) -> int:
    """The characters up to Latin-1 that a class holds."""
    pattern = re.compile(rf"\{kind}", flags & re.ASCII)
    return sum(1 << code for code in range(256) if pattern.match(chr(code)))


class Set(NamedTuple):
    """What is in a set for sure, and what may be in it."""

    sure: int
    maybe: int

    def negated(self) -> Set:
        """All that is not in it."""
        return Set(EVERY & ~self.maybe, EVERY & ~self.sure)


def read_set(code: str, value: Any, flags: int) -> Set:
    """The characters that a part of an expression takes."""
    if code == "ANY":
        found = EVERY if flags & re.DOTALL else EVERY & ~NEWLINE
        return Set(found, found)
    if code == "NOT_LITERAL":
        return read_set("LITERAL", value, flags).negated()
    if code == "IN":
        negated = str(value[0][0]) == "NEGATE"
        members = [read_set(str(kind), inner, flags) for kind, inner in value[negated:]]
        whole = Set(_union(item.sure for item in members), _union(item.maybe for item in members))
        return whole.negated() if negated else whole
    if code == "CATEGORY":
        return _category(str(value).removeprefix("CATEGORY_"), flags)
    low, high = value if code == "RANGE" else (value, value)
    return _range(low, high, flags)


def _range(low: int, high: int, flags: int) -> Set:
    sure = _union(1 << code for code in range(low, min(high, 255) + 1))
    maybe = sure
    if flags & re.IGNORECASE:  # some letters beyond Latin-1 are another case of one in it
        signs = "".join(chr(code) for code in range(low, min(high, 255) + 1))
        maybe |= _union(1 << ord(sign) for sign in signs.lower() + signs.upper() if ord(sign) < 256)
        maybe |= _LETTER if re.search(r"[a-z]", signs, re.IGNORECASE) else 0
    if high > 255:
        maybe |= _LETTER | _DIGIT | _SPACE | _REST if high > max(low, 255) else _kind(high)
    return Set(sure, maybe)


def _kind(code: int) -> int:
    sign = chr(code)
    return (
        _DIGIT if re.match(r"\d", sign) else _LETTER if re.match(r"\w", sign) else _SPACE if sign.isspace() else _REST
    )


def _category(name: str, flags: int) -> Set:
    kind = name.removeprefix("NOT_")
    beyond = {"DIGIT": _DIGIT, "WORD": _DIGIT | _LETTER, "SPACE": _SPACE}[kind]
    found = _latin({"DIGIT": "d", "WORD": "w", "SPACE": "s"}[kind], flags) | (0 if flags & re.ASCII else beyond)
    return Set(found, found).negated() if name.startswith("NOT_") else Set(found, found)


def _union(sets: Any) -> int:
    found = 0
    for item in sets:
        found |= item
    return found
