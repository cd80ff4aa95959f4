"""From evidence to workload labels: a noisy-OR over capped sources (figures in profiles/inference.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from msgspec import Struct
from msgspec.structs import replace

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.technologies import Catalogue
from stackfit.catalogue.workloads import Workload
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, TechnologyUse, WorkloadLabel
from stackfit.model.kinds import ComponentKind, EvidenceSource, Role, Runtime
from stackfit.model.source import Location
from stackfit.workload.paths import count_path_words, path_evidence
from stackfit.workload.serving import NOTHING_SERVED, Serving, served_hint, serves_both, serving_evidence
from stackfit.workload.texts import ProjectText

MAX_EVIDENCE = 8
# What applications are built on: imported by an entry module and perhaps nowhere else.
ENTRY_CATEGORIES = frozenset("web-framework desktop mobile serverless cms frontend bot".split())
# The sources in which work shows; a dependency that nothing imports is a plan or a remnant.
_SEEN = ("technology", "identity", "paths", "commands")
_CODE = (EvidenceSource.IMPORT, EvidenceSource.CALL, EvidenceSource.COMMAND, EvidenceSource.FILE)


class Situation(Struct, frozen=True, kw_only=True):
    """What is known of a component when its workloads are inferred."""

    component: Component
    kind: ComponentKind
    runtime: Runtime
    technologies: tuple[TechnologyUse, ...]
    text: ProjectText
    serving: Serving = NOTHING_SERVED


def infer_workloads(
    situation: Situation, workloads: Iterable[Workload], catalogue: Catalogue, figures: Inference
) -> tuple[WorkloadLabel, ...]:
    """All workloads with any evidence, surest first (ties by id)."""
    labels = []
    words = count_path_words(situation.component)
    for workload in workloads:
        sources = {
            "technology": _technology(situation, workload, catalogue, figures),
            "identity": _identity(situation.component, workload, catalogue),
            "text": list(situation.text.evidence(workload)),
            "paths": [
                *path_evidence(words, workload, figures, situation.text.other_senses(workload)),
                *serving_evidence(situation.serving, situation.kind, workload, figures),
            ],
            "commands": _commands(situation, workload, figures),
        }
        if any(sources.values()):
            labels.append(_label(workload, sources, figures))
    return tuple(sorted(labels, key=lambda label: (-label.confidence, label.id)))


def text_confidence(text: ProjectText, workload: Workload, shown: float, figures: Inference) -> float:
    """How far a text alone speaks for a workload that code shows with confidence `shown`."""
    says = combine(_diminish(text.evidence(workload), figures.diminishing["text"]))
    return _text_part(says, workload, shown, figures)


def _text_part(says: float, workload: Workload, shown: float, figures: Inference) -> float:
    """What a text counts for: little alone, more where code and paths (`shown`) bear it out."""
    caps = figures.caps
    if shown < caps["corroboration"]:
        return min(says, caps["text"])
    return min(says * (1.0 if workload.generic else figures.text_gain), caps["text_corroborated"])


def combine(strengths: Iterable[float]) -> float:
    """The noisy-OR: the chance that at least one of independent causes holds."""
    return 1.0 - prod(1.0 - strength for strength in strengths)


def _label(workload: Workload, sources: dict[str, list[Evidence]], figures: Inference) -> WorkloadLabel:
    """One label; a source is never surer than its cap."""
    says = {
        name: combine(_diminish(evidence, figures.diminishing.get(name, (1.0,)))) for name, evidence in sources.items()
    }
    caps = dict(figures.caps)
    if workload.generic:
        caps["technology"] = caps["technology_generic"]
    seen = any(item.source is not EvidenceSource.DEPENDENCY for name in _SEEN for item in sources[name])
    shown = combine(value for name, value in says.items() if name != "text") if seen else 0.0
    parts = {name: min(caps[name], value) for name, value in says.items() if name != "text"}
    parts["text"] = _text_part(says["text"], workload, shown, figures)
    evidence = sorted(
        (item for items in sources.values() for item in items),
        key=lambda item: (-item.strength, item.source.value, item.location, item.what),
    )
    # Several words of one README, or the import and the declaration of one package, are one thing seen twice.
    independent = {item.technology or item.source.value for item in evidence}
    itself = combine(value for name, value in parts.items() if name != "text")
    sure = combine((itself, parts["text"]))
    return WorkloadLabel(
        id=workload.id,
        # Whatever a text says, code must show more than a trace of it.
        confidence=round(sure if shown >= caps["corroboration"] else min(sure, caps["declared"]), 4),
        shown=round(itself if seen else 0.0, 4),
        weak=len(independent) < 2,
        evidence=tuple(evidence[:MAX_EVIDENCE]),
    )


def _diminish(evidence: Sequence[Evidence], shares: Sequence[float]) -> list[float]:
    """Strengths after diminishing returns: one per technology or phrase, strongest first."""
    best: dict[str, float] = {}
    for item in evidence:
        key = item.technology or item.what
        best[key] = max(best.get(key, 0.0), item.strength)
    ordered = sorted(best.values(), reverse=True)
    return [strength * share for strength, share in zip(ordered, shares, strict=False)]


def _technology(situation: Situation, workload: Workload, catalogue: Catalogue, figures: Inference) -> list[Evidence]:
    """Evidence from technologies that hint at the workload, each at the place that shows it best."""
    found = []
    own = {entry.id for item in situation.component.manifests for entry in catalogue.for_manifest(item)}
    for use in situation.technologies:
        hint = catalogue.by_id[use.id].workloads.get(workload.id)
        if not hint or not use.production or use.id in own:
            continue
        if serves_both(use.id, catalogue):
            hint = served_hint(catalogue.by_id[use.id], situation.serving, workload, figures)
        strength = hint * _usage(use, situation.kind, workload, catalogue, figures)
        place = next((item for item in use.evidence if item.source in _CODE), use.evidence[0])
        found.append(replace(place, strength=round(strength, 3), what=f"{use.name}: {place.what}"))
    return found


def _usage(
    use: TechnologyUse, kind: ComponentKind, workload: Workload, catalogue: Catalogue, figures: Inference
) -> float:
    """The share of a technology's hint that applies, by how and where it is used."""
    usage = figures.usage
    shown = [item for item in use.evidence if item.source in _CODE]
    if not shown:
        factor = usage["declared_only"]
    else:
        floor = usage["entry_floor" if _is_entry(use, catalogue, usage) else "floor"]
        factor = floor + (1.0 - floor) * min(1.0, use.central / usage["full_share"])
        if all(item.strength < 1.0 for item in shown):
            factor *= usage["guarded"]
        if use.declared:
            factor = max(factor, usage["declared_only"])
    if kind is ComponentKind.LIBRARY:
        factor *= usage["generic_in_library"] if workload.generic else usage["in_library"]
    return factor


