"""Components: first as manifests and deployment files declare them, then with what the code shows."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.deployment import Image, StartCommand
from stackfit.model.evidence import Evidence, TechnologyUse, WebSocketUse, WorkloadLabel
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.model.manifest import Dependency, Manifest, RuntimePin
from stackfit.model.source import SourceFile
from stackfit.model.vocabulary import APPLIES


class Component(Struct, frozen=True, kw_only=True):
    """A folder that is built or deployed on its own.

    `files` are its source files, `templates` the page templates it renders, `ecosystem` the side it is on.
    """

    path: str
    name: str
    ecosystem: Ecosystem
    role: Role
    files: tuple[SourceFile, ...]
    manifests: tuple[Manifest, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    commands: tuple[StartCommand, ...] = ()
    images: tuple[Image, ...] = ()
    pins: tuple[RuntimePin, ...] = ()
    templates: tuple[str, ...] = ()
    readme: str = ""

    @property
    def code(self) -> tuple[SourceFile, ...]:
        """Its production files in its own language; all its files in that language where none is production."""
        python = self.ecosystem is Ecosystem.PYPI
        own = tuple(file for file in self.files if file.language is not None and file.language.is_python is python)
        return tuple(file for file in own if file.role is Role.PRODUCTION) or own

    def owns(self, path: str) -> bool:
        """Whether `path` lies in this component's folder (a nested component may own it more closely)."""
        return self.path == "." or path.startswith(self.path + "/")


class LanguageCount(Struct, frozen=True, kw_only=True):
    """How much production code of one language a component holds."""

    language: Language
    files: int
    lines: int


class ProfiledComponent(Struct, frozen=True, kw_only=True):
    """A component and what its code does; `concurrency_evidence` is keyed by id, in the order of `concurrency`."""

    component: Component
    kind: ComponentKind
    runtime: Runtime
    runtime_version: str | None = None
    languages: tuple[LanguageCount, ...] = ()
    frameworks: tuple[str, ...] = ()
    technologies: tuple[TechnologyUse, ...] = ()
    concurrency: tuple[str, ...] = ()
    concurrency_evidence: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()
    websocket: WebSocketUse = WebSocketUse()
    ml_libraries: tuple[str, ...] = ()
    workloads: tuple[WorkloadLabel, ...] = ()

    @property
    def technology_ids(self) -> frozenset[str]:
        """The ids of all technologies found."""
        return frozenset(use.id for use in self.technologies)

    @property
    def workload_ids(self) -> frozenset[str]:
        """The workloads that apply (confidence >= APPLIES)."""
        return frozenset(label.id for label in self.workloads if label.confidence >= APPLIES)

    @property
    def lines(self) -> int:
        """Lines of production code, all languages."""
        return sum(count.lines for count in self.languages)
