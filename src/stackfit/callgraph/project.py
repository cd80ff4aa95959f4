"""The functions of a whole project and who runs them; a file is parsed when a question leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from stackfit.callgraph.asking import FACTS, SERVED, Asking
from stackfit.callgraph.classes import Classes
from stackfit.callgraph.edges import Edge
from stackfit.callgraph.entries import Entry, find_entries, make_entry, registration
from stackfit.callgraph.graph import RECEIVERS, FileGraph, handed
from stackfit.callgraph.holders import Held, Holders
from stackfit.callgraph.importers import Importers
from stackfit.callgraph.layout import Layout
from stackfit.callgraph.linker import Linker, is_property
from stackfit.callgraph.naming import CONSTRUCTORS, READ, UNNAMED, is_default, own_names, passes_on
from stackfit.callgraph.python_modules import PythonModules
from stackfit.callgraph.script_modules import ScriptModules
from stackfit.callgraph.trace import Recall
from stackfit.callgraph.values import Node, Value
from stackfit.catalogue.callables_model import HOT_ENTRIES, Callables, last_word
from stackfit.model.source import SourceFile

# So many files are looked at where the answer only tells how hot a finding is; else all.
_FEW = 6
# From so many files on it pays to find out which of them can have an object before they are looked at for its method.
_SEVERAL = 12
_ALL = 1_000_000
# What a JavaScript program does that goes on to serve somebody.
_LISTENING = frozenset(("listen", "serve", "createServer", "setInterval", "login", "launch", "start", "connect"))
_SERVERS = ("Deno.serve", "Bun.serve", "process.stdin.")


class Uses(NamedTuple):
    """Who runs a function from other files, and as what entry of the loop they register it."""

    edges: tuple[Edge, ...] = ()
    entry: Entry | None = None


class Project:
    """All files of the given components that run on a loop of ours rather than in a browser."""

    def __init__(
        self, files: Mapping[str, SourceFile], code: Asking, callables: Callables, layout: Layout | None = None
    ) -> None:
        layout = layout or Layout()
        python = PythonModules((path for path, file in files.items() if _is_python(file)), layout.roots)
        scripts = ScriptModules(
            (path for path, file in files.items() if not _is_python(file)),
            packages=layout.packages,
            aliases=layout.aliases,
        )
        self.files = files
        self.trace = code.trace
        self.linker = Linker(code, python, scripts)
        self.classes = Classes(self.linker)
        self.importers = Importers(files, code, python, scripts)
        self._code = code
        self.callables = callables
        self._graphs: dict[str, tuple[FileGraph | None, int]] = {}
        self._entries: Recall[str, dict[int, Entry]] = Recall(code.trace)
        self._holders = Holders(code, self.importers)
        self._uses: Recall[tuple[Node, bool], Uses] = Recall(code.trace)
        self._served: frozenset[str] | None = None

    def expect(self, paths: Iterable[str]) -> None:
        """Say that the graphs of these files will be asked for soon."""
        self._code.expect(paths)

    def graph(self, path: str) -> FileGraph | None:
        """Give the graph of one file; None where it cannot be read or is none of the project's."""
        known = self._graphs.get(path)
        if known is None:
            facts = self._code.facts(path) if path in self.files else None
            made = FileGraph(facts, self.callables.of(facts.language), self.linker) if facts is not None else None
            known = self._graphs[path] = made, self._code.trace.bit(FACTS, path)
        self._code.trace.asked |= known[1]
        return known[0]

    def entry(self, node: Node, *, few: bool = False) -> Entry | None:
        """Say as what the loop runs a function, None where it does so only through others; `few` as in `callers`."""
        own = self.own_entries(node.path).get(node.function)
        if own is not None and own.hot:
            return own
        outer = self._used(node, few=few or own is not None).entry
        return outer if outer is not None and (own is None or outer.rank < own.rank) else own

    def callers(self, node: Node, *, few: bool = False) -> list[Edge]:
        """List the steps from functions, of any file, that run a function.

        With `few`, other files are left out where many would have to be parsed to see which of them do.
        """
        return [edge for edge in self.uses(node, few=few) if edge.caller.function >= 0]

    def uses(self, node: Node, *, few: bool = False) -> list[Edge]:
        """As `callers`, with the steps from module level, which run once."""
        graph = self.graph(node.path)
        own = graph.callers.get(node.function, []) if graph is not None else []
        return [*own, *self._used(node, few=few).edges]

    def own_entries(self, path: str) -> dict[int, Entry]:
        """Give the functions of a file that a loop runs, by index, as far as the file itself tells."""
        return self._entries.get(path, lambda: self._find_entries(path))

    def _find_entries(self, path: str) -> dict[int, Entry]:
        graph = self.graph(path)
        return find_entries(graph, served=self._is_served(path)) if graph is not None else {}

    def is_loaded(self, path: str) -> bool:
        """Whether a server of this project imports a JavaScript file, directly or not."""
        self._code.trace.ask(SERVED, path)
        if self._served is None:
            scripts = [path for path, file in self.files.items() if not _is_python(file)]
            self._served = self.importers.used_by(self.callables.node.server_modules, scripts, self._code)
        return path in self._served

    def _is_served(self, path: str) -> bool:
        """Whether a file is Python, or a server's."""
        return _is_python(self.files[path]) or (self.is_loaded(path) and not self._is_command(path))

    def _is_command(self, path: str) -> bool:
        """Whether a JavaScript file that no other imports runs a function of its own, and listens to nobody."""
        graph = self.graph(path)
        if graph is None or self.importers.direct(path):
            return False
        calls = list(enumerate(graph.facts.calls))
        if any(last_word(call.callee) in _LISTENING or call.callee.startswith(_SERVERS) for _, call in calls):
            return False
        rules = (registration(graph, index) for index, _ in calls)
        if any(rule is not None and rule.kind in HOT_ENTRIES for rule in rules):
            return False
        started = (graph.target(call) for _, call in calls if call.function < 0)
        return any(found >= 0 and graph.facts.functions[found].is_async for found in started)

    def _used(self, node: Node, *, few: bool) -> Uses:
        return self._uses.get((node, few), lambda: self._find_uses(node, few=few))

    def _find_uses(self, node: Node, *, few: bool) -> Uses:
        """Look for a function in the files that can see it and hold one of its names."""
        home = self.graph(node.path)
        if home is None or node.function < 0 or home.facts.functions[node.function].parent >= 0:
            return Uses()
        edges: set[Edge] = set()
        entry: Entry | None = None
        function = home.facts.functions[node.function]
        reads = is_property(function) or function.name in READ
        for graph, name in self._places(home, node.function, _FEW if few else _ALL):
            if reads:
                edges.update(self._reads(graph, name, node, home))
            for index in graph.references(name) if not reads else ():
                found, rule = self._use(graph, index, node, home)
                edges.update(found)
                entry = rule if rule is not None and (entry is None or rule.rank < entry.rank) else entry
        return Uses(tuple(sorted(edges)), entry)

    def owner(self, node: Node) -> Value | None:
        """Give the class of a method, None for other functions."""
        return self.classes.owner(node)

    def fits(self, edge: Edge, kind: Value | None) -> tuple[bool, Value | None]:
        """Whether a step can be taken by an object of the class `kind`, and of which class its caller's object is.

        What a class calls on `self` is not run by the classes beside it, only by those above and below.
        """
        graph = self.graph(edge.caller.path)
        own = self.owner(edge.caller)
        if graph is None or kind is None or not edge.direct:
            return True, own
        call = graph.calls[edge.call]
        receiver = call.callee.rpartition(".")[0]
        if receiver in RECEIVERS:
            same = own is None or (self.classes.akin(own, kind) and not self.classes.replaced(edge.caller, kind))
            return same, self.classes.lower(own, kind)
        value = self.linker.value(edge.caller.path, graph.spell(call).rpartition(".")[0])
        known = value is not None and value.kind == "instance"
        return not known or value is None or self.classes.akin(value, kind), own

    def places(self, node: Node, most: int) -> Iterator[tuple[FileGraph, str]]:
        """Yield the files that may use a function, with the name it has there; none where there are too many."""
        home = self.graph(node.path)
        return self._places(home, node.function, most) if home is not None else iter(())

    def naming(self, name: str, home: str, most: int) -> list[str]:
        """List the Python files that hold a name; of too many those that import `home`; none if these are too many."""
        paths = {path for path in self.importers.mentions.of(name) if _is_python(self.files[path])}
        if len(paths) > most:
            paths &= self.importers.of(home)
        return sorted(paths) if len(paths) <= most else []

    def _places(self, home: FileGraph, function: int, most: int) -> Iterator[tuple[FileGraph, str]]:
        """Yield every file that may use a function, with the name it would use there; none where there are too many."""
        path, owner = home.facts.path, home.facts.functions[function].owner
        names = [(path, name) for name in own_names(home.facts, function)]
        if owner >= 0:
            held = home.facts.classes[owner].name
            if home.facts.functions[function].name in CONSTRUCTORS:
                names += [(path, name) for name in self._holders.of(path, held).subclasses]
        for source, name in names:  # grows while files pass the function on under other names
            paths = self._holding(path, held, name, most) if owner >= 0 else self._seeing(source, name)
            if owner >= 0 and name not in UNNAMED:  # a base may call what it leaves to the classes below
                homes = self.classes.homes(path, home.facts.classes[owner].qualname)
                paths = paths | (homes & self.importers.mentions.of(name))
            near = sorted(paths) if len(paths) <= most else []
            users = [other for other in near if owner < 0 or self._may_take(other, path, name)]
            self._code.expect(users)
            for other in users:
                graph = self.graph(other)
                if graph is not None:
                    yield graph, name
                    if name and is_default(graph.facts, name):
                        yield from ((user, "") for user in map(self.graph, self.importers.direct(other)) if user)
                    further = [(other, new) for new in passes_on(graph.facts, name) if owner < 0]
                    names += [item for item in further if item not in names]

    def _may_take(self, other: str, path: str, name: str) -> bool:
        """Whether a file's text may use a method of another file; a class's name stands for its constructor."""
        return (
            other == path
            or name in CONSTRUCTORS
            or name in UNNAMED
            or name[:1].isupper()
            or self._code.takes_member(other, name)
        )

    def _seeing(self, path: str, name: str) -> Set[str]:
        """Give the files that may use a name of a file; "" stands for whatever they call the file itself."""
        if name and _is_python(self.files[path]):
            return self.importers.getting(path, name)
        visible = self.importers.of(path)
        return self.importers.mentions.of(name) & visible if name else visible

    def _holding(self, path: str, owner: str, name: str, most: int) -> Set[str]:
        """Give the files that hold a method's name and perhaps one of its objects; none where there are too many."""
        visible = self.importers.of(path)
        paths = visible if name in UNNAMED else self.importers.mentions.of(name) & visible
        if len(paths) > _SEVERAL:
            if len(self.importers.mentions.of(owner)) > most:
                return frozenset()
            held = self._holders.of(path, owner)
            if name in CONSTRUCTORS:
                return paths & held.classes
            passed = (other for other in paths & held.all if self._may_pass(other, held, name))
            return frozenset(passed)
        return paths

    def _may_pass(self, path: str, held: Held, name: str) -> bool:
        """Whether a file that has objects of a class only by what carries them may use a method of theirs."""
        carried = path not in held.classes and name not in UNNAMED
        return not carried or any(self._code.passes_to(path, carrier, name) for carrier in held.carriers)

    def _reads(self, graph: FileGraph, name: str, node: Node, home: FileGraph) -> Iterator[Edge]:
        """Yield the steps of another file that run a property by reading it."""
        path = graph.facts.path
        for call in self._code.reads(path, name) if graph is not home else ():
            if node in (self.linker.accessor(path, call.resolved), self.linker.target(path, call.resolved)):
                edge = graph.calling(graph.add_call(call), node, home.facts.functions[node.function])
                if edge is not None:
                    yield edge

    def _use(self, graph: FileGraph, index: int, node: Node, home: FileGraph) -> tuple[list[Edge], Entry | None]:
        """Tell what one call does with a function: call it, run it in passing, register it with the loop."""
        call = graph.calls[index]
        function = home.facts.functions[node.function]
        edges: list[Edge] = []
        entry: Entry | None = None
        if function.owner >= 0 and self.classes.overridden(graph.facts.path, graph.spell(call), node):
            edges += (edge._replace(sure=False) for edge in filter(None, (graph.calling(index, node, function),)))
        if graph is home and graph.target(call) >= 0:
            return edges, entry
        for name in graph.elements(call):
            if self.linker.target(graph.facts.path, name) == node and (graph is not home or graph.find(name) < 0):
                edges += (edge._replace(sure=False) for edge in filter(None, (graph.calling(index, node, function),)))
        if self.linker.target(graph.facts.path, graph.spell(call)) == node:
            edges += filter(None, (graph.calling(index, node, function),))
        for arg in call.args:
            name = handed(arg)
            if not name or (graph is home and graph.find(name) >= 0):
                continue
            if self.linker.target(graph.facts.path, name) == node:
                rule = registration(graph, index)
                entry = make_entry(rule, function) if rule is not None else entry
                edges += filter(None, (graph.passing(index, node),)) if rule is None else ()
        return edges, entry


def _is_python(file: SourceFile) -> bool:
    return file.language is not None and file.language.is_python
