"""Sorts the files of a component by the work they do: live (many connections) or heavy (models, images)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stackfit.catalogue.technologies import Technology
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import Language
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context
from stackfit.rules.modules import resolve_python, resolve_script

_LIVE = frozenset({"web-framework", "real-time", "bot", "web-server"})
_HEAVY = frozenset({"ml", "deep-learning", "image", "audio-speech"})
_HOPS = 4


class Worker(NamedTuple):
    """A file, the technology that gives its work away, and where it is imported."""

    path: str
    technology: str
    location: Location


def live_files(component: ProfiledComponent, context: Context) -> dict[str, Worker]:
    """Find the files that serve connections, by path."""
    return _files(component, context, _LIVE)


def heavy_files(component: ProfiledComponent, context: Context) -> dict[str, Worker]:
    """Find the files that compute with models or images, by path."""
    return _files(component, context, _HEAVY)


def loaded_from(starts: dict[str, Worker], wanted: frozenset[str], context: Context) -> dict[str, tuple[str, ...]]:
    """Map each wanted file that a start loads, through a few imports, to the way there."""
    ways: dict[str, tuple[str, ...]] = {path: (path,) for path in sorted(starts)}
    level = list(ways)
    for _ in range(_HOPS):
        following = []
        for path in level:
            for target in _imported(path, context):
                if target not in ways:
                    ways[target] = (*ways[path], target)
                    following.append(target)
        level = following
    return {path: way for path, way in ways.items() if path in wanted}


def _files(component: ProfiledComponent, context: Context, categories: frozenset[str]) -> dict[str, Worker]:
    found: dict[str, Worker] = {}
    for file in context.files(component, languages=(*PYTHON, *NODE)):
        index = context.index(file.path)
        if file.language is None or index is None or file.language is Language.NOTEBOOK:
            continue
        python = file.language.is_python
        if any(_of(context, module, categories, python=python) for module in index.modules):
            worker = _worker(file.path, context, categories, python=python)
            if worker is not None:
                found[file.path] = worker
    return found


def _worker(path: str, context: Context, categories: frozenset[str], *, python: bool) -> Worker | None:
    facts = context.facts(path)
    for item in facts.imports if facts is not None else ():
        entry = _of(context, item.module, categories, python=python)
        if entry is not None and not item.typing_only:
            return Worker(path, entry.name, Location(path=path, line=item.line, column=item.column))
    return None


def _of(context: Context, module: str, categories: frozenset[str], *, python: bool) -> Technology | None:
    entries = context.catalogue.for_module(module, python=python)
    return next((entry for entry in entries if entry.category in categories), None)


def _imported(path: str, context: Context) -> Iterator[str]:
    """Yield the files of the repository that a file imports."""
    facts = context.facts(path)
    if facts is None:
        return
    for item in facts.imports:
        if item.typing_only:
            continue
        if not facts.language.is_python:
            target = resolve_script(path, item.module, context) if item.module.startswith(".") else ""
            if target:
                yield target
            continue
        names = [item.module]
        if item.name not in (None, "*"):
            names.append(f"{item.module}{'' if item.module.endswith('.') else '.'}{item.name}")
        for name in names:
            yield from resolve_python(path, name, context)
