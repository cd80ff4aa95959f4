"""Put one component's profile together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.catalogue.workloads import Workload
from stackfit.model.code import CodeReader
from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.evidence import Evidence, TechnologyUse, WebSocketUse
from stackfit.model.kinds import ComponentKind, EvidenceSource, Language, Role, Runtime
from stackfit.model.source import Location
from stackfit.workload.concurrency import concurrency_models, models_of
from stackfit.workload.kind import component_kind
from stackfit.workload.labels import Situation, infer_workloads
from stackfit.workload.runtime import runtime_version
from stackfit.workload.serving import Serving, observe_serving
from stackfit.workload.texts import ProjectText


def profile_component(
    component: Component,
    runtime: Runtime,
    technologies: Sequence[TechnologyUse],
    websocket: WebSocketUse,
    text: ProjectText,
    code: CodeReader,
    catalogue: Catalogue,
    workloads: Sequence[Workload],
    figures: Inference,
    *,
    needed: bool = False,
) -> ProfiledComponent:
    """The workload profile of one component; `needed` tells whether others of the repository depend on it."""
    kind = component_kind(component, runtime, technologies, text, code, figures, needed=needed)
    works = kind is not ComponentKind.TOOLING
    concurrency = concurrency_models(component, runtime, technologies, catalogue) if works else ()
    situation = Situation(
        component=component,
        kind=kind,
        runtime=runtime,
        technologies=tuple(technologies),
        text=text,
        serving=observe_serving(component, technologies, catalogue, code) if works else Serving(),
    )
    return ProfiledComponent(
        component=component,
        kind=kind,
        runtime=runtime,
        runtime_version=runtime_version(component, runtime),
        languages=_languages(component, code),
        frameworks=_frameworks(technologies, catalogue),
        technologies=tuple(
            sorted(
                (*technologies, *_runtime_technologies(component, runtime, technologies, catalogue)),
                key=lambda use: use.id,
            )
        ),
        concurrency=models_of(concurrency),
        concurrency_evidence=concurrency,
        websocket=websocket,
        ml_libraries=_ml_libraries(technologies, catalogue),
        workloads=infer_workloads(situation, workloads, catalogue, figures) if works else (),
    )


def _languages(component: Component, code: CodeReader) -> tuple[LanguageCount, ...]:
    """Files and lines of production code per language, as JavaScript where the index could not say."""
    counts: dict[Language, list[int]] = defaultdict(lambda: [0, 0])
    for file in component.files:
        index = code.index(file.path) if file.role is Role.PRODUCTION else None
        if index is not None and file.language is not None:
            counts[file.language][0] += 1
            counts[file.language][1] += index.code_lines
    return tuple(
        LanguageCount(language=language, files=files, lines=lines)
        for language, (files, lines) in sorted(counts.items(), key=lambda item: item[0].value)
    )


def _frameworks(technologies: Iterable[TechnologyUse], catalogue: Catalogue) -> tuple[str, ...]:
    """Names of the application frameworks that production code uses or declares."""
    return tuple(sorted({use.name for use in technologies if use.production and catalogue.by_id[use.id].framework}))


def _ml_libraries(technologies: Iterable[TechnologyUse], catalogue: Catalogue) -> tuple[str, ...]:
    """Names of the machine-learning and numeric libraries that production code uses."""
    return tuple(sorted({use.name for use in technologies if use.production and catalogue.by_id[use.id].ml}))


def _runtime_technologies(
    component: Component, runtime: Runtime, technologies: Iterable[TechnologyUse], catalogue: Catalogue
) -> tuple[TechnologyUse, ...]:
    """The technologies that hold because of the runtime itself (CPython, V8)."""
    known = {use.id for use in technologies}
    entries: list[Technology] = [
        entry for entry in catalogue.told_by_runtimes if runtime.value in entry.runtimes and entry.id not in known
    ]
    place = _runtime_place(component)
    return tuple(
        TechnologyUse(
            id=entry.id,
            name=entry.name,
            category=entry.category,
            evidence=(
                Evidence(
                    source=EvidenceSource.MANIFEST,
                    role=Role.PRODUCTION,
                    location=place,
                    what=f"code of this component runs on {entry.name}",
                    technology=entry.id,
                ),
            ),
        )
        for entry in entries
    )


def _runtime_place(component: Component) -> Location:
    """Where the runtime shows: its pin, its manifest, or its first file."""
    if component.pins:
        return component.pins[0].location
    if component.manifests:
        return Location(path=component.manifests[0].path)
    return Location(path=component.files[0].path if component.files else component.path)
