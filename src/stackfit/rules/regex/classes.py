"""Reads what stands for characters in a regular expression: escapes and classes in brackets."""

from __future__ import annotations

import re

from stackfit.rules.regex.tree import CLASSES, EVERY, bits

_CODE = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|c([A-Za-z])")
_CONTROLS = {"n": 10, "r": 13, "t": 9, "f": 12, "v": 11, "0": 0, "a": 7}
_REFERENCE = re.compile(r"[1-9]\d?|k<\w+>")
_PROPERTY = re.compile(r"[pP](?:\{[^{}]*\}|[A-Z])")
_ANCHORS = "bBAZzG"


class EscapeError(ValueError):
    """Something in an expression that this parser does not know."""


def read_escape(text: str, at: int) -> tuple[int | None, int]:
    """Read what follows a backslash outside brackets: characters, or None for an anchor or a reference."""
    reference = _REFERENCE.match(text, at)
    if reference:
        return None, reference.end()
    if text[at : at + 1] and text[at] in _ANCHORS:
        return None, at + 1
    return _read_characters(text, at)


def _read_characters(text: str, at: int) -> tuple[int, int]:
    found, point, at = _read_one(text, at)
    return (bits((point, point)) if point >= 0 else found), at


def _read_one(text: str, at: int) -> tuple[int, int, int]:
    """Read what follows a backslash: a set, or a single code point (else -1), and where it ends."""
    if at >= len(text):
        raise EscapeError
    sign = text[at]
    if sign in CLASSES:
        return CLASSES[sign], -1, at + 1
    if sign in _CONTROLS:
        return 0, _CONTROLS[sign], at + 1
    code, known = _CODE.match(text, at), _PROPERTY.match(text, at)
    if code:
        return 0, ord(code[5]) % 32 if code[5] else int(code[1] or code[2] or code[3] or code[4], 16), code.end()
    if known:
        return EVERY & ~bits((0, 64)), -1, known.end()
    return 0, ord(sign), at + 1


def read_class(text: str, at: int, *, python: bool) -> tuple[int, int]:
    """Read a class up to its closing bracket; `at` is behind the opening one."""
    negated = text.startswith("^", at)
    at += negated
    mask, first = 0, True
    while at < len(text) and (text[at] != "]" or (first and python)):
        first = False
        found, low, at = _read_member(text, at)
        high = low
        if low >= 0 and text.startswith("-", at) and at + 1 < len(text) and text[at + 1] != "]":
            found, high, at = _read_member(text, at + 1)
            if high < 0:  # "[a-\w]" is a, a hyphen and words
                mask |= bits((ord("-"), ord("-")))
                high = low
        mask |= found | (bits((low, high)) if 0 <= low <= high else 0)
    if at >= len(text):
        raise EscapeError
    return (EVERY & ~mask if negated else mask), at + 1


def _read_member(text: str, at: int) -> tuple[int, int, int]:
    if text[at] != "\\":
        return 0, ord(text[at]), at + 1
    if text.startswith("b", at + 1):
        return 0, 8, at + 2
    return _read_one(text, at + 1)
