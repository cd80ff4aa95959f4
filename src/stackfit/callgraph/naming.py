"""The names a function goes by: its own, its class's, and those under which files pass it on."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import FileFacts

CONSTRUCTORS = ("__init__", "constructor", "__new__")
# Methods that a statement runs, and all that code runs without their name in it.
READ = frozenset(("__enter__", "__exit__", "__iter__", "__next__"))
UNNAMED = READ | {"__call__"}


def own_names(facts: FileFacts, index: int) -> list[str]:
    """List the names that a call of a function may end in; "" where it is what its module exports as a whole."""
    function = facts.functions[index]
    names = [function.name] if function.name else []
    if function.name in CONSTRUCTORS and function.owner >= 0:
        names.append(facts.classes[function.owner].name)
    if function.owner >= 0:
        return names
    exported = (export.name for export in facts.exports if export.local == function.qualname)
    names.extend("" if name == "default" else name for name in exported)
    return list(dict.fromkeys(names))


def passes_on(facts: FileFacts, name: str) -> Iterator[str]:
    """Yield the names under which other files can get something that a file knows as `name`."""
    for item in facts.imports:
        if name and item.name == name and item.alias and facts.language.is_python:
            yield item.alias
    for binding in facts.bindings:
        if name and binding.function < 0 and last_word(binding.value) == name:
            yield binding.target.rpartition(".")[2]
    for export in facts.exports:
        if export.name not in ("*", "default") and last_word(export.local) in (name, "" if name else "default"):
            yield export.name


def is_default(facts: FileFacts, name: str) -> bool:
    """Whether a file's default export is something that it knows as `name` and has from elsewhere."""
    imported = any(item.alias == name for item in facts.imports)
    return imported and any(export.name == "default" and export.local == name for export in facts.exports)
