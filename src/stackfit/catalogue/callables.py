"""Reads `profiles/callables/`: blocking callables, offloaders and entries of the event loop, per language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from stackfit.catalogue.callables_model import (
    COSTS,
    ENTRY_KINDS,
    KINDS,
    BlockingCallable,
    Callables,
    EntryRule,
    LanguageCallables,
    Names,
    expand,
    last_word,
)
from stackfit.catalogue.compiled import compiled
from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.spellings import Owners, first_word
from stackfit.catalogue.toml import Table, read_toml
from stackfit.model.kinds import Confidence

__all__ = ["Callables", "LanguageCallables", "load_callables", "read_callables"]

_BLOCKING_KEYS = (
    *("kind", "cost", "module", "names", "unless", "replace", "listed", "confidence", "loop"),
    *("heavy_with", "beside", "plain_cost"),
)
_CONFIDENCES = tuple(item.value for item in Confidence)
_SYNC = re.compile(r"(?:\.sync|Sync)(?:\.native)?\Z")
_BRACED = re.compile(r"\{(?:call|name|module)\}")
_KEYS = (
    "language",
    "replacements",
    "same",
    "blocking",
    "offloaders",
    "inline",
    "entry",
    "runners",
    "events",
    "once",
    "server",
)


def _qualify(module: str, name: str) -> str:
    """Give the qualified name of `name` in `module`; "" is the module itself when it is called."""
    return module + name if not name or name.startswith("(") else f"{module}.{name}"


def _read_blocking(table: Table, replacements: dict[str, tuple[tuple[str, str], ...]]) -> Iterator[BlockingCallable]:
    """Yield every callable that one [[blocking]] table spells out."""
    table.only(_BLOCKING_KEYS)
    module, cost = table.text("module"), table.choice("cost", COSTS)
    instead = replacements[table.choice("replace", replacements)]
    make = partial(
        BlockingCallable,
        module=module,
        kind=table.choice("kind", KINDS),
        cost=cost,
        confidence=Confidence(table.choice("confidence", _CONFIDENCES, "definite")),
        unless=tuple(_split_condition(table, item) for item in table.texts("unless")),
        listed=table.text("listed"),
        loop=table.flag("loop"),
        heavy_with=table.text("heavy_with", ""),
        beside=table.texts("beside"),
        plain_cost=table.choice("plain_cost", COSTS, cost),
    )
    asks = any(_BRACED.search(text) for _, text in instead)
    for name in (name for pattern in table.texts("names") for name in expand(pattern)):
        yield make(name=_qualify(module, name), replacements=_fill(instead, module, name) if asks else instead)


def _fill(replacements: tuple[tuple[str, str], ...], module: str, name: str) -> tuple[tuple[str, str], ...]:
    """Put the package and the asynchronous name of a callable ("readFile" for "readFileSync") into the texts."""
    plain = _SYNC.sub("", name)
    named = plain not in ("", "sync") and "(" not in plain
    call = f"await {last_word(plain)}(...)" if named else "the asynchronous function"
    filled = {"{call}": call, "{name}": last_word(plain), "{module}": module}
    return tuple((key, _BRACED.sub(lambda found: filled[found.group()], text)) for key, text in replacements)


def _split_condition(table: Table, text: str) -> tuple[str, str]:
    """Split "block=False" into the keyword (or position) and the value."""
    key, equals, value = text.partition("=")
    if not equals:
        table.fail("unless", f"expected keyword=value, got {text!r}")
    return key, value


def _read_entry(table: Table) -> EntryRule:
    """Read one [[entry]] table."""
    lists = ("registers", "decorators", "bases", "on", "methods", "names", "params", "files")
    table.only(("kind", "what", "async", *lists))
    return EntryRule(
        kind=table.choice("kind", ENTRY_KINDS),
        what=table.text("what"),
        coroutines=table.flag("async"),
        **{key: table.texts(key) for key in lists},
    )


def _read_replacements(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """Read the [replacements.*] tables, each with its libraries in order."""
    choices = {name: table.table(name) for name in table.keys()}  # noqa: SIM118 - a Table is no dict
    return {name: tuple((key, choice.text(key)) for key in choice.keys()) for name, choice in choices.items()}  # noqa: SIM118


def _read_same(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """Read the [[same]] tables by first segment of the old name, the longest old name first."""
    rules: dict[str, list[tuple[str, str]]] = {}
    for item in table.tables("same"):
        item.only(("is", "names"))
        for pattern in item.texts("names"):
            for name in expand(pattern):
                rules.setdefault(first_word(name), []).append((name, item.text("is")))
    return {head: tuple(sorted(found, key=lambda rule: (-len(rule[0]), rule))) for head, found in rules.items()}


def read_callables(table: Table) -> LanguageCallables:
    """Read one language's file. Raises `DataError` naming the first broken key."""
    table.only(_KEYS)
    offloaders, runners = table.table("offloaders"), table.table("runners")
    offloaders.only(("calls", "methods", "decorators", "transparent"))
    replacements = _read_replacements(table.table("replacements"))
    blocking = tuple(item for entry in table.tables("blocking") for item in _read_blocking(entry, replacements))
    entries = tuple(_read_entry(entry) for entry in table.tables("entry"))
    same = _read_same(table)
    owners = Owners(blocking, same)
    return LanguageCallables(
        python=table.text("language") == "python",
        listed=blocking,
        modules=owners.mentions(),
        objects=owners.objects(),
        makers=owners.makers(),
        entries=entries,
        offloaders=Names(offloaders.texts("calls")),
        offloading_methods=frozenset(offloaders.texts("methods")),
        offloading_decorators=Names(offloaders.texts("decorators")),
        transparent_decorators=Names(offloaders.texts("transparent")),
        inline=Names(table.table("inline").texts("calls")),
        runners=Names(runners.texts("calls")),
        sharing=Names(runners.texts("sharing")),
        joining=Names(runners.texts("joining")),
        sharing_methods=frozenset(runners.texts("sharing_methods")),
        serving=Names(runners.texts("serving")),
        serving_methods=frozenset(runners.texts("serving_methods")),
        serving_awaited=frozenset(runners.texts("serving_awaited")),
        wrappers=Names(runners.texts("wrappers")),
        same=same,
        quiet_events=frozenset(table.table("events").texts("quiet")),
        once_paths=table.table("once").texts("paths"),
        once_names=frozenset(table.table("once").texts("names")),
        once_verbs=frozenset(table.table("once").texts("verbs")),
        migrations=frozenset(table.table("once").texts("migrations")),
        server_modules=frozenset(table.table("server").texts("modules")),
    )


@lru_cache(maxsize=1)
def load_callables() -> Callables:
    """Read `profiles/callables/`. Raises `DataError` on the first broken entry."""
    return compiled("callables", Callables, _read_both)


def _read_both() -> Callables:
    folder = profiles_root() / "callables"
    python, node = (
        read_callables(read_toml(folder / name, f"callables/{name}")) for name in ("python.toml", "node.toml")
    )
    return Callables(python=python, node=node)
