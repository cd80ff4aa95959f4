"""Small profiled components and findings for the scoring tests."""

from __future__ import annotations

from collections.abc import Iterable

from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.evidence import Evidence, TechnologyUse, WorkloadLabel
from stackfit.model.finding import Finding
from stackfit.model.fit import CriterionScore, Fit
from stackfit.model.kinds import (
    ComponentKind,
    Confidence,
    DependencyKind,
    Ecosystem,
    EvidenceSource,
    Language,
    Role,
    Runtime,
    Severity,
    Side,
)
from stackfit.model.manifest import Dependency
from stackfit.model.source import Location, SourceFile


def make_profile(
    runtime: str = "python",
    *,
    kind: str = "service",
    workloads: Iterable[tuple[str, float]] = (("web-api", 0.9),),
    concurrency: Iterable[str] = (),
    technologies: Iterable[tuple[str, str]] = (),
    commands: Iterable[StartCommand] = (),
    version: str | None = None,
    typescript: int = 0,
) -> ProfiledComponent:
    """A component of 1,000 lines; technologies are (id, category)."""
    python = Runtime(runtime).side is Side.PYTHON
    language = Language.PYTHON if python else Language.JAVASCRIPT
    name = "app/main.py" if python else "app/main.js"
    ecosystem = Ecosystem.PYPI if python else Ecosystem.NPM
    needed = Dependency(
        name="left-pad", ecosystem=ecosystem, kind=DependencyKind.RUNTIME, location=Location(path="manifest", line=3)
    )
    uses = tuple(make_use(key, group) for key, group in technologies)
    shown = tuple(item for use in uses for item in use.evidence)
    return ProfiledComponent(
        component=Component(
            path=".",
            name="demo",
            ecosystem=ecosystem,
            role=Role.PRODUCTION,
            files=(SourceFile(path=name, size=10, role=Role.PRODUCTION, language=language),),
            dependencies=(needed,),
            commands=tuple(commands),
        ),
        kind=ComponentKind(kind),
        runtime=Runtime(runtime),
        runtime_version=version,
        languages=(
            LanguageCount(language=language, files=1, lines=1000 - typescript),
            LanguageCount(language=Language.TYPESCRIPT, files=1, lines=typescript),
        ),
        concurrency=tuple(concurrency),
        technologies=uses,
        workloads=tuple(
            WorkloadLabel(id=key, confidence=sure, shown=sure, weak=False, evidence=shown) for key, sure in workloads
        ),
    )


def make_use(key: str, category: str) -> TechnologyUse:
    """A technology that the only file imports."""
    place = Evidence(
        source=EvidenceSource.IMPORT,
        role=Role.PRODUCTION,
        location=Location(path="app/main.py"),
        what=f"imports {key}",
        technology=key,
    )
    return TechnologyUse(id=key, name=key, category=category, evidence=(place,), files=1, central=1.0)


def make_finding(
    code: str = "SF101",
    severity: str = "error",
    *,
    confidence: str = "definite",
    criteria: tuple[str, ...] = ("architecture",),
    path: str = "app/main.py",
    line: int = 1,
) -> Finding:
    """A finding in the component that `make_profile` makes."""
    return Finding(
        code=code,
        name="demo-finding",
        severity=Severity(severity),
        confidence=Confidence(confidence),
        location=Location(path=path, line=line),
        message="something",
        criteria=criteria,
    )


def make_command(
    program: str = "gunicorn", *, workers: int | None = None, replicas: int | None = None, worker_class: str = ""
) -> StartCommand:
    """A production start command of a Procfile."""
    return StartCommand(
        command=f"{program} app",
        location=Location(path="Procfile"),
        source="procfile",
        program=program,
        worker_class=worker_class,
        workers=workers,
        replicas=replicas,
    )


def criterion_of(fit: Fit, name: str) -> CriterionScore:
    """One criterion of a fit."""
    return next(item for item in fit.criteria if item.id == name)
