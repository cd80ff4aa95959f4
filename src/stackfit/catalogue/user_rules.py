"""Files of the user's own knowledge and rules (`extend-rules`): data only, bounded, checked like our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from stackfit.catalogue.lifecycle_packages import DeadPackage, load_dead_packages, read_package
from stackfit.catalogue.technologies import Catalogue, Technology, load_catalogue, read_technology
from stackfit.catalogue.toml import Table
from stackfit.catalogue.user_callables import check_callables
from stackfit.errors import DataError
from stackfit.files import read_regular
from stackfit.model.kinds import Ecosystem
from stackfit.model.vocabulary import CONCURRENCY, WORKLOADS

MAX_BYTES = 256_000
MAX_FILES = 20
_KEYS = ("technology", "python", "node", "deprecated", "rule")
_ECOSYSTEMS = tuple(item.value for item in Ecosystem)
_STARS = 3


class Extension(Struct, frozen=True, kw_only=True):
    """What one file adds; `rules` are read by the rules themselves, `callables` hold raw tables by language."""

    file: str
    technologies: tuple[Technology, ...] = ()
    callables: Mapping[str, Mapping[str, Any]]
    deprecated: tuple[DeadPackage, ...] = ()
    rules: tuple[Table, ...] = ()


def load_extensions(paths: Iterable[str]) -> tuple[Extension, ...]:
    """Read every file. Raises `DataError` on the first that cannot be used."""
    listed = tuple(dict.fromkeys(paths))
    if len(listed) > MAX_FILES:
        raise DataError(f"more than {MAX_FILES} files", where="extend-rules", hint="put several rules into one file")
    return tuple(read_extension(Path(path), path) for path in listed)


def read_extension(path: Path, file: str) -> Extension:
    """Read one file, called `file` in errors. Raises `DataError`."""
    table = Table(_parse(path, file), file)
    table.only(_KEYS)
    callables = {name: _raw(table.table(name)) for name in ("python", "node") if table.has(name)}
    for name, values in callables.items():
        check_callables(values, name, file)
    return Extension(
        file=file,
        technologies=tuple(_technology(item) for item in table.tables("technology")),
        callables=callables,
        deprecated=tuple(_deprecated(item) for item in table.tables("deprecated")),
        rules=table.tables("rule"),
    )


def extend_catalogue(extensions: Iterable[Extension]) -> Catalogue:
    """Give the catalogue with the technologies of extensions. Raises `DataError` where an id is taken."""
    base = load_catalogue()
    added: dict[str, Technology] = {}
    for extension in extensions:
        for entry in extension.technologies:
            if entry.id in base.by_id or entry.id in added:
                where = f"{extension.file}: technology[{entry.id}].id"
                raise DataError("there is a technology of this id", where=where, hint="give it another id")
            added[entry.id] = entry
    return Catalogue((*base.technologies, *added.values())) if added else base


def extend_dead_packages(extensions: Iterable[Extension]) -> Mapping[tuple[Ecosystem, str], DeadPackage]:
    """Give the dead packages with those of extensions, which win."""
    base = load_dead_packages()
    added = {(item.ecosystem, item.name): item for extension in extensions for item in extension.deprecated}
    return {**base, **added} if added else base


def _parse(path: Path, file: str) -> dict[str, Any]:
    """Read a regular file of bounded size as TOML; what it says is never run."""
    try:
        content = read_regular(path, MAX_BYTES)
    except FileNotFoundError as problem:
        raise DataError("no such file", where=file, hint="extend-rules wants TOML files") from problem
    except OSError as problem:
        raise DataError(f"cannot be read: {problem.strerror or problem}", where=file) from problem
    try:
        return tomli.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as problem:  # Python reads no number of thousands of digits
        raise DataError(f"cannot be read as TOML: {problem}", where=file) from problem


def _raw(table: Table) -> dict[str, Any]:
    return dict(table.values())


def _technology(table: Table) -> Technology:
    """Read an entry as our own are, and check what our tests check of ours."""
    entry = read_technology(table)
    for workload, strength in entry.workloads.items():
        if workload not in WORKLOADS or not 0 <= strength <= 1:
            table.fail(f"workloads.{workload}", "must be the id of a workload with a chance from 0 to 1")
    table.names("concurrency", CONCURRENCY)
    table.names("overrides", CONCURRENCY)
    for glob in entry.files:
        check_glob(glob, table, "files")
    wrong = [text for text in _unmet(entry) if text]
    if wrong:
        table.fail("matches", f"the example {wrong[0]!r} does not hold")
    return entry


def check_glob(glob: str, table: Table, key: str) -> None:
    """Refuse what is no glob, or could take long to match: every star may be tried at every place."""
    from pathspec import GitIgnoreSpec

    if len(glob) > 200 or glob.replace("**", "*").count("*") > _STARS:
        table.fail(key, f"{glob!r} is too long or has more than {_STARS} stars")
    try:
        GitIgnoreSpec.from_lines([glob])
    except (ValueError, re.error):
        table.fail(key, f"{glob!r} is no glob")


def _deprecated(table: Table) -> DeadPackage:
    ecosystem = Ecosystem(table.choice("ecosystem", _ECOSYSTEMS))
    return read_package(table, ecosystem, more=("ecosystem",))


def _unmet(entry: Technology) -> Iterator[str]:
    """Yield the examples of an entry that it does not meet, or should not."""
    alone = Catalogue((entry,))
    for examples, wanted in ((entry.matches, True), (entry.rejects, False)):
        for example in examples:
            if _speaks_of(alone, example) is not wanted:
                yield example


def _speaks_of(catalogue: Catalogue, example: str) -> bool:
    """Whether "pypi:NAME", "npm:NAME", "python:MODULE", "node:MODULE" or "call:NAME" leads to the one entry."""
    kind, _, name = example.partition(":")
    if kind in _ECOSYSTEMS:
        return bool(catalogue.for_package(Ecosystem(kind), name))
    if kind in ("python", "node"):
        return bool(catalogue.for_module(name, python=kind == "python"))
    return kind == "call" and any(name in entry.calls for entry in catalogue.technologies)
