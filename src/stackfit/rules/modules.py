"""Follows imports between the files of a component, for rules that ask what a server loads and who calls whom."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

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


def importers(component: ProfiledComponent, facts: FileFacts, context: Context) -> Iterator[tuple[FileFacts, str]]:
    """Yield the production files of a component that import a file, with the module name they know it by."""
    python = facts.language.is_python
    stem = posixpath.basename(facts.path).partition(".")[0]
    for file in context.files(component, languages=PYTHON if python else NODE):
        index = context.index(file.path) if file.path != facts.path else None
        for module in sorted(index.modules) if index is not None else ():
            names = (module, f"{module}.{stem}" if module.strip(".") else f"{module}{stem}")
            for name in names if python else (module,):
                if facts.path in _targets(file.path, name, context, python=python):
                    other = context.facts(file.path)
                    if other is not None:
                        yield other, name


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
    folders = list(_upwards(posixpath.dirname(path)))
    bases = folders[dots - 1 : dots] if dots else folders
    inner = module.lstrip(".").replace(".", "/")
    names = [posixpath.join(base, inner).rstrip("/") for base in bases]
    found = [f"{name}{ending}" for name in names for ending in (".py", "/__init__.py")]
    return tuple(name for name in found if context.exists(name))


def _upwards(folder: str) -> Iterator[str]:
    """Give a folder and then each folder around it, the root ("") last."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""
