"""What a project does with a function: all its uses, those of a method by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stackfit.callgraph.graph import RECEIVERS, FileGraph, handed
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use, starts_loop
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Call, Function

# A method that more files name is taken to be used in ways that nobody can follow.
_MANY = 30
# What an object of a library holds, or gives for a key, may be of the project: "request.app.state.store.load",
# "current_app.config.get().load".
_HELD = re.compile(r"(?:\(\)|\[\])\.\w+\.|\[\]\.|\.(?:get|pop|setdefault)\(\)\.")


class UseIndex:
    """Finds the uses of functions; what it has found is remembered."""

    def __init__(self, project: Project, starters: Starters) -> None:
        self._project = project
        self._starters = starters
        self._trace = project.trace
        self._uses: dict[Node, tuple[tuple[Use, ...], int]] = {}
        self._at_home: Recall[str, dict[Node, list[Use]]] = Recall(project.trace)
        self._kept: dict[str, dict[str, list[str]]] = {}
        self._named: dict[str, dict[str, list[tuple[int, bool]]]] = {}

    def of(self, node: Node) -> tuple[Use, ...]:
        """List the uses of a function, those of a method by its name alone; none where there may be too many."""
        return tuple(self.each(node))

    def each(self, node: Node) -> Iterator[Use]:
        """Yield the uses of a function one by one, so that files are only parsed as long as somebody asks on."""
        known = self._uses.get(node)
        if known is not None:
            self._trace.asked |= known[1]
            yield from known[0]
            return
        found: list[Use] = []
        all_asked = 0
        uses = self._find_uses(node)
        while True:
            use, asked = self._trace.watch(lambda: next(uses, None))
            all_asked |= asked
            if use is None:
                break
            found.append(use)
            yield use
        self._uses[node] = tuple(found), all_asked

    def kept(self, node: Node) -> bool:
        """Whether a function stands in a table, under another name, or for a parameter that is not given."""
        home = self._project.graph(node.path)
        function = home.facts.functions[node.function] if home is not None else None
        if home is None or function is None or not function.name:
            return False
        if function.owner >= 0:
            paths = self._project.naming(function.name, home.facts.path, _MANY)
            graphs = (graph for path in paths if (graph := self._project.graph(path)) is not None)
            return any(self._kept_in(graph, function.name) for graph in graphs)
        places = ((home, function.name), *self._project.places(node, _MANY))
        names = ((graph, value) for graph, name in places for value in self._kept_in(graph, name))
        return any(self._starters.meant(graph, value) == node for graph, value in names)

    def _kept_in(self, graph: FileGraph, name: str) -> list[str]:
        path = graph.facts.path
        if path not in self._kept:
            self._kept[path] = _list_kept(graph)
        return self._kept[path].get(name, [])

    def _find_uses(self, node: Node) -> Iterator[Use]:
        home = self._project.graph(node.path)
        if home is None:
            return
        function = home.facts.functions[node.function]
        wrapped = (self._starters.decorator(home, item.resolved) for item in function.decorators)
        around = next((use for use in wrapped if use is not None), None)
        if around is not None:
            yield around
            return
        if function.owner < 0 or not function.name:
            found = self._by_resolution(home, node)
        else:
            paths = self._project.naming(function.name, home.facts.path, _MANY)
            self._project.expect(paths)
            graphs = (self._project.graph(path) for path in sorted(paths, key=lambda path: path != home.facts.path))
            found = (use for graph in graphs if graph is not None for use in self._by_name(graph, node, function))
        yield from (use for use in found if use.graph is not home or home.calls[use.call].function != node.function)

    def _by_resolution(self, home: FileGraph, node: Node) -> Iterator[Use]:
        """Yield the uses of a function that is known by what its name means where it is used."""
        at_home = self._at_home.get(home.facts.path, lambda: self._list_uses(home, range(len(home.calls))))
        yield from at_home.get(node, ())
        for graph, name in self._project.places(node, _MANY):
            if graph is not home:
                yield from self._list_uses(graph, graph.references(name)).get(node, ())

    def _list_uses(self, graph: FileGraph, indexes: Iterable[int]) -> dict[Node, list[Use]]:
        """List what some calls of a file use, by function, each in order."""
        found: dict[Node, list[Use]] = {}
        for index in indexes:
            call = graph.calls[index]
            target = self._starters.target(graph, call)
            if target is not None:
                found.setdefault(target, []).append(Use(graph, index))
            names = (handed(arg) for arg in call.args)
            for meant in dict.fromkeys(self._starters.meant(graph, name) for name in names if name):
                if meant is not None:
                    found.setdefault(meant, []).append(Use(graph, index, given=True))
        return found

    def _by_name(self, graph: FileGraph, node: Node, function: Function) -> Iterator[Use]:
        """Yield what may be uses of a method in a file: all that have its name and no other meaning."""
        path = graph.facts.path
        if path not in self._named:
            self._named[path] = _list_names(graph)
        for index, given in self._named[path].get(function.name, ()):
            if given or self._may_mean(graph, graph.facts.calls[index], node):
                yield Use(graph, index, given=given)

    def _may_mean(self, graph: FileGraph, call: Call, node: Node) -> bool:
        """Whether a call may run a method, by itself or as an override of what it is known to run."""
        target = self._starters.target(graph, call)
        kind = self._project.owner(node) if call.callee.rpartition(".")[0] in RECEIVERS else None
        if kind is not None and self._project.classes.replaced(graph.node(call.function), kind):
            return False
        if target is not None:
            return target == node or self._project.classes.related(target, node)
        value = self._project.linker.value(graph.facts.path, graph.spell(call)) if call.resolved else None
        if value is None or value.kind != "external":
            return True
        return _HELD.search(value.name) is not None and self._takes_coroutine(graph, call)

    def _takes_coroutine(self, graph: FileGraph, call: Call) -> bool:
        """Whether what a call gives is awaited, or handed to what takes coroutines."""
        if call.awaited or call.argument_of < 0:
            return call.awaited
        outer, known = graph.calls[call.argument_of], graph.callables
        takers = (known.sharing, known.wrappers, known.joining)
        return starts_loop(graph, outer) or any(graph.normal(outer) in names for names in takers)


def _list_names(graph: FileGraph) -> dict[str, list[tuple[int, bool]]]:
    """List by name which calls of a file are of a member of that name, and which are given one (True)."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for index, call in enumerate(graph.facts.calls):
        if "." in call.callee:
            found.setdefault(last_word(call.callee), []).append((index, False))
        for name in dict.fromkeys(last_word(handed(arg)) for arg in call.args):
            found.setdefault(name, []).append((index, True))
    return found


def _list_kept(graph: FileGraph) -> dict[str, list[str]]:
    """List by name what a file binds, or has as a default."""
    found: dict[str, list[str]] = {}
    bound = (binding.value for binding in graph.facts.bindings if binding.call < 0)
    defaults = (item.default for function in graph.facts.functions for item in function.params)
    for value in (*bound, *defaults):
        if value and not value.endswith("()"):
            found.setdefault(last_word(value), []).append(value)
    return found
