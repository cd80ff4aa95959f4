"""A small parser of regular expressions as Python and JavaScript write them."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from stackfit.rules.regex.classes import EscapeError, read_class, read_escape
from stackfit.rules.regex.tree import EDGE, EVERY, NEWLINE, Chars, Choice, Repeat, Sequence, Tree, bits, fold

_BOUNDS = re.compile(r"\{(\d{1,6})(,?)(\d{0,6})\}")
_NAMED = re.compile(r"\?P?<[A-Za-z_]\w*>")
_FLAGS = re.compile(r"\?([aiLmsux]*)(?:-[imsx]+)?([:)])")
_MAX_DEPTH = 40


class Parser:
    """Parses one expression; raises `EscapeError` on what it does not know."""

    def __init__(self, text: str, flags: str, *, python: bool) -> None:
        self.text = text
        self.python = python
        self.flags = flags.lower()
        self.at = 0
        self.depth = 0
        self.looks: list[Tree] = []

    def parse(self) -> tuple[Tree, ...]:
        """Give the expression, and then those inside its looks around."""
        whole = self._choice()
        if self.at < len(self.text):
            raise EscapeError
        return (whole, *self.looks)

    def _choice(self) -> Tree:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise EscapeError
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        self.depth -= 1
        single = [item.mask for item in branches if isinstance(item, Chars) and item.mask]
        if self.python and len(single) == len(branches) and (len(set(single)) > 1 or len(single) == 1):
            return Chars(reduce(or_, single))  # Python's compiler makes one set of different ones, too
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self) -> Tree:
        items: list[Tree] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            if self._skips():
                continue
            item = self._atom()
            if item is not None:
                items.append(self._repeated(item))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _skips(self) -> bool:
        """Skip white space and comments of a verbose expression."""
        if "x" not in self.flags or not self.python:
            return False
        if self.text[self.at].isspace():
            self.at += 1
            return True
        if self.text[self.at] == "#":
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
            return True
        return False

    def _atom(self) -> Tree | None:
        sign = self.text[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign in "^$":
            return EDGE
        if sign == ".":
            return Chars(EVERY if "s" in self.flags else EVERY & ~NEWLINE)
        if sign == "[":
            mask, self.at = read_class(self.text, self.at, python=self.python)
            return self._chars(mask)
        if sign == "\\":
            found, self.at = read_escape(self.text, self.at)
            return EDGE if found is None else self._chars(found)
        if sign in "*+?":
            raise EscapeError
        return self._chars(bits((ord(sign), ord(sign))))

    def _chars(self, mask: int) -> Chars:
        return Chars(fold(mask) if "i" in self.flags else mask)

    def _group(self) -> Tree | None:
        rest = self.text
        named, flagged = _NAMED.match(rest, self.at), _FLAGS.match(rest, self.at)
        look = rest.startswith(("?=", "?!", "?<=", "?<!"), self.at)
        if rest.startswith("?#", self.at):
            self.at = rest.find(")", self.at) + 1 or len(rest)
            return None
        if look:
            self.at += 3 if rest[self.at + 1] == "<" else 2
        elif named:
            self.at = named.end()
        elif flagged:
            self.at = flagged.end()
            self.flags += flagged[1]
            if flagged[2] == ")":
                return None
        elif rest.startswith("?P=", self.at):
            self.at = rest.find(")", self.at) + 1 or len(rest)
            return EDGE
        elif rest.startswith("?", self.at):
            raise EscapeError
        inner = self._choice()
        if not self._take(")"):
            raise EscapeError
        if look:
            self.looks.append(inner)
            return EDGE
        return inner

    def _repeated(self, item: Tree) -> Tree:
        while self.at < len(self.text):
            sign = self.text[self.at]
            bounds = _BOUNDS.match(self.text, self.at) if sign == "{" else None
            if bounds:
                low = int(bounds[1])
                high = (int(bounds[3]) if bounds[3] else None) if bounds[2] else low
                self.at = bounds.end()
            elif sign in "*+?":
                low, high = int(sign == "+"), 1 if sign == "?" else None
                self.at += 1
            else:
                return item
            if self._take("+") and self.python:
                raise EscapeError  # possessive
            self._take("?")
            item = Repeat(item, low, high)
        return item

    def _take(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.at)
        self.at += found
        return found


def parse_regex(text: str, flags: str = "", *, python: bool) -> tuple[Tree, ...]:
    """Give the expression, and those inside its looks around; nothing for one that cannot be read."""
    try:
        return Parser(text, flags, python=python).parse()
    except EscapeError:
        return ()
