"""Join what is declared with what the code shows into the technologies of a component."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.technology.code import MAX_PLACES, CodeUse, code_uses
from stackfit.technology.declared import declared_evidence
from stackfit.technology.scaling import CLONING, scaling_evidence

MAX_EVIDENCE = 6
_CLONES = ("nodejs-cluster", "throng")  # technologies that exist to run several copies of a process


def detect_technologies(
    component: Component,
    components: Sequence[Component],
    code: CodeReader,
    catalogue: Catalogue,
    paths: Collection[str],
) -> tuple[TechnologyUse, ...]:
    """The technologies of a component, sorted by id.

    `components` are all components and `paths` all paths of the repository.
    """
    declared = declared_evidence(component, catalogue, paths)
    used = code_uses(component, code, catalogue)
    clones = (replace(item, technology=CLONING) for id_ in _CLONES if id_ in used for item in used[id_].evidence)
    for evidence in (*scaling_evidence(component, components), *clones):
        declared.setdefault(evidence.technology, []).append(evidence)
    total = len(component.code)
    return tuple(
        _join(catalogue.by_id[entry_id], declared.get(entry_id, []), used.get(entry_id), total)
        for entry_id in sorted({*declared, *used})
    )


def _join(entry: Technology, declared: list[Evidence], use: CodeUse | None, total: int) -> TechnologyUse:
    """One technology from its declarations and its uses."""
    places = _fairly(use.evidence) if use else []
    files = len(use.candidates) if use else 0
    needed = any(item.role is Role.PRODUCTION for item in declared)
    return TechnologyUse(
        id=entry.id,
        name=entry.name,
        category=entry.category,
        evidence=(*declared[: MAX_EVIDENCE - len(places[:3])], *places)[:MAX_EVIDENCE],
        files=files,
        central=files / total if total else 0.0,
        declared=any(item.source is EvidenceSource.DEPENDENCY and item.role is Role.PRODUCTION for item in declared),
        production=needed or any(item.role is not Role.TEST for item in places),
    )


def _fairly(places: list[Evidence]) -> list[Evidence]:
    """Cite a call among the first places: it says more than one more import."""
    call = next((number for number, item in enumerate(places) if item.source is EvidenceSource.CALL), -1)
    if call < MAX_PLACES:
        return places
    return [*places[: MAX_PLACES - 1], places[call], *places[MAX_PLACES - 1 : call], *places[call + 1 :]]
