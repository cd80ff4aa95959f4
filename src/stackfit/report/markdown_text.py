"""Text of a repository inside Markdown: words that stay words, and code spans that nothing can close from within."""

from __future__ import annotations

import re

from stackfit.report.safe import make_safe

# Everything that Markdown, HTML or the places that show them could take for a mark.
_MARKS = re.compile(r"[!\"#$&*<>@\[\\\]^`{|}~]|(?<![^\W_])_|_(?![^\W_])")
_BREAK = "&#8203;"  # zero width: keeps mentions, references, emoji and addresses from being made into links
_LINKS = re.compile(r"(@|#(?=\d)|:(?=//)|:(?=[\w+-]{1,40}:)|\bwww(?=\.))", re.ASCII | re.IGNORECASE)
_START = re.compile(r"[-+]|\d{1,9}[.)](?=\s|$)", re.ASCII)  # where a line begins, these begin a list
_RUNS = re.compile(r"`+")


def prose(text: str, limit: int = 300) -> str:
    """Words for any place in a line or a table cell."""
    parts = _LINKS.split(make_safe(text, limit))
    words = "".join(_entities(part) + (_BREAK if number % 2 else "") for number, part in enumerate(parts))
    start = _START.match(words)
    return f"{words[: start.end() - 1]}&#{ord(words[start.end() - 1])};{words[start.end() :]}" if start else words


def code(text: str, limit: int = 300) -> str:
    """A code span, fenced by more backquotes than it holds; not for tables, where a bar would end the cell."""
    safe = make_safe(text, limit) or "-"
    fence = "`" * (max((len(run) for run in _RUNS.findall(safe)), default=0) + 1)
    room = " " if safe.startswith("`") or safe.endswith("`") else ""
    return f"{fence}{room}{safe}{room}{fence}"


def link(words: str, target: str) -> str:
    """A link around Markdown that was made here; just the words where there is no target."""
    return f"[{words}]({target})" if target else words


def _entities(text: str) -> str:
    return _MARKS.sub(lambda match: f"&#{ord(match[0])};", text)
