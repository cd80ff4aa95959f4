"""Which file a JavaScript or TypeScript specifier means: relative, aliased by tsconfig, or a workspace package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
_ENDINGS = ("", *_SUFFIXES, *(f"/index{suffix}" for suffix in _SUFFIXES))
_COMPILED = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_MAINS = ("index", "src/index", "src/main", "lib/index", "main")
# What people alias without a tsconfig beside it (webpack, vite, nuxt): any folder around the file may be meant.
_COMMON_ALIASES = ("@/", "~/")


class Alias(NamedTuple):
    """A tsconfig's `paths` entry: in files below `folder`, `prefix` + x + `suffix` means one of `targets` with x."""

    folder: str
    prefix: str
    suffix: str
    targets: tuple[str, ...]


class ScriptModules:
    """The JavaScript and TypeScript files of a project as modules; `packages` maps workspace packages to folders."""

    def __init__(
        self, paths: Iterable[str], *, packages: Mapping[str, str] | None = None, aliases: Iterable[Alias] = ()
    ) -> None:
        self._files = frozenset(paths)
        self._packages = dict(packages or {})
        self._aliases = sorted(aliases, key=lambda alias: (-len(alias.folder), -len(alias.prefix), alias))
        self._known: dict[tuple[str, str], str | None] = {}

    def resolve(self, path: str, module: str) -> str | None:
        """Give the file of the project that a specifier in `path` means, None for one from outside."""
        folder = posixpath.dirname(path)
        key = (folder, module)
        if key not in self._known:
            stems = self._stems(folder, module)
            self._known[key] = next((found for stem in stems if (found := self._spell(stem)) is not None), None)
        return self._known[key]

    def imported(self, path: str, module: str) -> Iterator[str]:
        """Yield the file that a specifier on an import line means."""
        found = self.resolve(path, module)
        if found is not None:
            yield found

    def _stems(self, folder: str, module: str) -> Iterator[str]:
        if module.startswith("."):
            stem = posixpath.normpath(posixpath.join(folder, module))
            if not stem.startswith(".."):
                yield "" if stem == "." else stem
            return
        for alias in self._aliases:
            if _inside(folder, alias.folder) and _fits(module, alias):
                middle = module[len(alias.prefix) : len(module) - len(alias.suffix)]
                yield from (target.replace("*", middle, 1) for target in alias.targets)
        yield from self._package_stems(module)
        if module.startswith(_COMMON_ALIASES):
            around = folder
            while around:
                yield f"{around}/{module[2:]}"
                around = posixpath.dirname(around)
            yield module[2:]

    def _package_stems(self, module: str) -> Iterator[str]:
        """Yield where a workspace package, or a file of one, may lie."""
        parts = module.split("/")
        length = 2 if module.startswith("@") else 1
        home = self._packages.get("/".join(parts[:length]))
        if home is None:
            return
        base = "" if home == "." else f"{home}/"
        rest = "/".join(parts[length:])
        if rest:
            yield from (f"{base}{rest}", f"{base}src/{rest}")
        else:
            yield from (f"{base}{main}" for main in _MAINS)

    def _spell(self, stem: str) -> str | None:
        """Give the file behind a path without its ending, or with the ending that it is compiled to."""
        for ending in _ENDINGS:
            name = stem + ending if stem else ending.lstrip("/")
            if name in self._files:
                return name
        base, suffix = posixpath.splitext(stem)
        return next((base + other for other in _COMPILED.get(suffix, ()) if base + other in self._files), None)


def _inside(folder: str, outer: str) -> bool:
    return not outer or folder == outer or folder.startswith(outer + "/")


def _fits(module: str, alias: Alias) -> bool:
    if not any("*" in target for target in alias.targets):
        return module == alias.prefix
    whole = len(module) >= len(alias.prefix) + len(alias.suffix)
    return whole and module.startswith(alias.prefix) and module.endswith(alias.suffix)
