"""Follows imports between the files of a component, for rules that ask what a server loads and who calls whom."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.rules.base import NODE, PYTHON, Context

_ENDINGS = ("", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx", "/index.js", "/index.ts", "/index.mjs")
_TYPESCRIPT = ((".js", ".ts"), (".mjs", ".mts"), (".cjs", ".cts"))


def loaded_files(start: Iterable[str], context: Context) -> frozenset[str]:
    """Collect the files that `start` load through relative imports, themselves included."""
    loaded = set(start)
    pending = sorted(loaded)
    while pending:
        path = pending.pop()
        facts = context.facts(path)
        for item in facts.imports if facts is not None else ():
            target = resolve_script(path, item.module, context) if item.module.startswith(".") else ""
            if target and target not in loaded:
                loaded.add(target)
                pending.append(target)
    return frozenset(loaded)


class Importers:
    """Tells which production files of a component import a file; each language is looked through once."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        self._component = component
        self._context = context
        self._known: dict[bool, dict[str, list[tuple[str, str]]]] = {}

    def of(self, facts: FileFacts) -> tuple[tuple[str, str], ...]:
        """List the files that import a file, each with the module name that it knows it by."""
        python = facts.language.is_python
        if python not in self._known:
            self._known[python] = self._gather(python=python)
        stem = posixpath.basename(facts.path).partition(".")[0]
        found: list[tuple[str, str]] = []
        for path, module in self._known[python].get(stem, []) + self._known[python].get(_folder(facts.path), []):
            names = (module, f"{module}.{stem}" if module.strip(".") else f"{module}{stem}") if python else (module,)
            wanted = (
                name for name in names if path != facts.path and (not python or _may_mean(path, name, facts.path))
            )
            found += [
                (path, name) for name in wanted if facts.path in _targets(path, name, self._context, python=python)
            ]
        return tuple(dict.fromkeys(sorted(found)))

    def _gather(self, *, python: bool) -> dict[str, list[tuple[str, str]]]:
        """Map the last part of what a module name means to the files that write it, and how they do."""
        found: dict[str, list[tuple[str, str]]] = {}
        for file in self._context.files(self._component, languages=PYTHON if python else NODE):
            index = self._context.index(file.path)
            for module in index.modules if index is not None else ():
                last = (python and module.rpartition(".")[2]) or _last_part(file.path, module, python=python)
                found.setdefault(last, []).append((file.path, module))
        return found


def _folder(path: str) -> str:
    """Give the name of the folder that a file stands in."""
    return posixpath.basename(posixpath.dirname(path))


def _last_part(path: str, module: str, *, python: bool) -> str:
    """Give the last part of what a specifier in a file, or a module name of dots alone, means: a file or a folder."""
    if python:
        return posixpath.basename(
            posixpath.normpath(posixpath.join(posixpath.dirname(path), "../" * (len(module) - 1)))
        )
    return posixpath.basename(posixpath.normpath(posixpath.join(posixpath.dirname(path), module))).partition(".")[0]


def _may_mean(importer: str, module: str, path: str) -> bool:
    """Whether a module name in a Python file may mean another, by the paths of both."""
    inner = module.lstrip(".").replace(".", "/")
    dots = len(module) - len(module.lstrip("."))
    if dots and importer.count("/") >= dots and not path.startswith(importer.rsplit("/", dots)[0] + "/"):
        return False
    return not inner or f"/{path}".removesuffix(".py").removesuffix("/__init__").endswith(f"/{inner}")


def _targets(path: str, module: str, context: Context, *, python: bool) -> tuple[str, ...]:
    if python:
        return resolve_python(path, module, context)
    return (resolve_script(path, module, context),) if module.startswith(".") else ()


def resolve_script(path: str, module: str, context: Context) -> str:
    """Find the file that a relative specifier means, "" if there is none."""
    base = posixpath.normpath(posixpath.join(posixpath.dirname(path), module))
    names = [base + ending for ending in _ENDINGS]
    names += [base.removesuffix(written) + meant for written, meant in _TYPESCRIPT if base.endswith(written)]
    return next((name for name in names if context.exists(name)), "")


def resolve_python(path: str, module: str, context: Context) -> tuple[str, ...]:
    """Find the files a Python module name may mean: the module itself, or modules of the package it is imported from.

    Absolute names are tried from each folder around the importing file.
    """
    dots = len(module) - len(module.lstrip("."))
    folders = _upwards(path.rpartition("/")[0])
    bases = folders[dots - 1 : dots] if dots else folders
    inner = module.lstrip(".").replace(".", "/")
    names = [f"{base}/{inner}".strip("/") for base in bases]
    found = [f"{name}{ending}" for name in names for ending in (".py", "/__init__.py")]
    return tuple(name for name in found if context.exists(name))


@lru_cache(maxsize=65_536)
def _upwards(folder: str) -> tuple[str, ...]:
    """Give a folder and then each folder around it, the root ("") last."""
    found = [folder]
    while folder:
        folder = folder.rpartition("/")[0]
        found.append(folder)
    return tuple(found)
