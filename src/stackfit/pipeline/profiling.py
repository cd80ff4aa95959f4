"""The workload profile of each component, with the README that speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit.components import find_readmes
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.evidence import TechnologyUse
from stackfit.model.kinds import Role, Runtime
from stackfit.pipeline.session import Session
from stackfit.technology import detect_technologies, find_websocket_use
from stackfit.workload import (
    ProjectText,
    component_runtimes,
    profile_component,
    read_project_text,
    readme_passages,
)

# With more production components than this, the root's README describes the whole rather than each of them.
SHARED_README_COMPONENTS = 2
SHARED_README_WEIGHT = 0.5

Readme = tuple[str, bytes]


def profile_components(session: Session, components: Sequence[Component]) -> tuple[ProfiledComponent, ...]:
    """Profile every component."""
    production = sum(item.role is Role.PRODUCTION for item in components)
    shared = 1.0 if production <= SHARED_README_COMPONENTS else SHARED_README_WEIGHT
    found = [
        (item, detect_technologies(item, components, session.code, session.knowledge.catalogue, session.files.paths))
        for item in components
    ]
    runtimes = component_runtimes(found, session.code)
    readme = _root_readme(session)
    return tuple(
        _profile(session, component, runtime, technologies, *_readme_of(component, session, readme, shared))
        for (component, technologies), runtime in zip(found, runtimes, strict=True)
    )


def _readme_of(
    component: Component, session: Session, root: Readme | None, shared: float
) -> tuple[Readme | None, float]:
    """The README that speaks for a component, and its weight: its own, else the root's."""
    return (_read(session, component.readme), 1.0) if component.readme else (root, shared)


def _profile(
    session: Session,
    component: Component,
    runtime: Runtime,
    technologies: tuple[TechnologyUse, ...],
    readme: Readme | None,
    weight: float,
) -> ProfiledComponent:
    """Profile one component; `weight` is how far the README speaks for it."""
    knowledge = session.knowledge
    return profile_component(
        component,
        runtime,
        technologies,
        find_websocket_use(component, session.code, knowledge.catalogue),
        read_project_text(component, readme, knowledge.figures.texts, weight),
        session.code,
        knowledge.catalogue,
        knowledge.workloads,
        knowledge.figures,
    )


def repository_text(session: Session) -> ProjectText:
    """What the repository's own README says."""
    readme = _root_readme(session)
    return ProjectText(passages=tuple(readme_passages(*readme, session.knowledge.figures.texts)) if readme else ())


def _root_readme(session: Session) -> Readme | None:
    """The repository's README, None when it has none."""
    return _read(session, find_readmes(file for file in session.files.files if file.folder == ".").get(".", ""))


def _read(session: Session, path: str) -> Readme | None:
    content = session.read(path) if path else None
    return (path, content) if content else None
