"""How the workloads of a component, each by its confidence, change weights and marks."""

from __future__ import annotations

from typing import NamedTuple

from stackfit.catalogue.scoring_model import Criterion, Mitigation, ScoringProfile, SideMarks, WorkloadWeights
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import Side
from stackfit.model.vocabulary import APPLIES


class Blend(NamedTuple):
    """The workloads that apply with their part in the whole; the parts add up to the surest confidence."""

    parts: tuple[tuple[WorkloadWeights, float], ...]
    form: WorkloadWeights | None

    def multiplier(self, criterion_id: str) -> float:
        """How much the workloads weigh a criterion up (above 1) or down."""
        return 1.0 + sum(part * (item.weights.get(criterion_id, 1.0) - 1.0) for item, part in self.parts)

    def weight(self, criterion: Criterion) -> float:
        """The effective weight: base, workloads, form of the component."""
        form = self.form.weights.get(criterion.id, 1.0) if self.form else 1.0
        return criterion.weight * self.multiplier(criterion.id) * form

    def mark(self, criterion: Criterion, side: Side) -> float:
        """The base mark, moved towards what the workloads say of this criterion."""
        base = criterion.marks.of(side)
        fallback = SideMarks(python=base, node=base)
        return base + sum(part * (item.marks.get(criterion.id, fallback).of(side) - base) for item, part in self.parts)

    def usual(self, mitigation: Mitigation, side: Side) -> float:
        """How far a mitigation belongs to the way that side is commonly built for this work (0..1)."""
        return sum(part for item, part in self.parts if mitigation.id in item.alternative.get(side, ()))


def blend_workloads(profile: ProfiledComponent, scoring: ScoringProfile) -> Blend:
    """Share the surest confidence out among the workloads that apply, in proportion to their own."""
    known = {label.id: label.confidence for label in profile.workloads if label.id in scoring.workloads}
    applying = sorted((key, sure) for key, sure in known.items() if sure >= APPLIES)
    total = sum(sure for _, sure in applying)
    surest = max((sure for _, sure in applying), default=0.0)
    parts = tuple((scoring.workloads[key], surest * sure / total) for key, sure in applying)
    return Blend(parts, scoring.forms.get(profile.kind))
