"""Whose loop a coroutine runs on: one that serves others, or one that was started for this coroutine alone."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from stackfit.callgraph.above import Above
from stackfit.callgraph.asking import Asking
from stackfit.callgraph.commands import Commands
from stackfit.callgraph.early import Early
from stackfit.callgraph.graph import FileGraph
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use, inside
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.unseen import Unseen
from stackfit.callgraph.uses import UseIndex
from stackfit.callgraph.values import Node, Value
from stackfit.callgraph.waiting import asks_for_loop
from stackfit.catalogue.callables_model import last_word
from stackfit.model.facts import Call, Class, Function

# In so many files a class may be named for its objects to be followed.
_FEW = 8
_MAX_UNUSED = 3  # functions that nobody uses but the next one
_MAKES_UP = frozenset(("getattr", "operator.methodcaller", "methodcaller"))
# What a framework runs for its name alone, as far as such names go.
_CALLED_BY_NAME = re.compile(
    r"(?:async|after|before|cog|handle|handler|lambda|lifespan|main|migrate|on|plugin|post|pre|setup|shutdown|startup|"
    r"teardown|test|unload|upgrade)(?:_|\Z)|"
    r"(?:configure|create|execute|get|init|load|perform|process|register|run|start|stop)\Z"
)
_RUN_ANY = "run_until_complete"
_NEW_LOOP = "asyncio.new_event_loop"


class Loops:
    """Tells the coroutines beside which nobody can be waiting; `api` are the files of libraries, used by others."""

    def __init__(self, project: Project, code: Asking, api: Set[str] = frozenset()) -> None:
        self._project = project
        self._code = code
        self._api = api
        self._starters = Starters(project, code)
        self._uses = UseIndex(project, self._starters)
        self._above = Above(project, self._starters, self._uses)
        self._early = Early(project, code, self._starters, self._uses, self._above)
        self._commands = Commands(project, self._starters, self._above, api)
        self._unseen = Unseen(project, code, api)
        self._used: Recall[tuple[str, int], tuple[Node, ...]] = Recall(project.trace)
        self._given_away: Recall[tuple[str, str], bool] = Recall(project.trace)
        self._shared: Recall[str, bool] = Recall(project.trace)
        self._serving: Recall[tuple[str, int, Node], bool] = Recall(project.trace)

    def alone(self, node: Node) -> bool:
        """Whether every use of a coroutine in sight ends in a loop that is started for it and serves nobody else."""
        starts = self._above.starts(node)
        if not starts or self._offers_both(node, starts):
            return False
        return not any(self._serves(start, below) for start, below in starts)

    def started(self, node: Node) -> bool:
        """Whether all that is done with a coroutine is to start a loop for it."""
        return self._above.started(node)

    def offered(self, node: Node) -> bool:
        """Whether a coroutine is a library's public method: others than those in sight may await it."""
        graph = self._project.graph(node.path)
        function = graph.facts.functions[node.function] if graph is not None else None
        public = function is not None and function.owner >= 0 and not function.name.startswith("_")
        return public and node.path in self._api

    def commanded(self, node: Node) -> bool:
        """Whether only programs run a coroutine that do their own work and end."""
        return self._commands.run(node)

    def busy(self, node: Node, line: int) -> bool:
        """Whether a function has given its loop something else to run before it comes to a line."""
        graph = self._project.graph(node.path)
        calls = [graph.calls[index] for index in graph.made_in(node.function)] if graph is not None else []
        return any(call.line < line and graph is not None and self._starters.shares(graph, call) for call in calls)

    def early(self, node: Node, call: Call) -> bool:
        """Whether a loop has nothing else to run when it comes to a call in a function."""
        return self._early.has(node, call)

    def unused(self, node: Node) -> bool:
        """Whether nothing of the project names a function, or a method of a plain class, that nobody outside can know.

        Others of the class are used: coroutines alone, or it is no library's, and no object of it is given away.
        """
        return self._is_unused(node, _MAX_UNUSED)

    def unseen(self, node: Node) -> bool:
        """Whether nothing in sight runs a function of an application."""
        return self._unseen.has(node)

    def _is_unused(self, node: Node, most: int) -> bool:
        graph = self._project.graph(node.path)
        function = graph.facts.functions[node.function] if graph is not None else None
        if graph is None or function is None:
            return False
        if function.owner < 0:
            return self._is_left_over(graph, node, function, most)
        owner = graph.facts.classes[function.owner]
        plain = not (owner.bases or owner.decorators or function.decorators or function.name.startswith("__"))
        live = plain and node.path not in self._api and self._project.importers.direct(node.path)
        if live and not self._unseen.is_made(graph, owner):
            return True
        if not plain or self._unseen.is_named(node, function.name):
            return False
        if self._is_wanted(graph, node, most):
            return False
        used = self._used_methods(graph, function.owner)
        if used and node.path not in self._api and not self._is_given_away(graph, owner):
            return True
        coroutines = [item for item in used if self._is_coroutine(item)]
        return bool(coroutines) and all(self.alone(item) for item in coroutines)

    def _used_methods(self, graph: FileGraph, owner: int) -> tuple[Node, ...]:
        """Give the methods of a class that somebody uses."""

        def find() -> tuple[Node, ...]:
            functions = enumerate(graph.facts.functions)
            beside = (graph.node(index) for index, item in functions if item.owner == owner)
            return tuple(item for item in beside if self._is_used(graph, item))

        return self._used.get((graph.facts.path, owner), find)

    def _is_wanted(self, graph: FileGraph, node: Node, most: int) -> bool:
        """Whether a function is used by more than others of its file that are unused themselves."""
        for use in self._uses.each(node):
            user = use.graph.node(use.graph.calls[use.call].function)
            if use.graph is not graph or use.given or user.function < 0 or not most:
                return True
            if not self._is_unused(user, most - 1):
                return True
        return False

    def _is_used(self, graph: FileGraph, method: Node) -> bool:
        """Whether anybody uses a coroutine, or anybody outside its class another method."""
        functions = graph.facts.functions
        owner = functions[method.function].owner
        if functions[method.function].is_async:
            return bool(self._uses.of(method))
        users = ((use.graph, use.graph.calls[use.call].function) for use in self._uses.each(method))
        return any(user is not graph or index < 0 or functions[index].owner != owner for user, index in users)

    def _is_left_over(self, graph: FileGraph, node: Node, function: Function, most: int) -> bool:
        """Whether nobody uses a function of an application, while other files use others that stand beside it."""
        by_name = function.parent >= 0 or function.decorators or _CALLED_BY_NAME.match(function.name)
        if by_name or not function.name or node.path in self._api:
            return False
        if self._unseen.is_named(node, function.name) or not self._serves_others(graph):
            return False
        if self._is_wanted(graph, node, most) or self._uses.kept(node):
            return False
        return not self._code.hands_on(node.path, function.name)

    def _serves_others(self, graph: FileGraph) -> bool:
        """Whether other files use functions of a file, none of them by names that it makes up."""
        return self._shared.get(graph.facts.path, lambda: self._find_others(graph))

    def _find_others(self, graph: FileGraph) -> bool:
        path = graph.facts.path
        beside = (index for index, item in enumerate(graph.facts.functions) if item.owner < 0 and item.parent < 0)
        if not any(use.graph is not graph for index in beside for use in self._uses.each(graph.node(index))):
            return False
        importers = self._project.importers
        makers = frozenset().union(*(importers.mentions.of(last_word(name)) for name in _MAKES_UP))
        return not any(
            self._takes_any_name(other, path) for other in sorted(makers.intersection(importers.direct(path)))
        )

    def _takes_any_name(self, path: str, module: str) -> bool:
        """Whether a file takes members of a module by names that it makes up."""
        graph = self._project.graph(path)
        calls = graph.facts.calls if graph is not None else ()
        given = (call.args[0].value for call in calls if call.callee in _MAKES_UP and call.args)
        values = (self._project.linker.value(path, name) for name in given)
        return any(value is not None and value.kind == "module" and value.path == module for value in values)

    def _is_given_away(self, home: FileGraph, owner: Class) -> bool:
        """Whether a class may be handed to what is not of the project, or be asked for a method by a made-up name."""
        return self._given_away.get((home.facts.path, owner.qualname), lambda: self._may_be_given(home, owner))

    def _may_be_given(self, home: FileGraph, owner: Class) -> bool:
        paths = self._project.naming(owner.name, home.facts.path, _FEW)
        graphs = [graph for graph in map(self._project.graph, paths) if graph is not None]
        kind = Value("class", home.facts.path, owner.qualname)
        return not graphs or any(self._gives_away(graph, call, kind) for graph in graphs for call in graph.facts.calls)

    def _gives_away(self, graph: FileGraph, call: Call, kind: Value) -> bool:
        if call.callee in _MAKES_UP:
            return True
        names = [arg.value for arg in call.args if arg.kind in ("name", "call") and arg.value]
        given = (self._project.linker.value(graph.facts.path, name) for name in names)
        same = any(item is not None and (item.path, item.name) == (kind.path, kind.name) for item in given)
        return same and self._starters.target(graph, call) is None

    def _is_coroutine(self, node: Node) -> bool:
        graph = self._project.graph(node.path)
        return graph is not None and graph.facts.functions[node.function].is_async

    def _offers_both(self, node: Node, starts: Sequence[tuple[Use, Node]]) -> bool:
        """Whether a class of a library wraps its own coroutine for synchronous callers: others await it themselves."""
        graph = self._project.graph(node.path)
        if graph is None or not self.offered(node):
            return False
        functions = graph.facts.functions
        makers = [functions[start.graph.calls[start.call].function] for start, _ in starts if start.graph is graph]
        return len(makers) == len(starts) and any(item.owner >= 0 for item in makers)

    def _serves(self, start: Use, node: Node) -> bool:
        """Whether a loop that is started for a coroutine comes to run anything beside it."""
        return self._serving.get((*start.place, node), lambda: self._runs_beside(start, node))

    def _runs_beside(self, start: Use, node: Node) -> bool:
        graph, call = start.graph, start.graph.calls[start.call]
        around = [graph.calls[index] for index in inside(graph, call.function)]
        if asks_for_loop(graph, call.function):
            around = []
        elif last_word(call.callee) == _RUN_ANY and all(graph.normal(item) != _NEW_LOOP for item in around):
            around = graph.calls
        return any(self._starters.shares(graph, item) for item in around) or self._starters.goes_on(node)
