"""Whether a component serves pages or data: its templates and what its handlers answer with."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.catalogue.workloads import Workload
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.kinds import ComponentKind, EvidenceSource, Role
from stackfit.model.source import Location
from stackfit.workload.answers import NO_ANSWERS, Answers, handler_answers
from stackfit.workload.pages import page_templates

_BOTH = frozenset(("web-api", "web-site"))


class Serving(Struct, frozen=True, kw_only=True):
    """What a component serves: its page templates and the answers of its handlers."""

    templates: tuple[str, ...] = ()
    answers: Answers = NO_ANSWERS

    def pages_share(self, figures: Inference) -> float:
        """How far it serves pages (0..1): by its handlers where enough are seen, else by its templates."""
        total = self.answers.pages + self.answers.data
        if total >= figures.templates["least_answers"]:
            return self.answers.pages / total
        return 0.5 * min(1.0, len(self.templates) / figures.templates["full_count"])

    def level(self, workload_id: str, figures: Inference) -> float:
        """How far a workload is served (0..1); where half of the answers are of its sort, it is served in full."""
        share = self.pages_share(figures)
        return min(1.0, 2.0 * (share if workload_id == "web-site" else 1.0 - share))


NOTHING_SERVED = Serving()


def serves_both(technology: str, catalogue: Catalogue) -> bool:
    """Whether a technology serves both pages and data, so that the code must tell which."""
    return catalogue.by_id[technology].workloads.keys() >= _BOTH


def observe_serving(
    component: Component, technologies: Iterable[TechnologyUse], catalogue: Catalogue, code: CodeReader
) -> Serving:
    """Look at the templates, and at the handlers where a framework in use serves both pages and data."""
    asked = any(use.files and use.production and serves_both(use.id, catalogue) for use in technologies)
    answers = handler_answers(component, code) if asked else NO_ANSWERS
    return Serving(templates=page_templates(component), answers=answers)


def served_hint(technology: Technology, serving: Serving, workload: Workload, figures: Inference) -> float:
    """What a framework that serves both hints at, given what is served."""
    hint = technology.workloads[workload.id]
    if workload.id not in _BOTH:
        return hint
    name = "api" if workload.id == "web-api" else "site"
    low, high = figures.templates[f"{name}_without"], figures.templates[f"{name}_with"]
    return min(figures.templates["most"], hint * (low + (high - low) * serving.level(workload.id, figures)))


def serving_evidence(serving: Serving, kind: ComponentKind, workload: Workload, figures: Inference) -> list[Evidence]:
    """Pages point to a web site, answers of data to an API; less so in a library."""
    if workload.id not in _BOTH:
        return []
    factor = figures.usage["generic_in_library"] if kind is ComponentKind.LIBRARY else 1.0
    factor *= serving.level(workload.id, figures)
    answers, most, full = serving.answers, figures.templates["answers"], figures.templates["full_count"]
    found = []
    if workload.id == "web-api":
        found += [
            _evidence(answers.first_data, f"{answers.data} answers are data", most * min(1.0, answers.data / full))
        ]
    else:
        pages, count = f"{answers.pages} answers are pages", len(serving.templates)
        found += [_evidence(answers.first_page, pages, most * min(1.0, answers.pages / full))]
        first = Location(path=serving.templates[0]) if serving.templates else None
        strength = figures.templates["strength"] * min(1.0, count / full)
        found += [_evidence(first, f"renders {count} page template{'s' if count > 1 else ''}", strength, in_file=True)]
    return [replace(item, strength=round(factor * item.strength, 3)) for item in found if item]


def _evidence(place: Location | None, what: str, strength: float, *, in_file: bool = False) -> Evidence | None:
    """Evidence at a place, None where there is none."""
    if place is None:
        return None
    source = EvidenceSource.FILE if in_file else EvidenceSource.CALL
    return Evidence(source=source, role=Role.PRODUCTION, location=place, what=what, strength=strength)
