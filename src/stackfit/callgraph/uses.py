"""What a project does with a function: all its uses, those of a method by its name."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.callgraph.graph import FileGraph, handed
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Call, Function

# A method that more files name is taken to be used in ways that nobody can follow.
_MANY = 30


class UseIndex:
    """Finds the uses of functions; what it has found is remembered."""

    def __init__(self, project: Project, starters: Starters) -> None:
        self._project = project
        self._starters = starters
        self._uses: dict[Node, tuple[Use, ...]] = {}

    def of(self, node: Node) -> tuple[Use, ...]:
        """List the uses of a function, those of a method by its name alone; none where there may be too many."""
        if node not in self._uses:
            self._uses[node] = tuple(self._find_uses(node))
        return self._uses[node]

    def _find_uses(self, node: Node) -> list[Use]:
        home = self._project.graph(node.path)
        if home is None:
            return []
        function = home.facts.functions[node.function]
        wrapped = (self._starters.decorator(home, item.resolved) for item in function.decorators)
        around = next((use for use in wrapped if use is not None), None)
        if around is not None:
            return [around]
        if function.owner < 0 or not function.name:
            found = self._by_resolution(home, node)
        else:
            paths = self._project.naming(function.name, home.facts.path, _MANY)
            graphs = (self._project.graph(path) for path in paths)
            found = (use for graph in graphs if graph is not None for use in self._by_name(graph, node, function))
        return [use for use in found if (use.graph is not home) or home.calls[use.call].function != node.function]

    def _by_resolution(self, home: FileGraph, node: Node) -> Iterator[Use]:
        """Yield the uses of a function that is known by what its name means where it is used."""
        places = [(graph, graph.references(name)) for graph, name in self._project.places(node, _MANY)]
        others = ((graph, indexes) for graph, indexes in places if graph is not home)
        for graph, indexes in ((home, range(len(home.calls))), *others):
            for index in indexes:
                call = graph.calls[index]
                if self._starters.target(graph, call) == node:
                    yield Use(graph, index)
                names = (handed(arg) for arg in call.args)
                if any(self._meant(graph, name) == node for name in names if name):
                    yield Use(graph, index, given=True)

    def _by_name(self, graph: FileGraph, node: Node, function: Function) -> Iterator[Use]:
        """Yield what may be uses of a method in a file: all that have its name and no other meaning."""
        for index, call in enumerate(graph.facts.calls):
            if last_word(call.callee) == function.name and "." in call.callee and self._may_mean(graph, call, node):
                yield Use(graph, index)
            if any(last_word(handed(arg)) == function.name for arg in call.args):
                yield Use(graph, index, given=True)

    def _may_mean(self, graph: FileGraph, call: Call, node: Node) -> bool:
        """Whether a call may run a method, by itself or as an override of what it is known to run."""
        target = self._starters.target(graph, call)
        if target is not None:
            return target == node or self._project.linker.related(target, node)
        value = self._project.linker.value(graph.facts.path, graph.spell(call)) if call.resolved else None
        return value is None or value.kind != "external"

    def _meant(self, graph: FileGraph, name: str) -> Node | None:
        own = graph.find(name)
        return graph.node(own) if own >= 0 else self._project.linker.target(graph.facts.path, name)
