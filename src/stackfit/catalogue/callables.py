"""Callables that block a thread, and the callables that put code on the event loop or take it off; data per language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, read_toml
from stackfit.model.kinds import Confidence, Language

KINDS = frozenset("sleep network disk database process lock input cpu import tls".split())
COSTS = ("light", "medium", "heavy")
ENTRY_KINDS = frozenset(("request", "socket", "message", "timer", "callback", "start-up"))
HOT_ENTRIES = frozenset(("request", "socket", "message", "timer"))

_BRACES = re.compile(r"\{([^{}]*)\}")
_LAST = re.compile(r"([\w$]+)(?:\(\))*\Z")
_MAX_REWRITES = 16
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingCallable:
    """What blocks; `replacements` are (library, text) in order of preference, `unless` arguments that make it return."""

    name: str
    module: str
    kind: str
    cost: str
    confidence: Confidence = Confidence.DEFINITE
    replacements: tuple[tuple[str, str], ...] = ()
    unless: tuple[tuple[str, str], ...] = ()
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRule:
    """How functions become entries of the loop: registered by a call, decorated, overriding a base, or by shape.

    `on` names the methods of `bases`, or the exports of `files`; `coroutines` limits the rule to async functions.
    """

    kind: str
    what: str
    coroutines: bool = False
    registers: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    params: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class NameIndex(Generic[T]):
    """Values by qualified name; a pattern may hold "{a,b}" and one "**" (any members and calls in between)."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        self._deep: dict[str, list[tuple[str, T]]] = {}
        for pattern, value in pairs:
            head, deep, tail = pattern.partition("**")
            if deep:
                self._deep.setdefault(tail.lstrip("."), []).append((head.rstrip("."), value))
            else:
                self._exact.setdefault(pattern, value)

    def get(self, name: str) -> T | None:
        """The value for a qualified name; an exact pattern wins."""
        value = self._exact.get(name)
        if value is None and self._deep:
            for head, found in self._deep.get(name.rpartition(".")[2], ()):
                if name.startswith(head) and name[len(head) : len(head) + 1] in (".", "("):
                    return found
        return value

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def expand(pattern: str) -> Iterator[str]:
    """Spell out every "{a,b}" of a pattern."""
    found = _BRACES.search(pattern)
    if found is None:
        yield pattern
        return
    for choice in found.group(1).split(","):
        yield from expand(pattern[: found.start()] + choice + pattern[found.end() :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Callables:
    """Everything known about the callables of one language."""

    python: bool
    blocking: NameIndex[BlockingCallable]
    modules: dict[str, frozenset[str]]
    entries: tuple[EntryRule, ...]
    registrations: NameIndex[EntryRule]
    decorations: NameIndex[EntryRule]
    bases: NameIndex[EntryRule]
    offloaders: NameIndex[bool]
    offloading_methods: frozenset[str]
    offloading_decorators: NameIndex[bool]
    transparent_decorators: NameIndex[bool]
    inline: NameIndex[bool]
    runners: NameIndex[bool]
    sharing: NameIndex[bool]
    same: dict[str, tuple[tuple[str, str], ...]]
    quiet_events: frozenset[str] = field(default=frozenset())

    def normal(self, name: str) -> str:
        """Read a qualified name as the data does: objects of the same kind have one name."""
        rules = self.same.get(name.partition(".")[0].partition("(")[0], ())
        for _ in range(_MAX_REWRITES if rules else 0):
            for old, new in rules:
                if name.startswith(old) and name[len(old) : len(old) + 1] in ("", ".", "("):
                    name = new + name[len(old) :]
                    break
            else:
                break
        return name

    def offloads(self, resolved: str, callee: str) -> bool:
        """Whether a function given to this call runs away from the loop."""
        return resolved in self.offloaders or last_word(callee) in self.offloading_methods


@dataclass(frozen=True, slots=True, kw_only=True)
class CallableCatalogue:
    """The callables of both languages."""

    python: Callables
    node: Callables

    def of(self, language: Language) -> Callables:
        """The callables that code in `language` meets."""
        return self.python if language.is_python else self.node

    @property
    def words(self) -> frozenset[str]:
        """The identifiers a text pass has to look for."""
        sets = (words for side in (self.python, self.node) for words in side.modules.values())
        return frozenset().union(*sets) - {""}


def last_word(name: str) -> str:
    """The last identifier of a qualified name, without call brackets."""
    found = _LAST.search(name)
    return found.group(1) if found else ""


def _qualify(module: str, name: str) -> str:
    """The qualified name of `name` in `module`; "" is the module itself when it is called."""
    return module + name if not name or name.startswith("(") else f"{module}.{name}"


def _read_blocking(table: Table, replacements: dict[str, tuple[tuple[str, str], ...]]) -> Iterator[BlockingCallable]:
    """Every callable that one [[blocking]] table spells out."""
    table.only("kind cost module names unless replace listed confidence".split())
    for key, allowed in (("kind", KINDS), ("cost", COSTS), ("replace", replacements)):
        if table.text(key) not in allowed:
            raise table.fail(key, f"unknown {key} {table.text(key)!r}")
    confidence = table.text("confidence", "definite")
    if confidence not in {item.value for item in Confidence}:
        raise table.fail("confidence", f"unknown confidence {confidence!r}")
    module = table.text("module")
    for pattern in table.texts("names"):
        for name in expand(pattern):
            yield BlockingCallable(
                name=_qualify(module, name),
                module=module,
                kind=table.text("kind"),
                cost=table.text("cost"),
                confidence=Confidence(confidence),
                replacements=replacements[table.text("replace")],
                unless=tuple(_split_condition(table, item) for item in table.texts("unless")),
                listed=table.text("listed"),
            )


def _split_condition(table: Table, text: str) -> tuple[str, str]:
    """Split "block=False" into the keyword (or position) and the value."""
    key, equals, value = text.partition("=")
    if not equals:
        raise table.fail("unless", f"expected keyword=value, got {text!r}")
    return key, value


def _read_entry(table: Table) -> EntryRule:
    """One [[entry]] table."""
    lists = ("registers", "decorators", "bases", "on", "methods", "names", "params", "files")
    table.only(("kind", "what", "async", *lists))
    if table.text("kind") not in ENTRY_KINDS:
        raise table.fail("kind", f"unknown kind {table.text('kind')!r}")
    return EntryRule(
        kind=table.text("kind"),
        what=table.text("what"),
        coroutines=table.flag("async"),
        **{key: table.texts(key) for key in lists},
    )


def _read_replacements(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """The [replacements.*] tables, each with its libraries in order."""
    return {name: tuple((key, choice.text(key)) for key in choice.keys()) for name, choice in _sub_tables(table)}


def _sub_tables(table: Table) -> Iterator[tuple[str, Table]]:
    for name in table.keys():
        yield name, table.table(name)


def _patterns(names: Iterable[str]) -> NameIndex[bool]:
    """An index that only says whether a name is among `names`."""
    return NameIndex((name, True) for pattern in names for name in expand(pattern))


def _entry_index(entries: Iterable[EntryRule], key: str) -> NameIndex[EntryRule]:
    """Index entries by the names under one of their keys."""
    return NameIndex((name, rule) for rule in entries for pattern in getattr(rule, key) for name in expand(pattern))


def _words_by_module(blocking: Iterable[BlockingCallable]) -> dict[str, frozenset[str]]:
    """The last identifiers to look for in files that import a module."""
    words: dict[str, set[str]] = {}
    for item in blocking:
        word = "" if item.name == item.module else last_word(item.name.replace("**", ""))
        words.setdefault(item.module, set()).add(word)
    return {module: frozenset(found) for module, found in words.items()}


def _read_same(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """The [[same]] tables by first segment of the old name, the longest old name first."""
    rules: dict[str, list[tuple[str, str]]] = {}
    for item in table.tables("same"):
        item.only(("is", "names"))
        for pattern in item.texts("names"):
            for name in expand(pattern):
                head = name.partition(".")[0].partition("(")[0]
                rules.setdefault(head, []).append((name, item.text("is")))
    return {head: tuple(sorted(found, key=lambda rule: (-len(rule[0]), rule))) for head, found in rules.items()}


def read_callables(table: Table) -> Callables:
    """One language's file. Raises `DataError` naming the first broken key."""
    table.only("language replacements same blocking offloaders inline entry runners events".split())
    offloaders, runners = table.table("offloaders"), table.table("runners")
    offloaders.only(("calls", "methods", "decorators", "transparent"))
    replacements = _read_replacements(table.table("replacements"))
    blocking = tuple(item for entry in table.tables("blocking") for item in _read_blocking(entry, replacements))
    entries = tuple(_read_entry(entry) for entry in table.tables("entry"))
    return Callables(
        python=table.text("language") == "python",
        blocking=NameIndex((item.name, item) for item in blocking),
        modules=_words_by_module(blocking),
        entries=entries,
        registrations=_entry_index(entries, "registers"),
        decorations=_entry_index(entries, "decorators"),
        bases=_entry_index(entries, "bases"),
        offloaders=_patterns(offloaders.texts("calls")),
        offloading_methods=frozenset(offloaders.texts("methods")),
        offloading_decorators=_patterns(offloaders.texts("decorators")),
        transparent_decorators=_patterns(offloaders.texts("transparent")),
        inline=_patterns(table.table("inline").texts("calls")),
        runners=_patterns(runners.texts("calls")),
        sharing=_patterns(runners.texts("sharing")),
        same=_read_same(table),
        quiet_events=frozenset(table.table("events").texts("quiet")),
    )


@lru_cache(maxsize=1)
def load_callables() -> CallableCatalogue:
    """Read `profiles/callables/`. Raises `DataError` on the first broken entry."""
    folder = profiles_root() / "callables"
    python, node = (
        read_callables(read_toml(folder / name, f"callables/{name}")) for name in ("python.toml", "node.toml")
    )
    return CallableCatalogue(python=python, node=node)
