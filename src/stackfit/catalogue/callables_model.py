"""What is known of callables: which block, and which put code on the event loop or take it off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from stackfit.model.kinds import Confidence, Language

KINDS = frozenset(("sleep", "network", "disk", "database", "process", "lock", "input", "cpu", "import", "tls"))
COSTS = ("light", "medium", "heavy")
ENTRY_KINDS = frozenset(("request", "socket", "message", "timer", "callback", "start-up"))
HOT_ENTRIES = frozenset(("request", "socket", "message", "timer"))

_BRACES = re.compile(r"\{([^{}]*)\}")
_LAST = re.compile(r"(?<![\w$])([\w$]+)(?:\(\))*\Z")
CLASS = re.compile(r"\.[A-Z]\w*(?=[.(])")
_MAX_REWRITES = 16
T = TypeVar("T")


class BlockingCallable(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What blocks; `replacements` are (library, text), best first, `unless` arguments that make it return at once.

    `loop` means that only many of these calls are felt, in a loop that also awaits. Without the option `heavy_with`
    the call costs as little as `plain_cost` says. A function that also calls one of `beside` knows which thread it is
    in, or what is loaded already: what it calls there says nothing.
    """

    name: str
    module: str
    kind: str
    cost: str
    confidence: Confidence = Confidence.DEFINITE
    replacements: tuple[tuple[str, str], ...] = ()
    unless: tuple[tuple[str, str], ...] = ()
    listed: str = ""
    loop: bool = False
    heavy_with: str = ""
    plain_cost: str = ""
    beside: tuple[str, ...] = ()


class EntryRule(Struct, frozen=True, kw_only=True, omit_defaults=True):
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


class Mention(NamedTuple):
    """How a text looks that calls one of some members.

    It holds their owner, by one of several sets of words, and one of `members` (none where the owner itself is called).
    With `path`, the owner is a module or class of that name; `taken` says that a member is then surely taken from it.
    """

    makers: frozenset[frozenset[str]]
    members: frozenset[str]
    path: str
    taken: bool

    @property
    def words(self) -> frozenset[str]:
        """Every word that it asks a text for."""
        return self.members.union(*self.makers)


class NameIndex(Generic[T]):
    """Values by qualified name; a pattern may hold "{a,b}" and one "**" (any members and calls in between).

    One that ends in ".*" stands for any one member. What an iteration yields is another thing than what it goes over:
    "**" ends before an element, so that `get` of a row is not that of the query.
    """

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        self._deep: dict[str, list[tuple[str, T]]] = {}
        self._any: dict[str, T] = {}
        for pattern, value in pairs:
            head, deep, tail = pattern.partition("**")
            if deep:
                self._deep.setdefault(tail.lstrip("."), []).append((head.rstrip("."), value))
            elif pattern.endswith(".*"):
                self._any.setdefault(pattern[:-2], value)
            else:
                self._exact.setdefault(pattern, value)

    def get(self, name: str) -> T | None:
        """Give the value for a qualified name; an exact pattern wins."""
        value = self._exact.get(name)
        if value is None and (self._deep or self._any):
            owner, _, member = name.rpartition(".")
            for head, found in self._deep.get(member, ()):
                between = name[len(head) :] if name.startswith(head) else ""
                if between.startswith((".", "(", "[")) and "[*]" not in between:
                    return found
            return self._any.get(owner)
        return value

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def values(self) -> Iterator[T]:
        """Yield the value of every pattern."""
        deep = (value for found in self._deep.values() for _, value in found)
        return chain(self._exact.values(), self._any.values(), deep)


class Names(Struct, frozen=True, dict=True):
    """Names as data files write them: each a pattern that may spell out several."""

    patterns: tuple[str, ...]

    @cached_property
    def _index(self) -> NameIndex[bool]:
        return NameIndex((name, True) for pattern in self.patterns for name in expand(pattern))

    def __contains__(self, name: str) -> bool:
        return name in self._index


def expand(pattern: str) -> Iterator[str]:
    """Spell out every "{a,b}" of a pattern."""
    found = _BRACES.search(pattern)
    if found is None:
        yield pattern
        return
    for choice in found.group(1).split(","):
        yield from expand(pattern[: found.start()] + choice + pattern[found.end() :])


