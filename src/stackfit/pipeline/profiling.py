"""The workload profile of each component, with the README that speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from packaging.utils import canonicalize_name

from stackfit.components import find_readmes
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.evidence import TechnologyUse, WebSocketUse
from stackfit.model.kinds import Ecosystem, Role, Runtime
from stackfit.pipeline.session import Session
from stackfit.technology import detect_technologies, find_websocket_use
from stackfit.workload import (
    ProjectText,
    component_runtimes,
    profile_component,
    read_project_text,
    readme_passages,
)

Readme = tuple[str, bytes]


class Observed(Struct, frozen=True, kw_only=True):
    """What is seen of a component before anything is concluded; `shared` when its README is that of a larger whole."""

    component: Component
    runtime: Runtime
    technologies: tuple[TechnologyUse, ...]
    websocket: WebSocketUse
    readme: Readme | None
    shared: bool


def profile_components(session: Session, components: Sequence[Component]) -> tuple[ProfiledComponent, ...]:
    """Profile every component."""
    return infer_profiles(session, observe_components(session, components))


def observe_components(session: Session, components: Sequence[Component]) -> tuple[Observed, ...]:
    """See what every component uses and runs on, and which README speaks for it: its own, else the root's."""
    catalogue = session.knowledge.catalogue
    found = [
        (item, detect_technologies(item, components, session.code, catalogue, session.files.paths))
        for item in components
    ]
    most = session.knowledge.figures.texts["shared_from"]
    shared = sum(item.role is Role.PRODUCTION for item in components) >= most
    root = _root_readme(session)
    return tuple(
        Observed(
            component=component,
            runtime=runtime,
            technologies=technologies,
            websocket=find_websocket_use(component, session.code, catalogue),
            readme=_read(session, component.readme) if component.readme else root,
            shared=shared and not component.readme,
        )
        for (component, technologies), runtime in zip(found, component_runtimes(found, session.code), strict=True)
    )


def infer_profiles(session: Session, observed: Sequence[Observed]) -> tuple[ProfiledComponent, ...]:
    """Conclude from what was seen, with the figures of the session."""
    knowledge = session.knowledge
    weights = knowledge.figures.texts
    needed = frozenset(dependency.name for item in observed for dependency in item.component.dependencies)
    return tuple(
        profile_component(
            item.component,
            item.runtime,
            item.technologies,
            item.websocket,
            read_project_text(item.component, item.readme, weights, weights["shared"] if item.shared else 1.0),
            session.code,
            knowledge.catalogue,
            knowledge.workloads,
            knowledge.figures,
            needed=not needed.isdisjoint(_package_names(item.component)),
        )
        for item in observed
    )


def _package_names(component: Component) -> Iterator[str]:
    """Yield the names by which others depend on a component."""
    for manifest in component.manifests:
        if manifest.name:
            yield manifest.name if manifest.ecosystem is Ecosystem.NPM else canonicalize_name(manifest.name)


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
