"""Which files can see a file: those that import it, directly or through others. Text index only, never too few."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set

from stackfit.callgraph.asking import ABOVE, DIRECT, Asking
from stackfit.callgraph.python_modules import PythonModules
from stackfit.callgraph.script_modules import ScriptModules
from stackfit.callgraph.trace import Recall
from stackfit.model.code import CodeReader
from stackfit.model.source import SourceFile

_NONE: frozenset[str] = frozenset()


class Mentions:
    """Which files of the project hold a word."""

    def __init__(self, paths: Iterable[str], code: Asking) -> None:
        self._paths = frozenset(paths)
        self._code = code
        self._files: Recall[str, frozenset[str]] = Recall(code.trace)

    def of(self, name: str) -> frozenset[str]:
        """Give the files that hold a word."""
        return self._files.get(name, lambda: self._paths.intersection(self._code.holding(name)))


class Importers:
    """The import lines of a project, read backwards."""

    def __init__(
        self, files: Mapping[str, SourceFile], code: Asking, python: PythonModules, scripts: ScriptModules
    ) -> None:
        self.mentions = Mentions(files, code)
        self._code = code
        self._of: dict[str, frozenset[str]] = {}
        self._named: dict[str, list[str]] = {}
        self._direct: dict[str, tuple[str, ...]] = {}
        self._stars: dict[str, set[str]] = {}
        known: dict[tuple[str, str], tuple[str, ...]] = {}
        for path, file in files.items():
            index = code.index(path)
            modules = python if file.language is not None and file.language.is_python else scripts
            folder = posixpath.dirname(path)
            for module in sorted(index.modules) if index is not None else ():
                key = (folder, module)
                if key not in known:
                    known[key] = tuple(modules.imported(path, module))
                for target in known[key]:
                    if target != path:
                        self._named.setdefault(target, []).append(path)
                    if index is not None and module in index.stars:
                        self._stars.setdefault(target, set()).add(path)

    def used_by(self, modules: Set[str], files: Iterable[str], code: CodeReader) -> frozenset[str]:
        """Give the files that import one of some modules from outside, and all that these import."""
        imported: dict[str, list[str]] = {}
        found: set[str] = set()
        for path in files:
            for other in self.naming(path):
                imported.setdefault(other, []).append(path)
            index = code.index(path)
            if index is not None and not modules.isdisjoint(index.modules):
                found.add(path)
        queue = list(found)
        while queue:
            new = [path for path in imported.get(queue.pop(), ()) if path not in found]
            found.update(new)
            queue += new
        return frozenset(found)

    def users_of(self, roots: Set[str], files: Iterable[str], code: CodeReader) -> frozenset[str]:
        """Give the Python files that import a module below some roots from outside, directly or through others."""
        indexes = (index for path in files if (index := code.index(path)) is not None)
        starts = [item.path for item in indexes if any(name.partition(".")[0] in roots for name in item.modules)]
        return self._above(starts)

    def of(self, path: str) -> frozenset[str]:
        """Give all files that import a file, directly or not, itself included."""
        self._code.trace.ask(ABOVE, path)
        if path not in self._of:
            self._of[path] = self._above((path,))
        return self._of[path]

    def _above(self, paths: Iterable[str]) -> frozenset[str]:
        """Give some files and all that import them; those that import one another share one answer."""
        queue = list(paths)
        found, done = set(queue), set[str]()
        while queue:
            path = queue.pop()
            known = self._of.get(path) if path not in done else None
            if known is not None:
                if found <= known:
                    return known
                found |= known
                done |= known
            for other in self.naming(path) if path not in done else ():
                if other not in found:
                    found.add(other)
                    queue.append(other)
        return frozenset(found)

    def getting(self, path: str, name: str) -> frozenset[str]:
        """Give the Python files that may have a name of a file: each gets it from the file, or from one that has it."""
        holding = self.mentions.of(name)
        queue, found = [path], {path}
        while queue:
            source = queue.pop()
            module = posixpath.basename(source.removesuffix("/__init__.py").removesuffix(".py"))
            named = holding.intersection(self.direct(source)) - found
            new = {other for other in sorted(named) if self._code.uses_function(other, module, name)}
            new |= self._stars.get(source, _NONE) - found
            found |= new
            queue += sorted(new)
        return frozenset(found & holding)

    def has_any(self, path: str) -> bool:
        """Whether any other file imports a file."""
        return bool(self.naming(path))

    def direct(self, path: str) -> tuple[str, ...]:
        """Give the files whose import lines name a file, or its package with the file's name elsewhere in the text."""
        self._code.trace.ask(DIRECT, path)
        return self.naming(path)

    def naming(self, path: str) -> tuple[str, ...]:
        """As `direct`, with no note of the question."""
        if path not in self._direct:
            found = self._code.trace.aside(lambda: dict.fromkeys(self._find_direct(path)))
            self._direct[path] = tuple(found)
        return self._direct[path]

    def tell(self, path: str) -> list[str]:
        """Spell who imports a file, and who all of its names: where this is the same, `direct` and `getting` are."""
        all_names = self._stars.get(path, _NONE)
        return sorted(f"{other}*" if other in all_names else other for other in self.naming(path))

    @property
    def named(self) -> tuple[str, ...]:
        """The files of which it was asked so far who imports them."""
        return tuple(self._direct)

    def _find_direct(self, path: str) -> Iterator[str]:
        yield from self._named.get(path, ())
        if not path.endswith(".py"):
            return
        module = path.removesuffix("/__init__.py").removesuffix(".py")
        folder, name = posixpath.split(module)
        candidates = self._named.get(f"{folder}/*" if folder else "*", ())
        if candidates:
            yield from self.mentions.of(name).intersection(candidates)
