"""Which files can hold an object of a class: those that name it, or something that others say is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.importers import Importers
from stackfit.callgraph.trace import Recall
from stackfit.model.facts import FileFacts

# A class that more files than this name is taken to be known everywhere: finding out who passes its objects on would
# cost more than looking at every file that uses the method's name.
_MANY = 300


class Held(NamedTuple):
    """`classes`: the files that name a class or one below it; `all`: those and the ones that hold one of `carriers`.

    These are names that stand for objects of the class elsewhere.
    """

    classes: frozenset[str]
    all: frozenset[str]
    subclasses: tuple[str, ...]
    carriers: tuple[str, ...] = ()


class Holders:
    """Finds the files for the classes of a project. Names only, never too few."""

    def __init__(self, code: Asking, importers: Importers) -> None:
        self._code = code
        self._importers = importers
        self._known: Recall[tuple[str, str], Held] = Recall(code.trace)

    def of(self, path: str, name: str) -> Held:
        """Give the files that may hold an object of the class `name` of a file."""
        return self._known.get((path, name), lambda: self._find(path, name))

    def _find(self, path: str, name: str) -> Held:
        visible = self._importers.of(path)
        mentions = self._importers.mentions
        names, carriers = [name], set[str]()
        classes = {path}
        for known in names:  # grows while subclasses and aliases are found
            files = frozenset(other for other in mentions.of(known) & visible if self._code.knows_class(other, known))
            classes |= files
            if len(files) > _MANY:
                return Held(visible, visible, tuple(names[1:]))
            self._code.expect(sorted(files | {path}))
            for other in sorted(files | {path}):
                facts = self._code.facts(other)
                if facts is not None:
                    if any(export.name == "default" and _is(facts, export.local, known) for export in facts.exports):
                        classes.update(self._importers.of(other))
                    names.extend(item for item in _derived(facts, known) if item not in names)
                    carriers.update(_carriers(facts, known))
        every = classes.union(*(mentions.of(carrier) & visible for carrier in carriers))
        return Held(frozenset(classes), frozenset(every), tuple(names[1:]), tuple(sorted(carriers)))


def _is(facts: FileFacts, local: str, name: str) -> bool:
    """Whether a name of a file is a class or an object of it."""
    values = (binding.value for binding in facts.bindings if binding.target == local)
    return local == name or any(value.endswith(f"{name}()") for value in values)


def _derived(facts: FileFacts, name: str) -> Iterator[str]:
    """Yield the classes of a file below a class, and other names for it."""
    for item in facts.classes:
        if any(base.rpartition(".")[2] == name for base in item.bases):
            yield item.name
    for imported in facts.imports:
        if imported.name == name and imported.alias and imported.alias != name:
            yield imported.alias
    for export in facts.exports:
        if export.local == name and export.name not in (name, "default", "*"):
            yield export.name


def _carriers(facts: FileFacts, name: str) -> Iterator[str]:
    """Yield what a file binds to an object of a class, or gives one back: names that stand for it elsewhere."""
    ending = f"{name}()"
    for binding in facts.bindings:
        if binding.value.endswith(ending):
            yield binding.target.rpartition(".")[2]
    for function in facts.functions:
        if function.name and function.returns.endswith(ending):
            yield function.name
