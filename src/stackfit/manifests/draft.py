"""What a reader has gathered so far about one manifest; `finish` freezes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from stackfit.manifests.groups import extra_kind
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Dependency, Locked, Manifest, RuntimePin, Script
from stackfit.model.source import Location, ReadError
from stackfit.syntax import Document

_MAX_REQUIREMENT = 2_000
_NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?[=<>!~@]")
_LOOSE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*([^;#]*)")
_EXTRA = re.compile(r"""\bextra\s*==\s*['"]([^'"]+)['"]""")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?")
_WHEEL = re.compile(r"(?:.*/)?([A-Za-z0-9][A-Za-z0-9._]*)-(\d[^-/]*)-[^/]*\.whl$")
_ARCHIVE = re.compile(
    r"/([A-Za-z0-9][\w.-]*?)(?:\.git)?(?:@[^/#]*)?(?:/(?:archive|releases|tarball|zipball)/.*)?(?:#.*)?$"
)


class Draft:
    """A manifest in the making. `path` is where errors and, unless told otherwise, dependencies are located."""

    def __init__(self, path: str, format_: str, ecosystem: Ecosystem) -> None:
        self.path = path
        self.format = format_
        self.ecosystem = ecosystem
        self.dependencies: list[Dependency] = []
        self.locked: list[Locked] = []
        self.scripts: list[Script] = []
        self.entry_points: list[Script] = []
        self.workspaces: list[str] = []
        self.pins: list[RuntimePin] = []
        self.flags: set[str] = set()
        self.errors: list[ReadError] = []

    def error(self, message: str, line: int = 1, path: str = "") -> None:
        """Note a part that could not be read."""
        self.errors.append(ReadError(path=path or self.path, message=message, line=line))

    def problems(self, document: Document) -> None:
        """Note everything a data file's parser complained about."""
        for problem in document.problems:
            self.error(problem.message, problem.line)

    def depend(
        self,
        name: str,
        line: int,
        kind: DependencyKind,
        *,
        specifier: str = "",
        group: str = "",
        extras: Iterable[str] = (),
        path: str = "",
        marker: str = "",
    ) -> None:
        """Add one dependency; PyPI names are normalised."""
        normal = canonicalize_name(name) if self.ecosystem is Ecosystem.PYPI else name
        self.dependencies.append(
            Dependency(
                name=normal,
                ecosystem=self.ecosystem,
                kind=kind,
                location=Location(path=path or self.path, line=line),
                specifier=specifier,
                group=group,
                extras=tuple(sorted(extras)),
                marker=marker,
            )
        )

    def require(self, text: str, line: int, kind: DependencyKind, *, group: str = "", path: str = "") -> None:
        """Add one PEP 508 requirement; where only its name can be read, the name is kept and the rest is an error."""
        text = text.strip()
        if len(text) > _MAX_REQUIREMENT:
            self.error("a requirement of more than 2,000 characters", line, path)
            return
        try:
            parsed = Requirement(text)
        except InvalidRequirement:
            self._require_loosely(text, line, kind, group, path)
            return
        marker = str(parsed.marker or "")
        extra = _EXTRA.search(marker)
        if extra and kind is DependencyKind.RUNTIME:
            group = extra.group(1)
            kind = extra_kind(group)
        written = _LOOSE.match(text)
        specifier = f"@ {parsed.url}" if parsed.url or written is None else written.group(3).strip("() \t")
        self.depend(
            parsed.name, line, kind, specifier=specifier, group=group, extras=parsed.extras, path=path, marker=marker
        )

    def _require_loosely(self, text: str, line: int, kind: DependencyKind, group: str, path: str) -> None:
        named = _NAMED.match(text) and not text.startswith("git@")
        if not named and (
            "://" in text or text.endswith(".whl") or text.startswith(("git+", "git@", "file:", ".", "/"))
        ):
            self._require_url(text, line, kind, group, path)
            return
        match = _LOOSE.match(text)
        if match is None:
            self.error(f"not a requirement: {text[:80]!r}", line, path)
            return
        name, extras, specifier = match.groups()
        if specifier and specifier[0] not in "<>=!~@":
            self.error(f"not a requirement: {text[:80]!r}", line, path)
            return
        self.error(f"version not understood: {text[:80]!r}", line, path)
        self.depend(name, line, kind, specifier=specifier.strip(), group=group, extras=_split_extras(extras), path=path)

    def _require_url(self, text: str, line: int, kind: DependencyKind, group: str, path: str) -> None:
        """Add a bare URL, named by its egg, wheel or repository; a local folder is no dependency."""
        egg, wheel = _EGG.search(text), _WHEEL.match(text.partition("#")[0])
        if egg:
            extras = _split_extras(egg.group(2))
            self.depend(egg.group(1), line, kind, specifier=f"@ {text}", group=group, extras=extras, path=path)
        elif wheel:
            self.depend(wheel.group(1), line, kind, specifier=f"=={wheel.group(2)}", group=group, path=path)
        elif "://" in text or text.startswith("git@"):
            found = _ARCHIVE.search(text.partition("?")[0].rstrip("/"))
            if found:
                self.depend(found.group(1), line, kind, specifier=f"@ {text}", group=group, path=path)

    def lock(
        self,
        name: str,
        version: str,
        line: int,
        *,
        direct: bool | None = None,
        dev: bool | None = None,
        deprecated: str = "",
        requested: Iterable[str] = (),
        path: str = "",
    ) -> None:
        """Add one resolved package; PyPI names are normalised."""
        self.locked.append(
            Locked(
                name=canonicalize_name(name) if self.ecosystem is Ecosystem.PYPI else name,
                ecosystem=self.ecosystem,
                version=version,
                location=Location(path=path or self.path, line=line),
                direct=direct,
                dev=dev,
                deprecated=deprecated,
                requested=tuple(sorted(requested)),
            )
        )

    def pin(self, runtime: str, version: object, line: int, source: str) -> None:
        """Add a runtime version, if it is one."""
        if isinstance(version, str) and version.strip():
            location = Location(path=self.path, line=line)
            self.pins.append(RuntimePin(runtime=runtime, version=version.strip(), location=location, source=source))

    def script(self, name: str, command: str, line: int) -> Script:
        """Make a named command at a line of this manifest."""
        return Script(name=name, command=command.strip(), location=Location(path=self.path, line=line))

    def finish(
        self,
        *,
        declares_component: bool = True,
        name: str = "",
        version: str = "",
        description: str = "",
        keywords: Iterable[str] = (),
    ) -> Manifest:
        """Freeze the manifest; order is that of the file, exact repetitions are dropped."""
        return Manifest(
            path=self.path,
            format=self.format,
            ecosystem=self.ecosystem,
            declares_component=declares_component,
            name=name,
            version=version,
            description=description,
            keywords=tuple(dict.fromkeys(keywords)),
            dependencies=tuple(dict.fromkeys(self.dependencies)),
            locked=tuple(self.locked),
            scripts=tuple(dict.fromkeys(self.scripts)),
            entry_points=tuple(dict.fromkeys(self.entry_points)),
            workspaces=tuple(dict.fromkeys(self.workspaces)),
            pins=tuple(dict.fromkeys(self.pins)),
            flags=frozenset(self.flags),
            errors=tuple(dict.fromkeys(self.errors)),
        )


def _split_extras(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
