"""Programs that do one thing and end: scripts and commands whose loop runs their own work, and serves nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from stackfit.callgraph.above import Above
from stackfit.callgraph.entries import registration
from stackfit.callgraph.graph import FileGraph, handed
from stackfit.callgraph.project import Project
from stackfit.callgraph.starters import Starters, Use, inside, starts_loop
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node
from stackfit.catalogue.callables_model import HOT_ENTRIES, expand, last_word
from stackfit.model.facts import Call

# A program with more functions than this below what starts its loop is taken to serve somebody.
_MAX_BELOW = 250
# A file that more than so many others import is taken to be no script's own.
_MAX_FILES = 12
# What more functions than this lead to is taken to be used elsewhere.
_MAX_USERS = 40
_SCRIPT = "__main__"
# Names that programs give to where their commands are ("commands" is a bot's as often).
_FOLDERS = frozenset(("bin", "cli", "cmds", "scripts"))
_FILES = frozenset(("cli", "cmdline", "command_line"))


class Commands:
    """Tells the coroutines that run in commands alone; `api` are the files of libraries, used by others."""

    def __init__(self, project: Project, starters: Starters, above: Above, api: Set[str]) -> None:
        self._project = project
        self._starters = starters
        self._above = above
        self._api = api
        runners = project.callables.python.runners.patterns
        self._words = sorted({last_word(name) for pattern in runners for name in expand(pattern)})
        self._scripts: Recall[str, bool] = Recall(project.trace)
        self._serving: Recall[tuple[str, int, Node], bool] = Recall(project.trace)

    def run(self, node: Node) -> bool:
        """Whether a coroutine is run by commands alone."""
        if self._scripts.get(node.path, lambda: self._is_of_scripts(node.path)):
            return True
        return self._is_started(node) or self._stands_among(node)

    def _is_started(self, node: Node) -> bool:
        """Whether all uses of a coroutine lead up to loops of commands."""
        if node.path in self._api and not self._above.started(self._outermost(node)):
            return False
        starts = self._above.starts(node, beside=True)
        return bool(starts) and not any(self._serves_from(start, below) for start, below in starts)

    def _stands_among(self, node: Node) -> bool:
        """Whether a coroutine stands among commands, nothing else is seen to run it, and it serves nobody itself."""
        queue, seen = [node], {node}
        while queue:
            current = queue.pop()
            if len(seen) > _MAX_USERS or not _is_for_commands(current.path) or self._above.is_served(current):
                return False
            owner = self._project.owner(current)
            homes = self._project.classes.homes(owner.path, owner.name) if owner is not None else ()
            if not all(map(_is_for_commands, homes)):
                return False
            new = {edge.caller for edge in self._project.callers(current)} - seen
            seen |= new
            queue += sorted(new)
        return not self._serve((self._outermost(node),))

    def _outermost(self, node: Node) -> Node:
        """Give the function that a function stands in, itself where it stands in none."""
        graph = self._project.graph(node.path)
        while graph is not None and graph.facts.functions[node.function].parent >= 0:
            node = graph.node(graph.facts.functions[node.function].parent)
        return node

    def _serves_from(self, start: Use, node: Node) -> bool:
        """Whether a program serves somebody once a loop is started for a coroutine."""

        def find() -> bool:
            graph, function = start.graph, start.graph.calls[start.call].function
            around = (graph.calls[index] for index in (*graph.made_in(-1), *graph.made_in(function)))
            return any(self._starters.serves(graph, call) for call in around) or self._serve((node,))

        return self._serving.get((*start.place, node), find)

    def _is_of_scripts(self, path: str) -> bool:
        """Whether a file is a script, or is imported by scripts alone, none of which serves anybody."""
        importers = self._project.importers
        above = importers.of(path)
        if len(above) > _MAX_FILES:
            return False
        roots = {other for other in above if not {*importers.direct(other)} - {other}}
        if any(importers.of(other).isdisjoint(roots) for other in above):
            return False
        if not roots or not all(self._is_script(other) for other in sorted(roots)):
            return False
        graphs = [graph for other in sorted(above) if (graph := self._project.graph(other)) is not None]
        if any(_imports_server(graph) for graph in graphs):
            return False
        functions = [graph.node(index) for graph in graphs for index in range(-1, len(graph.facts.functions))]
        return not self._serve(functions)

    def _is_script(self, path: str) -> bool:
        """Whether a file that nobody imports starts a loop when it is run."""
        mentions = self._project.importers.mentions
        if not any(path in mentions.of(word) for word in self._words):
            return False
        graph = self._project.graph(path)
        starts = [call for call in graph.facts.calls if starts_loop(graph, call)] if graph is not None else []
        return bool(starts) and (path in mentions.of(_SCRIPT) or any(call.function < 0 for call in starts))

    def _serve(self, nodes: Iterable[Node]) -> bool:
        """Whether some functions, or those that they run, serve somebody or go on until they are stopped."""
        queue = list(nodes)
        seen = set(queue)
        while queue:
            current = queue.pop()
            graph = self._project.graph(current.path)
            if graph is None:
                continue
            if len(seen) > _MAX_BELOW or self._is_serving(graph, current):
                return True
            new = {target for target in self._targets(graph, current.function) if target not in seen}
            seen |= new
            queue += sorted(new)
        return False

    def _is_serving(self, graph: FileGraph, node: Node) -> bool:
        """Whether a function serves somebody itself, or by one that is defined in it."""
        entries = self._project.own_entries(node.path)
        family = {node.function}
        for index, item in enumerate(graph.facts.functions):
            if item.parent in family and item.parent >= 0:
                family.add(index)
        if any(index in entries and entries[index].hot for index in family):
            return True
        if any(loop.endless and loop.function in family for loop in graph.facts.loops):
            return True
        for index in inside(graph, node.function):
            rule = registration(graph, index)
            if (rule is not None and rule.kind in HOT_ENTRIES) or self._serves(graph, graph.calls[index]):
                return True
        return False

    def _serves(self, graph: FileGraph, call: Call) -> bool:
        """Whether a call serves somebody where it stands, or in the loop that is started for it."""
        outer = graph.calls[call.argument_of] if call.argument_of >= 0 else None
        started = outer is not None and starts_loop(graph, outer)
        return self._starters.serves(graph, call._replace(awaited=True) if started else call)

    def _targets(self, graph: FileGraph, function: int) -> Iterator[Node]:
        """Yield the functions of the project that one runs or hands to what may run them."""
        for index in inside(graph, function):
            call = graph.calls[index]
            target = self._starters.target(graph, call)
            if target is not None:
                yield target
            for name in map(handed, call.args):
                given = self._starters.meant(graph, name) if name else None
                if given is not None:
                    yield given


def _imports_server(graph: FileGraph) -> bool:
    """Whether a file has anything from a package whose programs serve somebody."""
    names = (f"{item.module}.{item.name}".split(".") for item in graph.facts.imports if not item.typing_only)
    heads = {".".join(parts[:length]) for parts in names for length in range(1, len(parts) + 1)}
    return not heads.isdisjoint(graph.callables.server_modules)


def _is_for_commands(path: str) -> bool:
    """Whether the name of a file, or of a folder above it, says that commands are there."""
    *folders, name = path.split("/")
    return name.partition(".")[0] in _FILES or not _FOLDERS.isdisjoint(folder.strip("_") for folder in folders)
