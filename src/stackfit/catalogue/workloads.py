"""The workloads: which words of texts and paths point to each, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from stackfit.catalogue.compiled import compiled
from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, read_toml

_KEYS = ("id", "name", "summary", "generic", "keywords", "other_senses", "paths")


class Phrase(NamedTuple):
    """A pattern for a phrase; a text that it matches in holds, for each of its words, one of some spellings."""

    pattern: str
    words: tuple[tuple[str, ...], ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds all the words, which is much faster told than whether the pattern matches."""
        for word in self.words:
            for spelling in word:  # plain loops, since this is asked some thousand times of every text
                if spelling in text:
                    break
            else:
                return False
        return True


class Workload(Struct, frozen=True, kw_only=True, eq=False):
    """One workload. `generic` ones say how work is delivered (API, site, command line) rather than what it is about.

    `keywords` (of texts) and `paths` (of code paths) map lower-case words and phrases to strengths in 0..1. `senses`
    are phrases that use a keyword in another sense ("docker image"), which mean nothing; `bounded` and `unbounded` the
    keywords as they are looked for, the longest first: whole words, and those of scripts that have none.
    """

    id: str
    name: str
    summary: str
    generic: bool
    keywords: Mapping[str, float]
    paths: Mapping[str, float]
    senses: tuple[Phrase, ...]
    bounded: tuple[Phrase, ...]
    unbounded: tuple[Phrase, ...]
    spellings: Mapping[str, str]

    def phrases(self, text: str) -> tuple[str, ...]:
        """All keywords and phrases of other senses in a text, in order; one README speaks for many components."""
        return _find_phrases(self, text)

    def keyword(self, phrase: str) -> str:
        """The keyword that such a phrase spells, "" where it is one of the other senses."""
        other = any(re.fullmatch(sense.pattern, phrase) for sense in self.senses if sense.may_stand_in(phrase))
        return "" if other else self.spellings.get(_plain(phrase), "")


@lru_cache(maxsize=32768)
def _find_phrases(workload: Workload, text: str) -> tuple[str, ...]:
    """Only what may stand in the text becomes part of a pattern: to compile all phrases takes longer than to search."""
    whole = "|".join(item.pattern for item in (*workload.senses, *workload.bounded) if item.may_stand_in(text))
    # One look at the borders of a word for all of them: this pattern is tried at every place of every text.
    parts = [rf"(?<![\w-])(?:{whole})(?![\w-])"] if whole else []
    parts += [item.pattern for item in workload.unbounded if item.may_stand_in(text)]
    return tuple(match.group() for match in re.finditer("|".join(parts), text)) if parts else ()


def _read_workload(table: Table) -> Workload:
    """One workload from its file."""
    table.only(_KEYS)
    keywords = table.numbers("keywords")
    longest = sorted(keywords, key=lambda word: (-len(word), word))
    return Workload(
        id=table.text("id"),
        name=table.text("name"),
        summary=table.text("summary"),
        generic=table.flag("generic"),
        keywords=keywords,
        paths=table.numbers("paths"),
        senses=tuple(_sense(phrase) for phrase in table.texts("other_senses")),
        bounded=tuple(_spellings(word) for word in longest if word.isascii()),
        unbounded=tuple(Phrase(re.escape(word), ((word,),)) for word in longest if not word.isascii()),
        spellings={_plain(word): word for word in keywords},
    )


def _plain(phrase: str) -> str:
    """A phrase in the singular, with blanks between its words."""
    return phrase.replace("-", " ").removesuffix("s")


def _spellings(word: str) -> Phrase:
    """A keyword: with blanks or hyphens between its words, and in the plural."""
    parts = re.split("[ -]", word)
    pattern = r"[ -]".join(map(re.escape, parts)) + ("" if word.endswith("s") else "s?")
    return Phrase(pattern, tuple((part,) for part in parts))


def _sense(phrase: str) -> Phrase:
    """A phrase: "a|b" is either word, and a plural "s" may follow the last."""
    words = tuple(tuple(word.split("|")) for word in phrase.split())
    choices = [f"(?:{'|'.join(map(re.escape, word))})" for word in words]
    return Phrase(r"[ \n-]".join(choices) + "s?", words)


@lru_cache(maxsize=1)
def load_workloads() -> tuple[Workload, ...]:
    """Read `profiles/workloads/`, sorted by id. Raises `DataError` on a broken file."""
    return compiled("workloads", tuple[Workload, ...], _read_workloads)


def _read_workloads() -> tuple[Workload, ...]:
    folder = profiles_root() / "workloads"
    return tuple(_read_workload(read_toml(path, f"workloads/{path.name}")) for path in sorted(folder.glob("*.toml")))
