"""How names find files of the project: workspace packages and path aliases of TypeScript, source roots of Python.

https://www.typescriptlang.org/tsconfig/#paths says how `paths` and `baseUrl` of tsconfig.json are read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from stackfit.callgraph.script_modules import Alias
from stackfit.callgraph.source_roots import find_source_roots
from stackfit.model.component import Component
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import Ecosystem
from stackfit.syntax.document import Document
from stackfit.syntax.json_text import read_json

_NAMES = frozenset(
    ("tsconfig.json", "jsconfig.json", "tsconfig.base.json", "tsconfig.app.json", "tsconfig.server.json")
)
_MAX_EXTENDS = 5
_MAX_ALIASES = 200
Text = Callable[[str], "str | None"]
Index = Callable[[str], "FileIndex | None"]


class Layout(NamedTuple):
    """The folders of workspace packages by name, the aliases, and the packages of Python that are source roots."""

    packages: Mapping[str, str] = MappingProxyType({})
    aliases: tuple[Alias, ...] = ()
    roots: frozenset[str] = frozenset()


def read_layout(components: Iterable[Component], paths: Iterable[str], text: Text, index: Index) -> Layout:
    """Read the aliases of every tsconfig among the paths; what cannot be read gives none."""
    paths = tuple(paths)
    manifests = (item for component in components for item in component.manifests)
    packages = {item.name: item.folder for item in manifests if item.ecosystem is Ecosystem.NPM and item.name}
    files = sorted(path for path in paths if posixpath.basename(path) in _NAMES)
    aliases = tuple(alias for path in files for alias in _aliases(path, text))
    return Layout(packages, aliases, find_source_roots(paths, lambda path: _modules(path, index)))


def _modules(path: str, index: Index) -> frozenset[str]:
    known = index(path)
    return known.modules if known is not None else frozenset()


def _aliases(path: str, text: Text) -> Iterator[Alias]:
    """Yield the aliases that hold in the folder of one configuration, its own or those it extends."""
    folder = posixpath.dirname(path)
    for home, document in _chain(path, text):
        base = document.text("compilerOptions", "baseUrl")
        paths = document.table("compilerOptions", "paths")
        root = posixpath.normpath(posixpath.join(home, base or "."))
        for pattern in list(paths)[:_MAX_ALIASES]:
            targets = [target for target, _ in document.strings("compilerOptions", "paths", pattern)]
            prefix, star, suffix = pattern.partition("*")
            places = tuple(place for target in targets if (place := _join(root, target)) is not None)
            if places and (star or all("*" not in place for place in places)):
                yield Alias(folder, prefix, suffix if star else "", places)
        if base:
            place = _join(root, "*")
            if place is not None:
                yield Alias(folder, "", "", (place,))
        if base or paths:
            return


def _chain(path: str, text: Text) -> Iterator[tuple[str, Document]]:
    """Yield a configuration and those it extends inside the repository, with the folder of each."""
    for _ in range(_MAX_EXTENDS):
        content = text(path)
        if content is None:
            return
        document = read_json(content)
        yield posixpath.dirname(path), document
        parent = document.text("extends")
        if not parent.startswith("."):
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), parent))
        path = path if path.endswith(".json") else f"{path}.json"
        if path.startswith(".."):
            return


def _join(root: str, target: str) -> str | None:
    """Give a target as a path from the root of the repository, None for one outside."""
    place = posixpath.normpath(posixpath.join(root, target))
    return None if place.startswith("..") else place.removeprefix("./")
