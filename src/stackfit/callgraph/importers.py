"""Which files can see a file: those that import it, directly or through others. Text index only, never too few."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set

from stackfit.callgraph.python_modules import PythonModules
from stackfit.callgraph.script_modules import ScriptModules
from stackfit.model.code import CodeReader
from stackfit.model.source import SourceFile

_NONE: frozenset[str] = frozenset()


class Mentions:
    """Which files hold a word that some file of the project defines; built at the first question."""

    def __init__(self, paths: Iterable[str], code: CodeReader) -> None:
        self._paths = tuple(paths)
        self._code = code
        self._files: dict[str, set[str]] | None = None

    def of(self, name: str) -> Set[str]:
        """Give the files that hold a word."""
        if self._files is None:
            self._files = {}
            for path in self._paths:
                for word in self._code.mentioned(path):
                    self._files.setdefault(word, set()).add(path)
        return self._files.get(name, _NONE)


class Importers:
    """The import lines of a project, read backwards."""

    def __init__(
        self, files: Mapping[str, SourceFile], code: CodeReader, python: PythonModules, scripts: ScriptModules
    ) -> None:
        self.mentions = Mentions(files, code)
        self._of: dict[str, frozenset[str]] = {}
        self._direct: dict[str, list[str]] = {}
        self._stars: set[tuple[str, str]] = set()
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
                        self._direct.setdefault(target, []).append(path)
                    if index is not None and module in index.stars:
                        self._stars.add((path, target))

    def used_by(self, modules: Set[str], files: Iterable[str], code: CodeReader) -> frozenset[str]:
        """Give the files that import one of some modules from outside, and all that these import."""
        starts = {path for path in files if (index := code.index(path)) and not modules.isdisjoint(index.modules)}
        return frozenset(path for path in files if not starts.isdisjoint(self.of(path)))

    def users_of(self, roots: Set[str], files: Iterable[str], code: CodeReader) -> frozenset[str]:
        """Give the Python files that import a module below some roots from outside, directly or through others."""
        found: set[str] = set()
        for path in files:
            index = code.index(path)
            if index is not None and any(module.partition(".")[0] in roots for module in index.modules):
                found |= self.of(path)
        return frozenset(found)

    def of(self, path: str) -> frozenset[str]:
        """Give all files that import a file, directly or not, itself included."""
        if path not in self._of:
            queue, found = [path], {path}
            while queue:
                for other in self.direct(queue.pop()):
                    if other not in found:
                        found.add(other)
                        queue.append(other)
            self._of[path] = frozenset(found)
        return self._of[path]

    def getting(self, path: str, name: str) -> frozenset[str]:
        """Give the Python files that may have a name of a file: each imports it by name, or from one that has it."""
        holding = self.mentions.of(name)
        queue, found = [path], {path}
        while queue:
            source = queue.pop()
            for other in self.direct(source):
                if other not in found and (other in holding or (other, source) in self._stars):
                    found.add(other)
                    queue.append(other)
        return frozenset(found & holding)

    def has_any(self, path: str) -> bool:
        """Whether any other file imports a file."""
        return next(self.direct(path), None) is not None

    def direct(self, path: str) -> Iterator[str]:
        """Yield the files whose import lines name a file, or its package with the file's name elsewhere in the text."""
        yield from self._direct.get(path, ())
        if not path.endswith(".py"):
            return
        module = path.removesuffix("/__init__.py").removesuffix(".py")
        folder, name = posixpath.split(module)
        candidates = self._direct.get(f"{folder}/*" if folder else "*", ())
        if candidates:
            yield from self.mentions.of(name) & frozenset(candidates)
