"""Packages that are dead, deprecated or renamed, and libraries that do the same job: `profiles/lifecycles/`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from stackfit.catalogue.lifecycles import Version, numbers, read_day
from stackfit.catalogue.toml import Table, read_compiled
from stackfit.model.kinds import Ecosystem

KINDS = ("deprecated", "archived", "unmaintained", "renamed", "superseded", "legacy")

_KEYS = ("name", "kind", "since", "use", "advice", "prefix", "below", "imports", "plugin", "source")


class DeadPackage(Struct, frozen=True, kw_only=True):
    """A package that nobody should start with today; `profiles/lifecycles/packages.toml` explains the fields."""

    name: str
    ecosystem: Ecosystem
    kind: str
    since: str
    source: str
    use: tuple[str, ...] = ()
    advice: str = ""
    prefix: str = ""
    below: Version = ()
    modules: tuple[str, ...] = ()
    plugin: bool = False

    def is_dead(self, as_of: datetime.date, newest: Version | None) -> bool:
        """Whether it holds on that day, for a package of which all versions in use lie below `newest`."""
        return self.since <= as_of.isoformat() and (not self.below or (newest is not None and newest <= self.below))


class Library(Struct, frozen=True, kw_only=True):
    """One family of libraries that do a job: package -> its modules, and the calls that tell the job, if any."""

    modules: Mapping[str, tuple[str, ...]]
    calls: frozenset[str] = frozenset()


class Job(Struct, frozen=True, kw_only=True):
    """A job for which one library is enough."""

    what: str
    ecosystem: Ecosystem
    libraries: tuple[Library, ...]


@lru_cache(maxsize=1)
def load_dead_packages() -> dict[tuple[Ecosystem, str], DeadPackage]:
    """Read the dead packages, by registry and name. Raises `DataError`."""
    table = read_compiled("lifecycles/packages.toml")
    table.only(("checked", "npm", "pypi"))
    read_day(table, "checked")
    return {
        (ecosystem, item.text("name")): read_package(item, ecosystem)
        for ecosystem in Ecosystem
        for item in table.tables(ecosystem.value)
    }


def read_package(table: Table, ecosystem: Ecosystem, more: tuple[str, ...] = ()) -> DeadPackage:
    """Read one dead package; `more` are further keys that its table may have. Raises `DataError`."""
    table.only((*_KEYS, *more))
    name = table.text("name")
    own = (name.replace("-", "_") if ecosystem is Ecosystem.PYPI else name,)
    return DeadPackage(
        name=name,
        ecosystem=ecosystem,
        kind=table.choice("kind", KINDS),
        since=read_day(table, "since"),
        source=table.text("source"),
        use=table.texts("use"),
        advice=table.text("advice", ""),
        prefix=table.text("prefix", ""),
        below=numbers(table.text("below", "")),
        modules=table.texts("imports") if table.has("imports") else own,
        plugin=table.flag("plugin"),
    )


@lru_cache(maxsize=1)
def load_jobs() -> tuple[Job, ...]:
    """Read the jobs and the libraries that do them. Raises `DataError`."""
    table = read_compiled("lifecycles/jobs.toml")
    table.only(("checked", "job"))
    read_day(table, "checked")
    return tuple(_read_job(item) for item in table.tables("job"))


def _read_job(table: Table) -> Job:
    table.only(("what", "ecosystem", "families", "imports", "calls"))
    ecosystem = Ecosystem(table.choice("ecosystem", tuple(eco.value for eco in Ecosystem)))
    imports, calls = table.table("imports"), table.table("calls")
    libraries = []
    for family in table.texts("families"):
        names = family.split()
        modules = {
            name: imports.texts(name) or (name.replace("-", "_") if ecosystem is Ecosystem.PYPI else name,)
            for name in names
        }
        told_by = frozenset(call for name in names for call in calls.texts(name))
        libraries.append(Library(modules=modules, calls=told_by))
    imports.close()
    calls.close()
    return Job(what=table.text("what"), ecosystem=ecosystem, libraries=tuple(libraries))


class GoneModule(Struct, frozen=True, kw_only=True):
    """A module that the standard library of Python had; `gone` is the first version without it."""

    name: str
    gone: str
    advice: str
    backports: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def load_gone_modules() -> dict[str, GoneModule]:
    """Read the modules that Python no longer has, by name. Raises `DataError`."""
    table = read_compiled("lifecycles/modules.toml")
    table.only(("source", "earlier", "checked", "module"))
    read_day(table, "checked")
    found = {}
    for item in table.tables("module"):
        item.only(("name", "gone", "advice", "backports"))
        found[item.text("name")] = GoneModule(
            name=item.text("name"),
            gone=item.text("gone"),
            advice=item.text("advice"),
            backports=item.texts("backports"),
        )
    return found
