"""One cheap pass over the text of a file: which modules and words it may use. Nothing here is confirmed."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import NamedTuple

from stackfit.extract.notebook import read_notebook
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import Language

# To make spaces of all but letters and split there costs half of what a pattern for words does.
_LETTERS = string.ascii_letters + string.digits + "_"
_PYTHON_LETTERS, _SCRIPT_LETTERS = (
    bytes(byte if chr(byte) in letters else ord(" ") for byte in range(256)) for letters in (_LETTERS, _LETTERS + "$")
)
_PYTHON_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+|\.+[ \t]+\w+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE
)
_STAR_IMPORT = re.compile(rb"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(?:\([ \t]*)?\*", re.MULTILINE)
_INLINE_IMPORT = re.compile(rb"[:;][ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b|import[ \t]+([\w., \t]+))")
_SCRIPT_IMPORT = re.compile(
    rb"""(?:\bfrom|\bimport|\brequire[ \t]*\(|\bimport[ \t]*\()[ \t\r\n]*"""
    rb"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|`([^`\r\n$]+)`)"""
)
_SCRIPT_CODE = re.compile(rb"^[ \t]*(?:[^\s/*]|/[^/*])", re.MULTILINE)
# What a file holds that names the packages it needs.
_DECLARES = {Language.PYTHON: b"# /// script", Language.NOTEBOOK: b" install "}

# A bare name that is called, or that is a value which another name may be bound to.
# Both begin with the name, which is searched for many times as fast as a condition.
_CALLED = rb"%b(?<![\w.]%b)\s*\("
_VALUE = rb"%b\b(?!\s*(?:=[^=]|[:.]))"
_BEFORE_VALUE = re.compile(rb"(?:[=,(\[{]|\b(?:or|and|else))\s*\Z")
_BEFORE = 200  # bytes


def index_text(
    path: str, language: Language, data: bytes, wanted: frozenset[bytes], all_words: set[bytes] | None = None
) -> FileIndex:
    """Tell what a file may import, which of the wanted words it holds, and how long it is.

    A wanted word may read "name()": that asks for a use of the bare name in Python, as `FileIndex.words` says.
    `all_words` spares a search where they are known.
    """
    declares = language in _DECLARES and _DECLARES[language] in data
    if language is Language.NOTEBOOK:
        data = read_notebook(data).source
    words = wanted.intersection(_split(language, data) if all_words is None else all_words)
    stars: frozenset[str] = frozenset()
    if language.is_python:
        imports = _lines_with(b"import", data)
        modules, stars = _python_modules(imports), frozenset(map(_decode, _STAR_IMPORT.findall(imports)))
        words |= {use.name for use in _uses(wanted) if use.name[:-2] in words and use.stands_in(data)}
    else:
        modules = _script_modules(data)
    return FileIndex(
        path=path,
        modules=frozenset(modules),
        words=frozenset(_decode(word) for word in words),
        lines=data.count(b"\n") + (not data.endswith(b"\n") and bool(data)),
        code_lines=_count_code(data) if language.is_python else len(_SCRIPT_CODE.findall(data)),
        declares=declares,
        stars=stars,
    )


def list_words(language: Language, data: bytes) -> set[bytes]:
    """List the words of a file, numbers included."""
    if language is Language.NOTEBOOK:
        data = read_notebook(data).source
    return _split(language, data)


def _split(language: Language, data: bytes) -> set[bytes]:
    return set(data.translate(_PYTHON_LETTERS if language.is_python else _SCRIPT_LETTERS).split())


def _lines_with(word: bytes, data: bytes) -> bytes:
    """Give the lines that hold a word."""
    lines: list[bytes] = []
    found = data.find(word)
    while found >= 0:
        start, end = data.rfind(b"\n", 0, found) + 1, data.find(b"\n", found)
        end = len(data) if end < 0 else end
        lines.append(data[start:end])
        found = data.find(word, end)
    return b"\n".join(lines)


def _count_code(data: bytes) -> int:
    """Count the lines of Python that are neither blank nor only a comment."""
    text = b"\n" + data.translate(None, b" \t\f\r")
    return sum(map(bool, text.split(b"\n"))) - text.count(b"\n#")


class _Use(NamedTuple):
    """A use of a bare name ("open()"): what finds it called, and what finds it where it may be a value."""

    name: bytes
    called: re.Pattern[bytes]
    value: re.Pattern[bytes]

    def stands_in(self, data: bytes) -> bool:
        if self.called.search(data):
            return True
        starts = (match.start() for match in self.value.finditer(data))
        return any(_BEFORE_VALUE.search(data[max(0, start - _BEFORE) : start]) for start in starts)


@lru_cache(maxsize=8)
def _uses(wanted: frozenset[bytes]) -> tuple[_Use, ...]:
    """The uses of bare names that are asked for."""
    names = sorted(use[:-2] for use in wanted if use.endswith(b"()"))
    return tuple(_Use(name + b"()", re.compile(_CALLED % (name, name)), re.compile(_VALUE % name)) for name in names)


def _python_modules(data: bytes) -> set[str]:
    found: set[str] = set()
    for pattern in (_PYTHON_IMPORT, _INLINE_IMPORT):
        for source, names in pattern.findall(data):
            if source:
                found.add(_decode(b"".join(source.split())))
                continue
            for name in names.split(b","):
                parts = name.split()
                if parts:
                    found.add(_decode(parts[0]))
    return found


def _script_modules(data: bytes) -> set[str]:
    return {_decode(a or b or c).removeprefix("node:") for a, b, c in _SCRIPT_IMPORT.findall(data)}


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")
