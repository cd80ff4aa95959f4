"""Marks, fits and verdicts: what scoring gives."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.evidence import Evidence
from stackfit.model.kinds import Side, Verdict


class Lift(Struct, frozen=True, kw_only=True):
    """A mitigation (amount > 0) or an aggravation (amount < 0) of one runtime's mark on one criterion."""

    id: str
    what: str
    amount: float
    side: Side
    evidence: tuple[Evidence, ...] = ()
    source: str = ""


class CriterionScore(Struct, frozen=True, kw_only=True):
    """One criterion: effective weight, the two marks (0..1, after lifts), and everything that made them."""

    id: str
    weight: float
    python: float
    node: float
    scored: bool
    mitigations: tuple[Lift, ...] = ()
    aggravations: tuple[Lift, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """A change that would raise the fit: points gained, and effort ("small", "medium", "large").

    `verdict` is the verdict that it alone would bring, None where it is not known.
    """

    what: str
    gain: float
    effort: str
    criterion: str
    verdict: Verdict | None = None


class Fit(Struct, frozen=True, kw_only=True):
    """How well each runtime fits a component (0..100), None where it is not scored."""

    python: float | None = None
    node: float | None = None
    robustness: float | None = None
    verdict: Verdict = Verdict.UNKNOWN
    criteria: tuple[CriterionScore, ...] = ()
    changes: tuple[Change, ...] = ()

    def of(self, side: Side) -> float | None:
        """The fit of one side."""
        return self.python if side is Side.PYTHON else self.node
