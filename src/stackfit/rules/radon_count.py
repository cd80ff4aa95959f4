"""Asks radon for the complexity of one Python function. The code is parsed, never run."""

from __future__ import annotations

import warnings

from radon.visitors import ComplexityVisitor

from stackfit.model.facts import Function
from stackfit.model.source import split_lines

UNREADABLE = -1
"""Counted in what this Python cannot parse."""

_INDENTED = "if True:\n"


def count_ways(function: Function, text: str) -> int:
    """Count the ways through a function of a file, `UNREADABLE` where this Python cannot parse it."""
    lines = split_lines(text)[function.line - 1 : function.end_line]
    head = _INDENTED if lines and lines[0][:1].isspace() else ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on escapes in strings of the scanned code
            found = ComplexityVisitor.from_code(head + "\n".join(lines)).functions
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return UNREADABLE
    return next((int(item.complexity) for item in found if item.name == function.name), UNREADABLE)
