"""Shell text taken apart into simple commands, as far as that goes without a shell; odd quoting never fails."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

ALL_CORES = "__ALL_CORES__"
_UNKNOWN = "__OUTPUT__"
_NESTED = re.compile(r"\$\(\(?[^()]*\)\)?|`[^`]*`")
_COUNTS_CORES = re.compile(r"nproc|cpu|_NPROCESSORS", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{(\w+)(?::?[-=]([^{}]*)|:?[?+][^{}]*)?\}|\$(\w+)")
_CONTINUED = re.compile(r"\\\r?\n")
_KEYWORDS = frozenset({"then", "else", "do", "if", "elif", "while", "until", "!", "{", "}", "fi", "done", "time"})
_OPERATOR = re.compile(r"[;&|()<>]+")
_MAX_LENGTH = 20_000
_MAX_VALUE = 1_000


def split_commands(text: str) -> list[list[str]]:
    """Give the words of each simple command, quotes taken off, without separators, redirections and keywords."""
    text = _CONTINUED.sub(" ", text[:_MAX_LENGTH])
    for _ in range(4):
        text, found = _NESTED.subn(_replace_output, text)
        if not found:
            break
    return [words for line in _lines(text) if (words := _strip_keywords(line))]


def expand(word: str, variables: Mapping[str, str]) -> str:
    """Put known values and written defaults in place of `$NAME` and `${NAME:-default}`."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1) or match.group(3)
        return variables.get(name, match.group(2) if match.group(2) is not None else match.group())[:_MAX_VALUE]

    for _ in range(2):  # twice, for a default that is a variable itself
        if "$" not in word:
            return word
        # A variable made of others, each made of others, would soon fill the memory.
        word = _VARIABLE.sub(value, word[:_MAX_LENGTH])[:_MAX_LENGTH]
    return word


def _replace_output(match: re.Match[str]) -> str:
    return ALL_CORES if _COUNTS_CORES.search(match.group()) else _UNKNOWN


def _lines(text: str) -> list[list[str]]:
    commands: list[list[str]] = []
    current: list[str] = []
    skip = False
    for word in _words(text):
        if word.startswith("\0"):
            redirects = bool(set(word) & set("<>"))
            if redirects and current and current[-1].isdigit() and len(current[-1]) == 1:
                current.pop()
            elif not redirects:
                commands.append(current)
                current = []
            skip = redirects
        elif skip:
            skip = False
        else:
            current.append(word)
    return [*commands, current]


def _words(text: str) -> list[str]:
    """Words and operators, the latter marked with a NUL in front."""
    text = text.replace("\0", " ").replace("\r", "")
    text = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    lexer = shlex.shlex(text.replace("\n", " ; "), posix=True, punctuation_chars=";&|()<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(f"\0{word}" if _OPERATOR.fullmatch(word) else word for word in lexer)
    except ValueError:
        return [f"\0{word}" if _OPERATOR.fullmatch(word) else word.strip("\"'") for word in text.split()]
    if any(word.startswith("#") for word in words):
        return words[: next(index for index, word in enumerate(words) if word.startswith("#"))]
    return words


def _strip_keywords(words: list[str]) -> list[str]:
    while words and words[0] in _KEYWORDS:
        words = words[1:]
    return words
