"""Fits, their robustness over a sample of weightings, and the verdict."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from math import prod
from operator import mul
from typing import NamedTuple

from stackfit.catalogue.scoring_model import Settings
from stackfit.model.kinds import Verdict
from stackfit.model.vocabulary import CRITERIA
from stackfit.scoring.marks import Answer, Standing

_DIGITS = 6  # hides the last bits of floating-point sums, which differ between equal ways to add


class Points(NamedTuple):
    """The fit of the runtime and of the alternative, 0..100."""

    own: float
    other: float

    @property
    def lead(self) -> float:
        """How far the alternative is ahead."""
        return round(self.other - self.own, _DIGITS)


def points_of(standings: Sequence[Standing]) -> Points | None:
    """The weighted means of the marks over the scored criteria; None where there is none."""
    scored = [(item.weight, item.marks()) for item in standings if item.scored]
    total = sum(weight for weight, _ in scored)
    if not total:
        return None
    own = sum(weight * marks[0] for weight, marks in scored)
    other = sum(weight * marks[1] for weight, marks in scored)
    return Points(*(min(100.0, max(0.0, round(100.0 * part / total, _DIGITS))) for part in (own, other)))


def leads_of(standings: Sequence[Standing], settings: Settings) -> tuple[float, ...]:
    """The alternative's lead under each weighting of the sample."""
    scored = [(n, item.weight, item.marks()) for n, item in enumerate(standings) if item.scored]
    weights = [weight for _, weight, _ in scored]
    leads = [100.0 * weight * (marks[1] - marks[0]) for _, weight, marks in scored]
    sample = _sample(settings.seed, settings.weightings, settings.concentration)
    columns = [n for n, _, _ in scored]
    return tuple(
        round(sum(map(mul, noise, leads)) / sum(map(mul, noise, weights)), _DIGITS)
        for noise in ([row[n] for n in columns] for row in sample)
    )


def robustness_of(leads: Sequence[float], lead: float) -> float:
    """The share of weightings under which the order of the two runtimes stays the same."""
    return sum((each > 0) == (lead > 0) for each in leads) / len(leads)


def judge_standings(standings: Sequence[Standing], unused: Sequence[Answer], settings: Settings) -> Verdict:
    """The verdict; `unused` is every applicable mitigation that is not in use."""
    points = points_of(standings)
    if points is None or points.lead < settings.margin or not any(_aggravated(item, settings) for item in standings):
        return Verdict.FITS
    improved = points_of([item.with_answers(unused) for item in standings]) or points
    leads = leads_of(standings, settings)
    firm = sum(each >= settings.margin for each in leads) >= settings.misfit_share * len(leads)
    return Verdict.MISFIT if firm and improved.lead >= settings.margin else Verdict.STRAINED


def _aggravated(standing: Standing, settings: Settings) -> bool:
    """Whether the work weighs this criterion up and findings that a rewrite would leave behind cost enough there."""
    if not standing.scored or not standing.raised:
        return False
    kept = prod(1.0 - loss.share for loss in standing.losses if not loss.both)
    return round(1.0 - kept, _DIGITS) >= max(settings.least_loss, 10.0**-_DIGITS)


@lru_cache(maxsize=4)
def _sample(seed: int, count: int, concentration: float) -> tuple[tuple[float, ...], ...]:
    """Factors around 1 for every criterion: normalised, weights times gamma noise are a Dirichlet-like sample."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, not a secret
    row = range(len(CRITERIA))
    return tuple(tuple(draw.gammavariate(concentration, 1 / concentration) for _ in row) for _ in range(count))
