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
    if at >= len(text):
        raise EscapeError
    sign = text[at]
    if sign in CLASSES:
        return CLASSES[sign], at + 1
    if sign in _CONTROLS:
        return 1 << _CONTROLS[sign], at + 1
    code, known = _CODE.match(text, at), _PROPERTY.match(text, at)
    if code:
        point = ord(code[5]) % 32 if code[5] else int(code[1] or code[2] or code[3] or code[4], 16)
        return bits((point, point)), code.end()
    if known:
        return EVERY & ~bits((0, 64)), known.end()
    return bits((ord(sign), ord(sign))), at + 1


def read_class(text: str, at: int, *, python: bool) -> tuple[int, int]:
    """Read a class up to its closing bracket; `at` is behind the opening one."""
    negated = text.startswith("^", at)
    at += negated
    mask, first = 0, True
    while at < len(text) and (text[at] != "]" or (first and python)):
        first = False
        low, at = _read_member(text, at)
        if text.startswith("-", at) and at + 1 < len(text) and text[at + 1] != "]" and _is_single(low):
            high, at = _read_member(text, at + 1)
            if not _is_single(high):
                mask |= 1 << ord("-")
                low |= high
            else:
                low = bits((low.bit_length() - 1, high.bit_length() - 1))
        mask |= low
    if at >= len(text):
        raise EscapeError
    return (EVERY & ~mask if negated else mask), at + 1


def _read_member(text: str, at: int) -> tuple[int, int]:
    if text[at] != "\\":
        return bits((ord(text[at]), ord(text[at]))), at + 1
    if text.startswith("b", at + 1):
        return 1 << 8, at + 2
    return _read_characters(text, at + 1)


def _is_single(mask: int) -> bool:
    return mask != 0 and mask & (mask - 1) == 0
