"""Tells whether a value in a handler is what somebody has sent, judged by names and by what they were set to."""

from __future__ import annotations

import re

from stackfit.model.facts import FileFacts

_SENT = frozenset(
    {"req", "request", "ctx", "context", "event", "message", "msg", "data", "payload", "body", "query", "params"}
    | {"interaction", "update", "evt", "form"}
)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_HOPS = 3


def comes_from_outside(facts: FileFacts, function: int, subject: str, lines: list[str]) -> bool:
    """Whether an expression in a function holds a request or message, or a name that was set from one."""
    words = _heads(subject)
    own = facts.functions[function] if function >= 0 else None
    body = "\n".join(lines[own.line - 1 : own.end_line]) if own is not None else ""
    for _ in range(_HOPS):
        if not words.isdisjoint(_SENT):
            return True
        words = {head for word in words for head in _set_from(word, body)}
    return False


def _heads(expression: str) -> set[str]:
    """Give the names that an expression begins its members with: req of "String(req.body.mail)"."""
    return {match[0] for match in _WORD.finditer(expression) if expression[max(0, match.start() - 1)] != "."}


def _set_from(word: str, body: str) -> set[str]:
    name = re.escape(word)
    found = re.findall(rf"(?<![\w$.]){name}(?![\w$])[^=\n;()]{{0,80}}=(?![=>])([^\n;]{{1,200}})", body)
    return {head for value in found for head in _heads(value)} - {word}
