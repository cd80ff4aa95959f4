"""Tells from the words of a file alone whether one of its functions may be complex: most files need no parsing."""

from __future__ import annotations

import re

from stackfit.model.kinds import Language

_PYTHON = ("if ", "if(", "for ", " and", " or", "while ", "except", "case ", "assert ")
_SCRIPT = ("if", "?", "&&", "||", "for", "while", "case", "catch")
_STEP = re.compile(
    r"\n([ \t]*)(?:(?:async[ \t]+)?(def)|class)\b|\n[ \t]*#.*"
    r"|[ \t(](if|elif|for|and|or|while|except|case|assert)\b"
)
# `else` is left out, though it counts behind loops and `try`: there are few of those, and many behind `if`.
_SLACK = 3
_WORTH_A_LOOK = 27  # words of a Python file, from which on it is told which function they stand in


def branch_words(text: str, language: Language) -> int:
    """Count the words that branch in the richest function of a file: no fewer than there are, but perhaps more."""
    words = sum(text.count(word) for word in (_PYTHON if language.is_python else _SCRIPT))
    return most_branches(text) if language.is_python and words >= _WORTH_A_LOOK else words


def may_be_complex(words: int, least: int, *, python: bool) -> bool:
    """Whether a function of a file of so many words may have `least` ways through it."""
    return words >= least - 1 - (_SLACK if python else 0)


def most_branches(text: str) -> int:
    """Count the words that branch between the line that begins a Python function and its end, for the richest one."""
    open_blocks: list[list[int]] = []  # indentation, words, whether a function
    most = 0
    for match in _STEP.finditer("\n" + text):
        indent, function, word = match.groups()
        if word:
            for block in open_blocks:
                block[1] += block[2]
        elif indent is not None:
            while open_blocks and open_blocks[-1][0] >= len(indent):
                most = max(most, open_blocks.pop()[1])
            open_blocks.append([len(indent), 0, int(function is not None)])
    return max([most, *(words for _, words, _ in open_blocks)])
