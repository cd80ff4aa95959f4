"""Finds calls that stand alone and may be of an async function of the project: by text, as so few of all calls are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.kinds import Language
from stackfit.model.source import SourceFile
from stackfit.rules.base import Context

# A pattern that begins with a fixed text is searched for many times as fast as one that begins with a condition.
_PYTHON = (
    re.compile(r"async[ \t]+def[ \t]+(\w+)"),
    re.compile(r"\n(?<![(,\[{=\\]\n)[ \t]*((?:\w+(?:\(\))?\.){0,6})(\w+)\("),
)
_SCRIPT = (
    re.compile(r"\basync[ \t]+(?:function\b[ \t*]*)?([\w$]+)[ \t]*\(|\b([\w$]+)[ \t]*[:=][ \t]*async\b"),
    re.compile(r"[\n{;)](?<![(,\[=]\n)[ \t]*((?:[\w$]+\.){0,6})([\w$]+)\("),
)
_RECEIVERS = frozenset({"self.", "cls.", "this."})
_OWN = _RECEIVERS | {""}


def calling_files(
    component: ProfiledComponent, context: Context, languages: tuple[Language, ...]
) -> Iterator[tuple[FileFacts, list[Call]]]:
    """Yield files in which statements begin with a call of what may be an async function, and these calls.

    Its name is that of one in the same file, or in a file of a name that this one imports.
    """
    made: dict[str, set[str]] = {}
    called: dict[SourceFile, tuple[set[str], set[tuple[str, str]]]] = {}
    for file in context.files(component, languages=languages):
        index, text = context.index(file.path), context.text(file.path)
        if index is None or text is None or file.language is None:
            continue
        definitions, statements = _PYTHON if file.language.is_python else _SCRIPT
        own = set(_names(definitions.findall(text))) if "async" in index.words else set[str]()
        for name in own:
            made.setdefault(name, set()).update(_parts(file.path))
        found = set(statements.findall(text))
        called[file] = (
            {name for owner, name in found if name in own and owner in _OWN},
            {(owner, name) for owner, name in found if owner not in _RECEIVERS},
        )
    wanted = {
        file.path: names
        for file, (own_calls, abroad) in called.items()
        if (names := own_calls | set(_reaching(file, abroad, made, context)))
    }
    context.expect(wanted)
    for path, names in wanted.items():
        facts = context.facts(path)
        if facts is not None:
            yield facts, [call for call in facts.calls if call.statement and _method(call) in names]


def _reaching(
    file: SourceFile, called: set[tuple[str, str]], made: dict[str, set[str]], context: Context
) -> Iterator[str]:
    """Yield the names of calls that may be of a coroutine of a file that this one imports, judged by text."""
    hits = [(owner, name) for owner, name in called if name in made]
    index = context.index(file.path) if hits else None
    near = {_last(module) for module in index.modules} if index is not None else set[str]()
    hits = [(owner, name) for owner, name in hits if not near.isdisjoint(made[name])]
    text = context.text(file.path) or "" if hits else ""
    for owner, name in hits:
        python = file.language is not None and file.language.is_python
        if not python or _is_made_here(owner.removeprefix("self.").partition(".")[0] or name).search(text):
            yield name


@lru_cache(maxsize=4096)
def _is_made_here(name: str) -> re.Pattern[str]:
    """Look for an import of a name, or for an instance that is bound to it."""
    word = re.escape(name.removesuffix("()"))
    return re.compile(rf"import\b[ \t]*(?:\([^)]*|[^\n(]*)\b{word}\b|\b{word}[ \t]*=[ \t]*(?:\w+\.)*[A-Z]\w*\(")


def _method(call: Call) -> str:
    return call.callee.rpartition(".")[2]


def _parts(path: str) -> tuple[str, str]:
    """Give the names by which a file may be imported: its own, and that of its folder."""
    folder, _, name = path.rpartition("/")
    return name.partition(".")[0], folder.rpartition("/")[2]


def _last(module: str) -> str:
    """Give the last part of a module name or a specifier, "" for a folder that is named by dots alone."""
    if module.startswith((".", "@", "~")) and "/" in module:
        return module.rpartition("/")[2].partition(".")[0]
    return module.rpartition(".")[2]


def _names(found: Iterable[str | tuple[str, ...]]) -> Iterator[str]:
    for item in found:
        yield item if isinstance(item, str) else item[0] or item[1]