class LanguageCallables(Struct, frozen=True, kw_only=True, dict=True):
    """Everything known about the callables of one language.

    `modules` tells what to look for in files that import a module: how each name that blocks looks in a text.
    `objects` gives the module and the blocking members of each kind of object: "pathlib.Path()" has "exists".
    `makers` are the words that stand together in a file naming such an object or class, with the module it imports.
    """

    python: bool
    listed: tuple[BlockingCallable, ...]
    modules: dict[str, tuple[Mention, ...]]
    objects: dict[str, tuple[str, frozenset[str]]]
    makers: frozenset[tuple[str, frozenset[str]]]
    entries: tuple[EntryRule, ...]
    offloaders: Names
    offloading_methods: frozenset[str]
    offloading_decorators: Names
    transparent_decorators: Names
    inline: Names
    runners: Names
    sharing: Names
    joining: Names
    sharing_methods: frozenset[str]
    serving: Names
    serving_methods: frozenset[str]
    serving_awaited: frozenset[str]
    wrappers: Names
    same: dict[str, tuple[tuple[str, str], ...]]
    quiet_events: frozenset[str] = frozenset()
    once_paths: tuple[str, ...] = ()
    once_names: frozenset[str] = frozenset()
    once_verbs: frozenset[str] = frozenset()
    migrations: frozenset[str] = frozenset()
    server_modules: frozenset[str] = frozenset()

    @cached_property
    def blocking(self) -> NameIndex[BlockingCallable]:
        """What blocks, by name."""
        return NameIndex((item.name, item) for item in self.listed)

    @cached_property
    def registrations(self) -> NameIndex[EntryRule]:
        """The rules that go by a call which registers a function."""
        return self._rules("registers")

    @cached_property
    def decorations(self) -> NameIndex[EntryRule]:
        """The rules that go by a decorator."""
        return self._rules("decorators")

    @cached_property
    def bases(self) -> NameIndex[EntryRule]:
        """The rules that go by the base of a class."""
        return self._rules("bases")

    def _rules(self, key: str) -> NameIndex[EntryRule]:
        return NameIndex(
            (name, rule) for rule in self.entries for pattern in getattr(rule, key) for name in expand(pattern)
        )

    @cached_property
    def methods(self) -> dict[str, EntryRule]:
        """The rules that go by the name of a method alone, whatever it belongs to."""
        return {name: rule for rule in self.entries for name in rule.methods}

    @cached_property
    def functions(self) -> dict[str, frozenset[str]]:
        """The blocking functions of each module, by their plain names: "requests" -> "get"."""
        found: dict[str, set[str]] = {}
        for item in self.blocking.values():
            rest = item.name[len(item.module) + 1 :]
            if rest.isidentifier():
                found.setdefault(item.module, set()).add(rest)
        return {module: frozenset(names) for module, names in found.items()}

    @cached_property
    def inherited(self) -> dict[str, frozenset[str]]:
        """The blocking methods of each class: "django.db.models.Model" -> "get", "requests.Session" -> "post"."""
        found: dict[str, set[str]] = {}
        for item in self.blocking.values():
            for match in CLASS.finditer(item.name, len(item.module)):
                found.setdefault(item.name[: match.end()], set()).add(last_word(item.name))
        return {name: frozenset(members) for name, members in found.items()}

    @cached_property
    def overridden(self) -> frozenset[str]:
        """The methods that become entries when they override one of a known base."""
        return frozenset(name for rule in self.entries if rule.bases for name in rule.on)

    def normal(self, name: str) -> str:
        """Read a qualified name as the data does: objects of the same kind have one name."""
        name = name.removeprefix("globalThis.")
        rules = self.same.get(name.partition(".")[0].partition("(")[0], ())
        for _ in range(_MAX_REWRITES if rules else 0):
            for old, new in rules:
                if name.startswith(old) and name[len(old) : len(old) + 1] in ("", ".", "(", "["):
                    name = new + name[len(old) :]
                    break
            else:
                break
        return name

    def offloads(self, resolved: str, callee: str) -> bool:
        """Whether a function given to this call runs away from the loop."""
        return resolved in self.offloaders or last_word(callee) in self.offloading_methods


class Callables(Struct, frozen=True, kw_only=True):
    """The callables of both languages."""

    python: LanguageCallables
    node: LanguageCallables

    def of(self, language: Language) -> LanguageCallables:
        """Give the callables that code in `language` meets."""
        return self.python if language.is_python else self.node

    @property
    def words(self) -> frozenset[str]:
        """The identifiers a text pass has to look for."""
        sides = (self.python, self.node)
        made = (word for side in sides for _, words in side.makers for word in words)
        called = (word for side in sides for found in side.modules.values() for item in found for word in item.words)
        return frozenset((*called, *made))


def last_word(name: str) -> str:
    """Give the last identifier of a qualified name, without call brackets."""
    last = name.rpartition(".")[2]
    if last.isidentifier():
        return last
    found = _LAST.search(name)
    return found.group(1) if found else ""
