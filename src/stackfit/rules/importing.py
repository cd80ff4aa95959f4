"""Picks out the files that import a module and call something by a name of it: text and index only, then facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language
from stackfit.model.question import TextQuestion
from stackfit.model.source import SourceFile
from stackfit.rules.base import PYTHON, Context

_CALL = re.compile(r"[ \t]*\(")
_LETTER = re.compile(r"\w")

Wanted = Mapping[str, frozenset[str]]


def wanted_names(qualified: Iterable[str]) -> Wanted:
    """Group qualified names by module: the words that a call of one is written with.

    A package's own name ("ioredis") is its own word, the class before a method counts as well.
    """
    found: dict[str, set[str]] = {}
    for name in qualified:
        parts = name.replace("()", "").split(".")
        for depth in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:depth]), set()).add(parts[-1])
    return {module: frozenset(words) for module, words in found.items()}


def importing_files(
    component: ProfiledComponent,
    context: Context,
    languages: tuple[Language, ...],
    wanted: Wanted,
    fits: Callable[[str], bool] | None = None,
) -> Iterator[FileFacts]:
    """Yield the facts of the component's files that import one of the modules and call one of its names.

    `fits` says which of them to look at by their text.
    """
    found: list[SourceFile] = []
    for file in context.files(component, languages=languages):
        index = context.index(file.path)
        modules = index.modules & wanted.keys() if index is not None else frozenset[str]()
        if (
            modules
            and _may_call(file, modules, wanted, context)
            and (fits is None or fits(context.text(file.path) or ""))
        ):
            found.append(file)
    return context.facts_of(found)


def _may_call(file: SourceFile, modules: Iterable[str], wanted: Wanted, context: Context) -> bool:
    """Whether a file calls a name by its text; a script gives what it imports names of its own."""
    if file.language is None or not file.language.is_python:
        return True
    names = sorted(frozenset[str]().union(*(wanted[module] for module in modules)))
    return context.ask(_calls_one(tuple(names)), file)


@lru_cache(maxsize=1024)
def _calls_one(names: tuple[str, ...]) -> TextQuestion[bool]:
    """Whether a text calls one of some names."""
    return TextQuestion(
        name=f"calls {' '.join(names)}",
        languages=PYTHON,
        answer=lambda text, _: any(follows(text, name, _CALL) for name in names),
    )


def follows(text: str, word: str, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern fits right behind a whole word: to look for the word alone costs next to nothing."""
    place = text.find(word) if word else -1
    while place >= 0:
        end = place + len(word)
        if pattern.match(text, end) and not (place and _LETTER.match(text, place - 1)):
            return True
        place = text.find(word, end)
    return False
