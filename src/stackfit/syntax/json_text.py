"""A lenient JSON reader with line numbers: comments and trailing commas pass, an error keeps what came before it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from stackfit.syntax.document import Document, Path, Problem

# A string may lack its end: were it no string then, each quote in it would be tried as the start of another one.
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"?)
    |(?P<skip>\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|\ufeff)
    |(?P<mark>[{}\[\],:])
    |(?P<bare>[^\s{}\[\],:"/]+)
    |(?P<bad>.)""",
    re.VERBOSE | re.DOTALL,
)
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_MAX_DEPTH = 40


class _StopError(Exception):
    """Reading ends here; values read so far stay."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup != "skip"]
        self.breaks = [index for index, char in enumerate(text) if char == "\n"]
        self.position = 0
        self.lines: dict[Path, int] = {}
        self.root: list[object] = []

    def line(self) -> int:
        if not self.tokens:
            return 1
        return bisect_right(self.breaks, self.tokens[min(self.position, len(self.tokens) - 1)].start()) + 1

    def peek(self) -> str:
        return self.tokens[self.position].group() if self.position < len(self.tokens) else ""

    def take(self) -> str:
        text = self.peek()
        if not text:
            raise _StopError("the file ends too early")
        self.position += 1
        return text

    def value(self, path: Path, into: list[object] | dict[str, object], key: str) -> None:
        """Read one value and store it before its content is read, so that a later error loses only the rest."""
        if len(path) > _MAX_DEPTH:
            raise _StopError("nested too deeply")
        self.lines.setdefault(path, self.line())
        word = self.take()
        value: object
        if word == "{":
            value = {}
        elif word == "[":
            value = []
        else:
            value = self.scalar(word)
        if isinstance(into, dict):
            into[key] = value
        else:
            into.append(value)
        if isinstance(value, dict):
            self.members(path, value)
        elif isinstance(value, list):
            self.items(path, value)

    def scalar(self, token: str) -> object:
        try:
            if token.startswith('"') and len(token) > 1:
                return json.loads(token, strict=False)
            return _WORDS[token] if token in _WORDS else float(token) if "." in token else int(token)
        except ValueError:
            self.position -= 1
            raise _StopError(f"unexpected {token[:20]!r}") from None

    def members(self, path: Path, into: dict[str, object]) -> None:
        while self.peek() != "}":
            line = self.line()
            word = self.take()
            if word == ",":
                continue
            key = self.scalar(word)
            if not isinstance(key, str) or self.take() != ":":
                self.position -= 1
                raise _StopError("expected a quoted key and a colon")
            self.lines[(*path, key)] = line
            self.value((*path, key), into, key)
        self.position += 1

    def items(self, path: Path, into: list[object]) -> None:
        while self.peek() != "]":
            if self.peek() == ",":
                self.position += 1
                continue
            self.value((*path, len(into)), into, "")
        self.position += 1


def read_json(text: str) -> Document:
    """Read JSON or JSON with comments; problems are values, never exceptions."""
    parser = _Parser(text)
    problems: tuple[Problem, ...] = ()
    try:
        parser.value((), parser.root, "")
        if parser.peek():
            raise _StopError("text after the end of the value")
    except _StopError as stop:
        problems = (Problem(parser.line(), f"not valid JSON: {stop}"),)
    value = parser.root[0] if parser.root else None
    return Document(value=value, lines=parser.lines, problems=problems)
