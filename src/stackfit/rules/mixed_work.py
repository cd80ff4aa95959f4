"""Sorts the files of a component by the work they do: live (many connections) or heavy (models, images)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from stackfit.catalogue.callables import load_callables
from stackfit.catalogue.runtime_limits import find_limit
from stackfit.catalogue.technologies import Technology
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context
from stackfit.rules.modules import resolve_python, resolve_script

_LIVE = frozenset({"web-framework", "real-time", "bot", "web-server"})
_HEAVY = frozenset({"ml", "deep-learning", "image", "audio-speech", "nlp", "video", "llm"})
_HOPS = 4
_STORED = ("django.conf", "django.core", "django.db", "django.utils", "django.apps", "asgiref")
"""Parts of a web framework, and helpers of one, that serve nobody: commands and models import them too."""

Modules = frozenset[str]


class Worker(NamedTuple):
    """A file, the technology that gives its work away, and where it is imported."""

    path: str
    technology: str
    location: Location


def live_files(component: ProfiledComponent, context: Context) -> dict[str, Worker]:
    """Find the files that serve connections, by path."""
    return _files(component, context, _LIVE, None)


def heavy_files(component: ProfiledComponent, context: Context) -> dict[str, Worker]:
    """Find the files that compute with models or images themselves, by path; clients of a service do not."""
    return _files(component, context, _HEAVY, _computing)


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


def _files(
    component: ProfiledComponent, context: Context, categories: frozenset[str], keep: Callable[[bool], Modules] | None
) -> dict[str, Worker]:
    found: dict[str, Worker] = {}
    for file in context.files(component, languages=(*PYTHON, *NODE)):
        index = context.index(file.path)
        if file.language is None or index is None or file.language is Language.NOTEBOOK:
            continue
        python = file.language.is_python
        search = _Search(context, categories, keep(python) if keep is not None else None, python)
        if any(search.technology(module) for module in index.modules):
            worker = search.worker(file.path)
            if worker is not None:
                found[file.path] = worker
    return found


@lru_cache(maxsize=2)
def _computing(python: bool) -> Modules:
    """List the modules of which some call keeps a processor busy for long."""
    known = load_callables()
    side = known.python if python else known.node
    return frozenset(item.module for item in side.blocking.values() if item.kind == "cpu" and item.cost == "heavy")


class _Search(NamedTuple):
    """What imports have to be: of a technology of some category, and one of some modules where these are given."""

    context: Context
    categories: frozenset[str]
    modules: Modules | None
    python: bool

    def technology(self, module: str) -> Technology | None:
        if self.modules is not None and not find_limit(self.modules, module, separator="." if self.python else "/"):
            return None
        if f"{module}.".startswith(tuple(f"{name}." for name in _STORED)):
            return None
        entries = self.context.catalogue.for_module(module, python=self.python)
        return next((item for item in entries if item.category in self.categories and not _only_connects(item)), None)

    def worker(self, path: str) -> Worker | None:
        facts = self.context.facts(path)
        for item in facts.imports if facts is not None else ():
            entry = self.technology(item.module)
            own = entry is not None and self.python and resolve_python(path, item.module, self.context)
            if facts is not None and entry is not None and not (own or item.typing_only or _is_client(facts, entry)):
                return Worker(path, entry.name, Location(path=path, line=item.line, column=item.column))
        return None


def _only_connects(entry: Technology) -> bool:
    """Whether a library holds the client's side of connections only."""
    sides = entry.websocket
    return sides is not None and bool(sides.client) and not sides.server


def _is_client(facts: FileFacts, entry: Technology) -> bool:
    """Whether a file uses the client's side alone of a library that has both."""
    if entry.websocket is None or not entry.websocket.server:
        return False
    names = [call.resolved for call in facts.calls]
    names += [f"{item.module}.{item.name}" if item.name else item.module for item in facts.imports]
    client = any(name.startswith(entry.websocket.client) for name in names)
    return client and not any(name.startswith(entry.websocket.server) for name in names)


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
