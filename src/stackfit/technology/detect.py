"""Join what is declared with what the code shows into the technologies of a component."""

from __future__ import annotations

from collections.abc import Collection

from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.technology.code import CodeUse, code_uses
from stackfit.technology.declared import declared_evidence

MAX_EVIDENCE = 6


def detect_technologies(
    component: Component, code: CodeReader, catalogue: Catalogue, paths: Collection[str]
) -> tuple[TechnologyUse, ...]:
    """The technologies of a component, sorted by id. `paths` are all paths of the repository."""
    declared = declared_evidence(component, catalogue, paths)
    used = code_uses(component, code, catalogue)
    total = len(component.code)
    return tuple(
        _join(catalogue.by_id[entry_id], declared.get(entry_id, []), used.get(entry_id), total)
        for entry_id in sorted({*declared, *used})
    )


def _join(entry: Technology, declared: list[Evidence], use: CodeUse | None, total: int) -> TechnologyUse:
    """One technology from its declarations and its uses."""
    places = use.evidence if use else []
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
