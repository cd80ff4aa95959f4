"""What carries a blocking object to other files: `path_audio`, a property that gives a `pathlib.Path`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from stackfit.callgraph.asking import CARRIED
from stackfit.callgraph.candidates import Candidates
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.catalogue.callables_model import LanguageCallables
from stackfit.model.code import CodeReader
from stackfit.model.facts import Call, FileFacts

_PACKAGE = "__init__.py"


class Carried(Struct, frozen=True):
    """The names under which a file has what can block, with the members that do.

    `passed` are classes from outside that others may have from it, `held` what holds, gives or is of such a kind.
    """

    passed: tuple[tuple[str, frozenset[str]], ...] = ()
    held: tuple[tuple[str, frozenset[str]], ...] = ()


Recollection = Callable[[str, Callable[[], Carried]], Carried]
"""Gives what is known of a file, or else what the function finds."""


def at_once(path: str, find: Callable[[], Carried]) -> Carried:
    """Remember nothing."""
    return find()


class Carriers:
    """What holds, gives or is of a kind with blocking methods: attributes, functions, module-level names, classes."""

    def __init__(
        self, project: Project, code: CodeReader, candidates: Mapping[bool, Candidates], recall: Recollection = at_once
    ) -> None:
        self._project = project
        self._code = code
        self._homes: dict[str, set[str]] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._objects: set[str] = set()
        self._passed: list[tuple[str, str, frozenset[str]]] = []
        self._having: dict[str, frozenset[str]] = {}
        for path, file in project.files.items():
            index = code.index(path)
            if index is None or file.language is None:
                continue
            asked = candidates[file.language.is_python]
            if path.endswith(_PACKAGE):
                modules = asked.passed_on(index)
                if any(code.renames(path, name) or self._is_had(path, name, modules[name]) for name in modules):
                    self._add_modules(path)
            if asked.may_make(index):
                self._add(path, recall(path, partial(_carried_by, project, path)))

    @property
    def digest(self) -> str:
        """What `resolve` hangs on beside the code."""
        return repr(sorted((name, sorted(members)) for name, members in self._members.items()))

    def _add(self, path: str, carried: Carried) -> None:
        for name, members in carried.passed:
            self._objects.add(name)
            self._passed.append((path, name, members))
            self._members[name] = self._members.get(name, frozenset()) | members
        for name, members in carried.held:
            self._objects.add(name)
            self._homes.setdefault(name, set()).add(path)
            self._members[name] = self._members.get(name, frozenset()) | members

    def _is_had(self, path: str, module: str, functions: frozenset[str]) -> bool:
        """Whether a file that sees a package may have a module from it: one that names it and does not import it."""
        if module not in self._having:
            holding = self._project.importers.mentions.of(module.partition(".")[0])
            indexes = (index for other in holding if (index := self._code.index(other)) is not None)
            self._having[module] = frozenset(
                index.path for index in indexes if module not in index.modules and not functions.isdisjoint(index.words)
            )
        having = self._having[module]
        return bool(having) and not having.isdisjoint(self._project.importers.of(path))

    def _add_modules(self, path: str) -> None:
        """Note the modules with blocking functions that a package has from outside: `from . import requests`."""
        facts = self._code.facts(path)
        graph = self._project.graph(path) if facts is not None else None
        for item in facts.imports if facts is not None and graph is not None else ():
            members = graph.callables.functions.get(item.module) if graph is not None and item.name is None else None
            if members and item.alias:
                self._homes.setdefault(item.alias, set()).add(path)
                self._members[item.alias] = self._members.get(item.alias, frozenset()) | members

    def files(self) -> Iterator[str]:
        """Yield the files that may call a blocking method of something carried to them."""
        importers = self._project.importers
        for name, homes in sorted(self._homes.items()):
            visible = frozenset().union(*(importers.of(home) for home in homes))
            yield from self._takers(importers.mentions.of(name) & visible, name, self._members[name])
        for home, name, members in self._passed:
            yield from self._takers(importers.getting(home, name), name, members)

    def _takers(self, paths: Iterable[str], name: str, members: frozenset[str]) -> Iterator[str]:
        """Yield those of some files whose text may take a member of what is carried under a name."""
        for path in sorted(paths):
            index = self._code.index(path)
            held = members & index.words if index is not None else frozenset[str]()
            if any(self._may_take(path, name, member) for member in held):
                yield path

    def _may_take(self, path: str, name: str, member: str) -> bool:
        """Whether a file's text may take a member of what is carried under a name."""
        if name in self._objects:
            return self._code.takes_member(path, member)
        return self._code.uses_function(path, name, member)

    def resolve(self, graph: FileGraph, call: Call) -> str:
        """Give the qualified name of a call of something carried here from another file, "" where it is none."""
        self._project.trace.ask(CARRIED, "")
        member = call.callee.rpartition(".")[2]
        owners = {*call.callee.replace("()", "").split("."), *call.resolved.replace("()", "").split(".")}
        if not any(member in self._members.get(owner, ()) for owner in owners):
            return ""
        value = self._project.linker.value(graph.facts.path, graph.spell(call))
        return graph.callables.normal(value.name) if value is not None and value.kind == "external" else ""


def _carried_by(project: Project, path: str) -> Carried:
    graph = project.graph(path)
    if graph is None:
        return Carried()
    held = (*_carried(graph.facts, graph.callables), *_heirs(graph))
    return Carried(tuple(_imported(graph.facts, graph.callables)), held)


def _heirs(graph: FileGraph) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the classes of a file that inherit blocking methods from outside the project, with those methods."""
    for item in graph.facts.classes:
        for base in graph.linker.bases(graph.facts.path, item.qualname):
            members = graph.callables.inherited.get(graph.callables.normal(base))
            if members:
                yield item.name, members


def _imported(facts: FileFacts, callables: LanguageCallables) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the classes with blocking methods that a Python file has from outside, and others may have from it."""
    for item in facts.imports if callables.python else ():
        known = callables.objects.get(callables.normal(f"{item.module}.{item.name}()")) if item.name else None
        if known is not None and item.alias:
            yield item.alias, known[1]


def _carried(facts: FileFacts, callables: LanguageCallables) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names of a file that stand for objects with blocking methods, with those methods."""
    for binding in facts.bindings:
        if binding.owner >= 0 or binding.function < 0:
            known = callables.objects.get(callables.normal(binding.value))
            if known is not None:
                yield binding.target.rpartition(".")[2], known[1]
    for function in facts.functions:
        known = callables.objects.get(callables.normal(function.returns)) if function.name else None
        if known is not None:
            yield function.name, known[1]
