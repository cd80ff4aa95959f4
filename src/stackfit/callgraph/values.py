"""What a name of the project can stand for, once followed across files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_STEP = re.compile(r"\.?([\w$#]+)|(\(\))|(\[[^\]]*\])")


class Node(NamedTuple):
    """A function of the project: the index it has in the facts of its file."""

    path: str
    function: int


class Value(NamedTuple):
    """A module (a file or folder), or a member of a file by its dotted name.

    `kind`: "module", "scope" (all names of a file, exported or not), "function" (`at` in the facts), "class",
    "instance" (of the class `name`), "heir" (an instance as its bases see it, `super`), "object" (a table of members,
    as of an object literal) or "external" (a qualified `name` from outside the project).
    """

    kind: str
    path: str
    name: str = ""
    at: int = -1


def steps(rest: str) -> Iterator[str]:
    """Split what follows a module in a resolved name into members, calls "()" and elements "[]".

    A step that cannot be followed comes out as "?".
    """
    position = 0
    while position < len(rest):
        match = _STEP.match(rest, position)
        if match is None:
            yield "?"
            return
        yield match[1] or match[2] or "[]"
        position = match.end()
