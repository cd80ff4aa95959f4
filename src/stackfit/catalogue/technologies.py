"""The technology catalogue: what names in manifests, code and deployment files stand for which technology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct, field
from packaging.utils import canonicalize_name

from stackfit.catalogue.compiled import compiled
from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, read_toml
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest

CATEGORIES = frozenset(
    """web-framework web-server real-time messaging task-queue database orm cache http-client ml deep-learning data
    visualization image video audio-speech nlp iot bot streaming scraping browser-automation cli desktop mobile frontend
    bundler compiler test lint cloud serverless auth security serialization rpc graphql template logging monitoring
    scheduler concurrency process-manager runtime package-manager scaling extension notification payment game utility
    docs cms validation llm collaboration""".split()
)

FRAMEWORK_CATEGORIES = frozenset(
    """web-framework real-time task-queue bot streaming scraping desktop mobile frontend rpc graphql cms iot cli
    serverless collaboration""".split()
)

# Flask once found its extensions there: flask.ext.login is flask_login.
_OLD_FLASK = "flask.ext."


class WebSocketNames(Struct, frozen=True, kw_only=True):
    """Names that show WebSocket use of a library, by side. A leading "=" asks for the exact name."""

    library: str
    server: tuple[str, ...] = ()
    client: tuple[str, ...] = ()


class Technology(Struct, frozen=True, kw_only=True, eq=False, omit_defaults=True):
    """One catalogue entry; `docs/catalogue.md` explains every field."""

    id: str
    name: str
    category: str
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    node: tuple[str, ...] = ()
    needs_dependency: bool = False
    calls: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    manifests: tuple[str, ...] = ()
    runtimes: tuple[str, ...] = ()
    concurrency: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    websocket: WebSocketNames | None = None
    framework: bool = False
    ml: bool = False
    workloads: Mapping[str, float] = field(default_factory=dict)
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def may_serve(self, ecosystem: Ecosystem) -> bool:
        """Whether code of that ecosystem can use it: next.config.js says nothing of the Python code beside it."""
        names = {Ecosystem.PYPI: self.pypi or self.python, Ecosystem.NPM: self.npm or self.node}
        return bool(names[ecosystem]) or not any(names.values())


class Catalogue:
    """All technologies, indexed by the names they are known by."""

    def __init__(self, technologies: Iterable[Technology]) -> None:
        self.technologies = tuple(sorted(technologies, key=lambda entry: entry.id))
        self.by_id = {entry.id: entry for entry in self.technologies}
        self.told_by_manifests = tuple(entry for entry in self.technologies if entry.manifests or entry.flags)
        self.told_by_runtimes = tuple(entry for entry in self.technologies if entry.runtimes)
        self._packages = {
            Ecosystem.PYPI: _index((name, entry) for entry in self.technologies for name in entry.pypi),
            Ecosystem.NPM: _index((name, entry) for entry in self.technologies for name in entry.npm),
        }
        self._modules = {
            True: _index((name, entry) for entry in self.technologies for name in entry.python),
            False: _index((name, entry) for entry in self.technologies for name in entry.node),
        }
        self._parents = _index(
            (parent, entry) for entry in self.technologies for name in entry.python for parent in _parents(name)
        )
        self._calls = frozenset(name for entry in self.technologies for name in entry.calls)

    def for_package(self, ecosystem: Ecosystem, name: str) -> tuple[Technology, ...]:
        """Technologies that the registry package `name` (normalised) belongs to; a scope entry reads "@scope/*"."""
        index = self._packages[ecosystem]
        scope = name.partition("/")[0] + "/*" if name.startswith("@") else ""
        return index.get(name) or index.get(scope, ())

    def for_manifest(self, manifest: Manifest) -> tuple[Technology, ...]:
        """Technologies that a manifest's own package *is*."""
        if not manifest.name:
            return ()
        pypi = manifest.ecosystem is Ecosystem.PYPI
        return self.for_package(manifest.ecosystem, canonicalize_name(manifest.name) if pypi else manifest.name)

    def for_module(self, module: str, *, python: bool) -> tuple[Technology, ...]:
        """Technologies that an imported module or specifier belongs to: the longest known prefix wins."""
        index = self._modules[python]
        if module.startswith(_OLD_FLASK):
            module = f"flask_{module.removeprefix(_OLD_FLASK)}"
        for prefix in _prefixes(module, "." if python else "/"):
            if prefix in index:
                return index[prefix]
        return ()

    def for_import(self, module: str, name: str | None, *, python: bool) -> tuple[Technology, ...]:
        """As `for_module`, where `from a import b` may mean the module a.b."""
        if python and name not in (None, "*"):
            return self.for_module(f"{module}.{name}", python=True)
        return self.for_module(module, python=python)

    def maybe_for_module(self, module: str, *, python: bool) -> tuple[Technology, ...]:
        """As `for_module`, and what `from module import member` could mean besides: candidates, to be confirmed."""
        found = self.for_module(module, python=python)
        deeper = self._parents.get(module, ()) if python else ()
        return tuple(dict.fromkeys((*found, *deeper)))

    @property
    def call_words(self) -> frozenset[str]:
        """The last identifiers of all call names: what a text pass looks for."""
        return frozenset(name.rpartition(".")[2].removesuffix("()") for name in self._calls)