def _is_entry(use: TechnologyUse, catalogue: Catalogue, usage: Mapping[str, float]) -> bool:
    """Whether the component is built on this technology rather than using it somewhere."""
    chosen = use.central >= usage["entry_share"] or any(
        item.source is EvidenceSource.DEPENDENCY for item in use.evidence
    )
    return chosen and catalogue.by_id[use.id].category in ENTRY_CATEGORIES


def _identity(component: Component, workload: Workload, catalogue: Catalogue) -> list[Evidence]:
    """The component *is* a catalogue technology: its package name says what work it is made for."""
    found = []
    for manifest in component.manifests:
        for entry in catalogue.for_manifest(manifest):
            hint = entry.workloads.get(workload.id)
            if hint:
                found.append(
                    Evidence(
                        source=EvidenceSource.MANIFEST,
                        role=Role.PRODUCTION,
                        location=Location(path=manifest.path),
                        what=f"is {entry.name} itself",
                        strength=hint,
                        technology=entry.id,
                    )
                )
    return found


def _commands(situation: Situation, workload: Workload, figures: Inference) -> list[Evidence]:
    """Installed commands point to a command-line tool, more so where the README shows them at work."""
    if workload.id != "cli-tool":
        return []
    strength = figures.commands.get(situation.kind.value, figures.commands["library"])
    installed = [
        (EvidenceSource.COMMAND, script.location, f"installs the command {script.name}", strength)
        for manifest in situation.component.manifests
        for script in manifest.entry_points
    ]
    shown, full = figures.commands["shown"], figures.commands["shown_full_count"]
    for name, lines, location in situation.text.commands:
        strength = shown * min(1.0, lines / full)
        installed.append((EvidenceSource.README, location, f"runs the command {name} on {lines} lines", strength))
    return [
        Evidence(source=source, role=Role.PRODUCTION, location=location, what=what, strength=round(strength, 3))
        for source, location, what, strength in installed
    ]
