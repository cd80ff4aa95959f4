"""What cannot run as the program is: under a constant that is never true, on another class, beside a running loop."""

from __future__ import annotations

from stackfit.callgraph.asking import Asking
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.linker import LOCAL
from stackfit.callgraph.project import Project
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.model.facts import Call, Condition

_OPPOSITE = {"true": "false", "false": "true"}
_MAX_MODULES = 6
# A name that more files hold is not looked after in all of them: it may be given another value.
_MOST_HOLDING = 50


class RuledOut:
    """Tells calls that never run on a loop by what stands around them; what it has read of a place is remembered."""

    def __init__(self, project: Project, code: Asking) -> None:
        self._project = project
        self._code = code
        self._conditions: Recall[tuple[str, int, int], tuple[Condition, ...]] = Recall(project.trace)
        self._constants: Recall[tuple[str, str, str], bool] = Recall(project.trace)

    def place(self, graph: FileGraph, call: Call) -> bool:
        """Whether a call is made only where no loop runs, or never."""
        path = graph.facts.path
        return any(
            item.kind == "no loop"
            or (item.kind == "constant" and self._is_always(path, item.name, _OPPOSITE[item.needs]))
            for item in self._around(graph, call)
        )

    def runs(self, graph: FileGraph, call: Call, target: Node) -> bool:
        """Whether a call cannot run a method, as its object is none of the method's class."""
        receiver = call.callee.rpartition(".")[0]
        names = [
            item.needs for item in self._around(graph, call) if item.kind == "other class" and item.name == receiver
        ]
        kind = self._project.classes.owner(target) if names else None
        excluded = (self._project.linker.value(graph.facts.path, LOCAL + name) for name in names)
        return kind is not None and any(
            value is not None and value.kind == "class" and self._project.classes.is_below(kind, value)
            for value in excluded
        )

    def _around(self, graph: FileGraph, call: Call) -> tuple[Condition, ...]:
        key = (graph.facts.path, call.line, call.column)
        return self._conditions.get(key, lambda: self._code.conditions(*key)) if graph.callables.python else ()

    def _is_always(self, path: str, name: str, truth: str) -> bool:
        """Whether a name of a module, wherever it has it from, is the same literal as long as the program runs."""
        return self._constants.get((path, name, truth), lambda: self._find_constant(path, name, truth))

    def _find_constant(self, path: str, name: str, truth: str) -> bool:
        holding = [other for other in self._code.holding(name) if other in self._project.files]
        if len(holding) > _MOST_HOLDING or any(self._code.rebinds(other, name) for other in holding):
            return False
        waiting, seen = [(path, name)], set[tuple[str, str]]()
        while waiting and len(seen) < _MAX_MODULES:
            home, known_as = waiting.pop(0)
            if (home, known_as) in seen:
                continue
            seen.add((home, known_as))
            if self._code.is_always(home, known_as, truth):
                return True
            if not self._code.is_always(home, known_as, _OPPOSITE[truth]):
                waiting += self._sources(home, known_as)
        return False

    def _sources(self, path: str, name: str) -> list[tuple[str, str]]:
        """List the files from which a file may have a name, with the name that it has there."""
        members = self._project.linker.members(path)
        if members is None or any(item.target == name for item in members.facts.bindings):
            return []
        item = members.imports.get(name)
        wanted = [(module, name) for module in members.stars] if item is None else [(item.module, item.name or "")]
        values = ((self._project.linker.value(path, module), known_as) for module, known_as in wanted)
        files = ((value.path, known_as) for value, known_as in values if value is not None and value.kind == "module")
        return [
            (file if file.endswith(".py") else f"{file}/__init__.py", known_as) for file, known_as in files if known_as
        ]