def _index(pairs: Iterable[tuple[str, Technology]]) -> dict[str, tuple[Technology, ...]]:
    """Group entries by name, in order of id."""
    found: dict[str, tuple[Technology, ...]] = {}
    for name, entry in pairs:
        found[name] = (*found.get(name, ()), entry)
    return found


def _prefixes(name: str, separator: str) -> Iterator[str]:
    """Yield `name` and each shorter prefix up to a separator."""
    while name:
        yield name
        name = name.rpartition(separator)[0]


def _parents(name: str) -> Iterator[str]:
    """Each proper prefix of a dotted name."""
    yield from list(_prefixes(name, "."))[1:]


def read_technology(table: Table) -> Technology:
    """One entry from its table: only the keys it has are read, since most have few. Raises `DataError`."""
    given: dict[str, Any] = {key: _READERS[key](table, key) for key in table.keys(_READERS)}
    for key in _REQUIRED:
        if key not in given:
            table.fail(key, "is missing")
    pypi, npm = given.get("pypi", ()), given.get("npm", ())
    given.setdefault("python", tuple(dict.fromkeys(name.replace("-", "_") for name in pypi)))
    given.setdefault("node", tuple(name.removesuffix("/*") for name in npm))
    given.setdefault("framework", given["category"] in FRAMEWORK_CATEGORIES)
    return Technology(**given)


def _read_category(table: Table, key: str) -> str:
    return table.choice(key, CATEGORIES)


def _read_websocket(table: Table, key: str) -> WebSocketNames:
    names = table.table(key)
    names.only(("library", "server", "client"))
    return WebSocketNames(library=names.text("library"), server=names.texts("server"), client=names.texts("client"))


_READERS: dict[str, Callable[[Table, str], Any]] = {
    "id": Table.text,
    "name": Table.text,
    "category": _read_category,
    **dict.fromkeys(("pypi", "npm", "python", "node", "calls", "files", "images", "programs", "flags"), Table.texts),
    **dict.fromkeys(("manifests", "runtimes", "concurrency", "overrides", "matches", "rejects"), Table.texts),
    **dict.fromkeys(("needs_dependency", "framework", "ml"), Table.flag),
    "websocket": _read_websocket,
    "workloads": Table.numbers,
}
_REQUIRED = ("id", "name", "category")


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """Read every file of `profiles/technologies/`. Raises `DataError` on the first broken entry."""
    return Catalogue(compiled("technologies", tuple[Technology, ...], _read_technologies))


def _read_technologies() -> tuple[Technology, ...]:
    entries: dict[str, Technology] = {}
    for path in sorted((profiles_root() / "technologies").glob("*.toml")):
        table = read_toml(path, f"technologies/{path.name}")
        table.only(("technology",))
        for item in table.tables("technology"):
            entry = read_technology(item)
            if entry.id in entries:
                item.fail("id", f"duplicate id {entry.id!r}")
            entries[entry.id] = entry
    return tuple(entries.values())
