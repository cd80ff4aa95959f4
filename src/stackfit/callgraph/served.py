"""Which JavaScript files belong to a server: those it imports, directly or not. Text index only."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from stackfit.catalogue.callables_model import LanguageCallables
from stackfit.model.code import CodeReader
from stackfit.model.source import SourceFile

_SUFFIXES = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
_INDEXES = tuple(f"/index{suffix}" for suffix in _SUFFIXES[1:])
_ALIASES = ("@/", "~/")
_COMPILED = {".js": (".ts", ".tsx"), ".mjs": (".mts",), ".cjs": (".cts",)}


def find_served(files: Iterable[SourceFile], code: CodeReader, callables: LanguageCallables) -> frozenset[str]:
    """Find the files that import a server library, and all that these import from the same repository."""
    imports = {file.path: index.modules for file in files if (index := code.index(file.path)) is not None}
    known = _Paths(imports)
    queue = [path for path, modules in imports.items() if not modules.isdisjoint(callables.server_modules)]
    served = set(queue)
    while queue:
        path = queue.pop()
        for module in imports[path]:
            for target in known.resolve(path, module):
                if target not in served:
                    served.add(target)
                    queue.append(target)
    return frozenset(served)


class _Paths:
    """Resolves specifiers against the known files; "@/" and "~/" may stand for any folder."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)

    def resolve(self, path: str, module: str) -> Iterator[str]:
        """Yield the files that a specifier in `path` may mean."""
        if module.startswith("."):
            yield from self._spell(posixpath.normpath(posixpath.join(posixpath.dirname(path), module)))
        elif module.startswith(_ALIASES):
            folder = posixpath.dirname(path)
            while folder:
                yield from self._spell(f"{folder}/{module[2:]}")
                folder = posixpath.dirname(folder)
            yield from self._spell(module[2:])

    def _spell(self, stem: str) -> Iterator[str]:
        base, suffix = posixpath.splitext(stem)
        names = [stem + ending for ending in (*_SUFFIXES, *_INDEXES)]
        names += [base + other for other in _COMPILED.get(suffix, ())]
        yield from (name for name in names if name in self._paths)
