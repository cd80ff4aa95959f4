"""One cheap pass over the text of a file: which modules and words it may use. Nothing here is confirmed."""

from __future__ import annotations

import re
from functools import lru_cache

from stackfit.extract.notebook import read_notebook
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import Language

_WORD = re.compile(rb"[A-Za-z_$][\w$]*")
_PYTHON_WORD = re.compile(rb"[A-Za-z_]\w*")
_PYTHON_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+|\.+[ \t]*\w*)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE
)
_STAR_IMPORT = re.compile(rb"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*\(?[ \t]*\*", re.MULTILINE)
_INLINE_IMPORT = re.compile(rb"[:;][ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b|import[ \t]+([\w., \t]+))")
_SCRIPT_IMPORT = re.compile(
    rb"""(?:\bfrom|\bimport|\brequire[ \t]*\(|\bimport[ \t]*\()[ \t\r\n]*"""
    rb"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|`([^`\r\n$]+)`)"""
)
_PYTHON_CODE = re.compile(rb"^[ \t\f]*[^\s#]", re.MULTILINE)
_SCRIPT_CODE = re.compile(rb"^[ \t]*(?:[^\s/*]|/[^/*])", re.MULTILINE)
# What a file holds that names the packages it needs.
_DECLARES = {Language.PYTHON: b"# /// script", Language.NOTEBOOK: b" install "}

# Where a function, a class or an attribute may get its name: all of them, and more.
_PYTHON_DEFINITION = re.compile(
    rb"\b(?:def|class|as)[ \t]+(\w+)|(?:^[ \t]*|\bself\.)(\w+)[ \t]*(?:=(?!=)|:[ \t]*[\w\"'])", re.MULTILINE
)
_SCRIPT_DEFINITION = re.compile(
    rb"(?:\bfunction[ \t]*\*?|\bclass|\bas)[ \t]+([\w$]+)|([\w$]+)['\"]?[ \t]*(?:=(?![=>])|:)"
    rb"|(?:^|[{};,])[ \t]*(?:[\w$*]+[ \t]+)*([\w$]+)[ \t]*(?:<[^<>()\n]*>)?\(",
    re.MULTILINE,
)

# A bare name that is called, or that is a value which another name may be bound to.
_USE = rb"(?<![\w.])%b\s*\(|(?:[=,(\[{]|\b(?:or|and|else))\s*%b\b(?!\s*(?:=[^=]|[:.]))"


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
    if language.is_python:
        modules, code = _python_modules(data), _PYTHON_CODE
        words = wanted.intersection(_PYTHON_WORD.findall(data) if all_words is None else all_words)
        words |= {use for use, word, pattern in _uses(wanted) if word in words and pattern.search(data)}
    else:
        modules, code = _script_modules(data), _SCRIPT_CODE
        words = wanted.intersection(_WORD.findall(data) if all_words is None else all_words)
    return FileIndex(
        path=path,
        modules=frozenset(modules),
        words=frozenset(_decode(word) for word in words),
        lines=data.count(b"\n") + (not data.endswith(b"\n") and bool(data)),
        code_lines=len(code.findall(data)),
        declares=declares,
        stars=frozenset(map(_decode, _STAR_IMPORT.findall(data))) if language.is_python else frozenset(),
    )


def list_words(language: Language, data: bytes) -> tuple[set[bytes], set[bytes]]:
    """List the words of a file, and those of them that it may define as a function or class."""
    if language is Language.NOTEBOOK:
        data = read_notebook(data).source
    word, definition = (_PYTHON_WORD, _PYTHON_DEFINITION) if language.is_python else (_WORD, _SCRIPT_DEFINITION)
    return set(word.findall(data)), {name for names in definition.findall(data) for name in names if name}


@lru_cache(maxsize=8)
def _uses(wanted: frozenset[bytes]) -> tuple[tuple[bytes, bytes, re.Pattern[bytes]], ...]:
    """The uses of bare names that are asked for, with the name and a pattern that finds them."""
    names = sorted((use, use[:-2]) for use in wanted if use.endswith(b"()"))
    return tuple((use, name, re.compile(_USE % (name, name))) for use, name in names)


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
