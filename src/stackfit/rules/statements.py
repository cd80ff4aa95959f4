"""Finds calls that stand alone and may be of an async function of the project: by text, as so few of all calls are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.kinds import Language
from stackfit.model.question import TextQuestion
from stackfit.model.source import SourceFile
from stackfit.rules.base import NODE, PYTHON, Context


class _Forms(NamedTuple):
    """How a language writes a statement that begins with a call.

    `maybe` finds all that `statement` does and some more at a third of its price: nothing is tried a second time.
    """

    maybe: re.Pattern[str]
    statement: re.Pattern[str]


_PYTHON = _Forms(
    re.compile(r"\n[ \t]*([^ \t\n(]+\((?:\)\.[^ \t\n(]+\()*)"),
    re.compile(r"\n(?<![(,\[{=\\]\n)[ \t]*((?:\w+(?:\(\))?\.){0,6})(\w+)\("),
)
_SCRIPT = _Forms(
    re.compile(r"[\n{;)][ \t]*([\w$.]+\()"),
    re.compile(r"[\n{;)](?<![(,\[=]\n)[ \t]*((?:[\w$]+\.){0,6})([\w$]+)\("),
)
# A function that is defined, or that a name is given to.
_PYTHON_ASYNC = re.compile(r"async[ \t]+def[ \t]+(\w+)")
_SCRIPT_ASYNC = re.compile(r"async(?<!\wasync)(?:[ \t]+(?:function\b[ \t*]*)?([\w$]+)[ \t]*\(|\b)")
_GIVEN_TO = re.compile(r"\b([\w$]+)[ \t]*\Z")
_MOST_BEFORE = 200
# Lines up to the next import, lists past few of them (a comment may hold the word): each to its end would soon be
# longer together than the memory.
_IMPORTED = re.compile(
    r"import\b[ \t]*(\((?:[^)i]|i(?!mport\b))*(?:import\b(?:[^)i]|i(?!mport\b))*){0,3}|(?:[^\n(i]|i(?!mport\b))*)"
)
_WORD = re.compile(r"\w+")
_NAMES = re.compile(r"[\w.$()]+")
_INSTANCE = re.compile(r"=[ \t]*(?:\w+\.)*[A-Z]\w*\(")
_RECEIVERS = frozenset({"self.", "cls.", "this."})
_OWN = _RECEIVERS | {""}

_Spoken = tuple[str, str]
"""A call as it is written: what it is a member of ("self.mail.") and its name."""


def calling_files(
    component: ProfiledComponent, context: Context, languages: tuple[Language, ...]
) -> Iterator[tuple[FileFacts, list[Call]]]:
    """Yield files in which statements begin with a call of what may be an async function, and these calls.

    Its name is that of one in the same file, or in a file of a name that this one imports.
    """
    files = context.files(component, languages=languages)
    search = _Search(files, context, python=Language.PYTHON in languages)
    wanted = {file.path: names for file in files if (names := search.called(file))}
    for facts in context.facts_of(file for file in files if file.path in wanted):
        names = wanted[facts.path]
        yield facts, [call for call in facts.calls if call.statement and _method(call) in names]


class _Search:
    """The async functions that some files define, each name with the names by which its files may be imported."""

    def __init__(self, files: Sequence[SourceFile], context: Context, *, python: bool) -> None:
        self._context = context
        self._python = python
        self._forms = _PYTHON if python else _SCRIPT
        self._own: dict[str, frozenset[str]] = {}
        self._made: dict[str, set[str]] = {}
        for file in files:
            index = context.index(file.path)
            if index is not None and "async" in index.words:
                names, parts = context.ask(_ASYNC, file), _parts(file.path)
                self._own[file.path] = frozenset(names)
                for name in names:
                    self._made.setdefault(name, set()).update(parts)

    def called(self, file: SourceFile) -> set[str]:
        """Give the names of calls that may be of a coroutine of a file, or of one that it imports, judged by text."""
        calls = self._context.ask(_STATEMENTS, file) if self._made else []
        own = self._own.get(file.path, frozenset())
        spoken = {call for call in _apart(calls) if call[1] in self._made}
        found = {call for call in spoken if call[1] in own and call[0] in _OWN} | set(self._imported(file, spoken))
        if found:
            found.intersection_update(self._forms.statement.findall(self._context.text(file.path) or ""))
        return {name for _, name in found}

    def _imported(self, file: SourceFile, spoken: set[_Spoken]) -> Iterator[_Spoken]:
        """Yield the calls that may be of a coroutine of a file that this one imports."""
        index = self._context.index(file.path) if spoken else None
        near = {_last(module) for module in index.modules} if index is not None else set[str]()
        hits = [
            (owner, name) for owner, name in spoken if owner not in _RECEIVERS and not near.isdisjoint(self._made[name])
        ]
        brought = self._context.ask(_BROUGHT, file) if hits and self._python else []
        for owner, name in hits:
            word = (owner.removeprefix("self.").partition(".")[0] or name).removesuffix("()")
            if not self._python or word in brought:
                yield owner, name


def _async_functions(text: str, language: Language) -> list[str]:
    """List the names of async functions."""
    names: Iterable[str] = _PYTHON_ASYNC.findall(text) if language.is_python else _script_definitions(text)
    return sorted(set(names))


def _statements(text: str, language: Language) -> list[str]:
    """List what statements may begin with, up to the opening bracket of a call: "self.mail.send"."""
    found = set((_PYTHON if language.is_python else _SCRIPT).maybe.findall(text))
    return sorted(call[:-1] for call in found if _NAMES.fullmatch(call))


def _brought(text: str, language: Language) -> list[str]:
    """List the names that a Python module imports, or gives to what may be an instance of a class."""
    starts = (match.start() for match in _INSTANCE.finditer(text))
    given = (_GIVEN_TO.search(text, max(0, start - _MOST_BEFORE), start) for start in starts)
    words = _WORD.findall(" ".join(_IMPORTED.findall(text)))
    return sorted({*words, *(match[1] for match in given if match is not None)})


_LANGUAGES = (*PYTHON, *NODE)
_ASYNC = TextQuestion(name="async-functions", languages=_LANGUAGES, answer=_async_functions)
_STATEMENTS = TextQuestion(name="statements", languages=_LANGUAGES, answer=_statements)
_BROUGHT = TextQuestion(name="brought-names", languages=PYTHON, answer=_brought)
QUESTIONS = (_ASYNC, _STATEMENTS)
"""What `calling_files` asks of the text of every file."""


def _script_definitions(text: str) -> Iterator[str]:
    for match in _SCRIPT_ASYNC.finditer(text):
        start = match.start()
        before = text[max(0, text.rfind("\n", 0, start) + 1, start - _MOST_BEFORE) : start].rstrip(" \t")
        given = _GIVEN_TO.search(before[:-1]) if before.endswith((":", "=")) else None
        name = given.group(1) if given is not None else match.group(1)
        if name:
            yield name


def _apart(calls: Iterable[str]) -> Iterator[_Spoken]:
    """Take apart what is written up to the opening bracket."""
    for call in calls:
        owner, dot, name = call.rpartition(".")
        yield owner + dot, name


def _method(call: Call) -> str:
    return call.callee.rpartition(".")[2]


def _parts(path: str) -> tuple[str, str]:
    """Give the names by which a file may be imported: its own, and that of its folder."""
    folder, _, name = path.rpartition("/")
    return name.partition(".")[0], folder.rpartition("/")[2]


@lru_cache(maxsize=65_536)
def _last(module: str) -> str:
    """Give the last part of a module name or a specifier, "" for a folder that is named by dots alone."""
    if module.startswith((".", "@", "~")) and "/" in module:
        return module.rpartition("/")[2].partition(".")[0]
    return module.rpartition(".")[2]
