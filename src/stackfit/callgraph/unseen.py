"""Functions of an application that nothing in sight runs: no other file names them, or makes what they belong to."""

from __future__ import annotations

import re
from collections.abc import Set

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Class

# What is found by its name alone, as far as such names go.
_BY_NAME = re.compile(r"(?:on_\w+|main|handler|lambda_handler|lifespan|setup|startup|shutdown|teardown|init)\Z")
# In so many files a class may be named for its objects to be looked for.
_FEW = 8
# More files than this with a name are taken to use it.
_MANY = 30


class Unseen:
    """Tells them; `api` are the files of libraries, whose functions others run."""

    def __init__(self, project: Project, code: Asking, api: Set[str]) -> None:
        self._project = project
        self._code = code
        self._api = api
        self._made: Recall[tuple[str, str], bool] = Recall(project.trace)

    def has(self, node: Node) -> bool:
        """Whether a function is plain, and nobody names it or makes an object of its class."""
        graph = self._project.graph(node.path)
        if graph is None or node.path in self._api:
            return False
        function = graph.facts.functions[node.function]
        owner = graph.facts.classes[function.owner] if function.owner >= 0 else None
        if function.parent >= 0 or function.decorators or (owner is not None and (owner.bases or owner.decorators)):
            return False
        if not function.name or function.name.startswith("__") or _BY_NAME.match(function.name):
            return False
        if owner is not None and not self.is_made(graph, owner):
            return True
        return not self.is_named(node, function.name) and not self._code.hands_on(node.path, function.name)

    def is_named(self, node: Node, name: str) -> bool:
        """Whether another file refers to a function by its name, other than to define one of its own."""
        others = self._project.importers.mentions.of(name) - {node.path}
        if others and self._project.owner(node) is None:
            others &= self._project.importers.of(node.path)
        return len(others) > _MANY or any(self._code.refers(path, name) for path in sorted(others))

    def is_made(self, home: FileGraph, owner: Class) -> bool:
        """Whether an object of a class may be made: somebody calls it, hands it on, inherits from it or keeps it."""
        return self._made.get((home.facts.path, owner.qualname), lambda: self._may_be_made(home, owner))

    def _may_be_made(self, home: FileGraph, owner: Class) -> bool:
        paths = self._project.importers.mentions.of(owner.name)
        if owner.parent >= 0 or owner.owner >= 0 or len(paths) > _FEW:
            return True
        graphs = [self._project.graph(path) for path in sorted(paths | {home.facts.path})]
        return any(graph is None or self._makes(graph, owner.name, at_home=graph is home) for graph in graphs)

    def _makes(self, graph: FileGraph, name: str, *, at_home: bool) -> bool:
        if graph.references(name):
            return True
        if any(last_word(base) == name for item in graph.facts.classes for base in item.bases):
            return True
        if any(item.name == name and item.alias not in (None, name) for item in graph.facts.imports):
            return True
        told = sum(item.name == name for item in graph.facts.imports) + at_home
        return self._code.occurrences(graph.facts.path, name) > told
