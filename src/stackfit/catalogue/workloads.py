"""The workloads: which words of texts and paths point to each, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, read_toml

_KEYS = ("id", "name", "summary", "generic", "keywords", "other_senses", "paths")


class Workload(Struct, frozen=True, kw_only=True):
    """One workload. `generic` ones say how work is delivered (API, site, command line) rather than what it is about.

    `keywords` (of texts) and `paths` (of code paths) map lower-case words and phrases to strengths in 0..1. `pattern`
    finds the keywords, and phrases that use one of them in another sense ("docker image"), which mean nothing.
    """

    id: str
    name: str
    summary: str
    generic: bool
    keywords: Mapping[str, float]
    paths: Mapping[str, float]
    pattern: re.Pattern[str]
    senses: re.Pattern[str]
    spellings: Mapping[str, str]

    def keyword(self, phrase: str) -> str:
        """The keyword that a phrase found by `pattern` spells, "" where it is one of the other senses."""
        return "" if self.senses.fullmatch(phrase) else self.spellings.get(_plain(phrase), "")


def _read_workload(table: Table) -> Workload:
    """One workload from its file."""
    table.only(_KEYS)
    keywords = table.numbers("keywords")
    senses = [_sense(phrase) for phrase in table.texts("other_senses")]
    return Workload(
        id=table.text("id"),
        name=table.text("name"),
        summary=table.text("summary"),
        generic=table.flag("generic"),
        keywords=keywords,
        paths=table.numbers("paths"),
        pattern=_phrases(keywords, senses),
        senses=re.compile("|".join(senses) or r"(?!)"),
        spellings={_plain(word): word for word in keywords},
    )


def _plain(phrase: str) -> str:
    """A phrase in the singular, with blanks between its words."""
    return phrase.replace("-", " ").removesuffix("s")


def _phrases(words: Mapping[str, float], senses: Sequence[str]) -> re.Pattern[str]:
    """A pattern for other senses, then any of the phrases: whole words where there are such, longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    # One look at the borders of a word for all of them: this pattern is tried at every place of every text.
    whole = "|".join((*senses, *(_spellings(word) for word in longest if word.isascii())))
    parts = [rf"(?<![\w-])(?:{whole})(?![\w-])", *(re.escape(word) for word in longest if not word.isascii())]
    return re.compile("|".join(parts if whole else parts[1:]) or r"(?!)")


def _spellings(word: str) -> str:
    """A pattern for a keyword: with blanks or hyphens between its words, and in the plural."""
    return r"[ -]".join(map(re.escape, re.split("[ -]", word))) + ("" if word.endswith("s") else "s?")


def _sense(phrase: str) -> str:
    """A pattern for a phrase: "a|b" is either word, and a plural "s" may follow the last."""
    words = [f"(?:{'|'.join(map(re.escape, word.split('|')))})" for word in phrase.split()]
    return r"[ \n-]".join(words) + "s?"


@lru_cache(maxsize=1)
def load_workloads() -> tuple[Workload, ...]:
    """Read `profiles/workloads/`, sorted by id. Raises `DataError` on a broken file."""
    folder = profiles_root() / "workloads"
    return tuple(_read_workload(read_toml(path, f"workloads/{path.name}")) for path in sorted(folder.glob("*.toml")))
