"""What manifests and lockfiles declare."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.source import Location, ReadError


class Dependency(Struct, frozen=True, kw_only=True):
    """One declared package.

    `name` is the normalised registry name (PEP 503 for PyPI, as written for npm), `specifier` the version
    range as written, `group` the extra or group it belongs to ("" for none), `marker` its environment marker.
    """

    name: str
    ecosystem: Ecosystem
    kind: DependencyKind
    location: Location
    specifier: str = ""
    group: str = ""
    extras: tuple[str, ...] = ()
    marker: str = ""


class Script(Struct, frozen=True, kw_only=True):
    """A named command of a manifest (an npm script, a console entry point, a bin)."""

    name: str
    command: str
    location: Location


class RuntimePin(Struct, frozen=True, kw_only=True):
    """A runtime version that a file asks for. `runtime` is "python", "node", "deno", "bun", "pypy" ..."""

    runtime: str
    version: str
    location: Location
    source: str


class Locked(Struct, frozen=True, kw_only=True):
    """One package as a lockfile resolves it: what is installed, whoever asked for it.

    `direct` is True or False where the lockfile tells direct packages from transitive ones, else None; `dev` likewise.
    `deprecated` is the registry's own message where the lockfile carries it, "" otherwise. `requested` are the version
    ranges it answers, where the lockfile says so.
    """

    name: str
    ecosystem: Ecosystem
    version: str
    location: Location
    direct: bool | None = None
    dev: bool | None = None
    deprecated: str = ""
    requested: tuple[str, ...] = ()


class Manifest(Struct, frozen=True, kw_only=True):
    """One manifest file.

    `format` names the reader ("pyproject", "package-json", "requirements" ...). `declares_component` is False for
    files that only add dependencies to a folder (requirements-dev.txt). `entry_points` are installed commands
    (console scripts, bin). `workspaces` are member globs relative to the manifest's folder. `flags` are plain facts
    that later stages ask for: "private", "browser-field", "type-module", "main", "native-extension", "pytest-plugin",
    "classifier:<text>" ...
    """

    path: str
    format: str
    ecosystem: Ecosystem
    declares_component: bool = True
    name: str = ""
    version: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    locked: tuple[Locked, ...] = ()
    scripts: tuple[Script, ...] = ()
    entry_points: tuple[Script, ...] = ()
    workspaces: tuple[str, ...] = ()
    pins: tuple[RuntimePin, ...] = ()
    flags: frozenset[str] = frozenset()
    errors: tuple[ReadError, ...] = ()

    @property
    def folder(self) -> str:
        """The folder the manifest stands in, "." at the root."""
        return self.path.rpartition("/")[0] or "."
