"""Puts the score of one component together: standings, fits, robustness, verdict, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stackfit.catalogue.scoring_model import Criterion, ScoringProfile
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.fit import CriterionScore, Fit
from stackfit.model.kinds import ComponentKind, Role, Side, Verdict
from stackfit.model.report import ScoredComponent
from stackfit.scoring.blend import Blend, blend_workloads
from stackfit.scoring.changes import changes_of, team_sides, unused_answers
from stackfit.scoring.losses import Loss, findings_of, losses_of
from stackfit.scoring.marks import Answer, Standing
from stackfit.scoring.seen import bearing_evidence, mitigation_evidence
from stackfit.scoring.verdict import judge_standings, leads_of, points_of, robustness_of

_UNSCORED = frozenset((ComponentKind.SPA, ComponentKind.TOOLING))


def score(
    profile: ProfiledComponent,
    findings: Sequence[Finding],
    scoring: ScoringProfile,
    *,
    team: str | None = None,
    team_share: Mapping[Side, float] | None = None,
) -> Fit:
    """Score a component on every criterion, for the runtime it has and for the alternative.

    `findings` may hold those of other components too. `team` is "python", "node" or "both"; without it, `team_share`
    (the share of code per side) tells where the team is at home.
    """
    side = profile.runtime.side
    if side is None or profile.kind in _UNSCORED:
        return Fit()
    standings = _standings(profile, side, findings_of(profile, side, findings), scoring)
    points = points_of(standings)
    criteria = tuple(_criterion_score(item, profile, scoring) for item in standings)
    if points is None:
        return Fit(criteria=criteria)
    unused = unused_answers(profile, side, standings, scoring)
    known = bool(profile.workload_ids & scoring.workloads.keys())

    def judge(items: Sequence[Standing]) -> Verdict:
        return judge_standings(items, unused, scoring.settings) if known else Verdict.UNKNOWN

    sides = team_sides(team, team_share, side, scoring.settings.team_share)
    fits = {side: points.own, side.other: points.other}
    return Fit(
        python=fits[Side.PYTHON],
        node=fits[Side.NODE],
        robustness=robustness_of(leads_of(standings, scoring.settings), points.lead),
        verdict=judge(standings),
        criteria=criteria,
        changes=changes_of(standings, unused, scoring, side, sides, judge),
    )


def worst_verdict(components: Iterable[ScoredComponent]) -> Verdict:
    """The worst verdict among production components, `unknown` left out; among all where none is for production."""
    every = list(components)
    production = [item for item in every if item.profile.component.role is Role.PRODUCTION] or every
    return max((item.fit.verdict for item in production), key=lambda verdict: verdict.rank, default=Verdict.UNKNOWN)


def _standings(
    profile: ProfiledComponent, side: Side, findings: Sequence[Finding], scoring: ScoringProfile
) -> tuple[Standing, ...]:
    blend = blend_workloads(profile, scoring)
    seen = [(item, mitigation_evidence(item.when, profile)) for item in scoring.mitigations if item.serves(side)]
    answers = tuple(Answer(mitigation=item, evidence=evidence) for item, evidence in seen if evidence)
    usual = tuple(
        Answer(mitigation=item, strength=blend.usual(item, side.other))
        for item in scoring.mitigations
        if item.side is side.other and blend.usual(item, side.other) > 0
    )
    losses = losses_of(findings, scoring)
    return tuple(_standing(item, profile, blend, answers, usual, losses, scoring) for item in scoring.criteria)


def _standing(
    criterion: Criterion,
    profile: ProfiledComponent,
    blend: Blend,
    answers: Sequence[Answer],
    usual: Sequence[Answer],
    losses: Sequence[Loss],
    scoring: ScoringProfile,
) -> Standing:
    side = profile.runtime.side or Side.PYTHON
    own = tuple(item for item in answers if item.mitigation.criterion == criterion.id)
    evidence = bearing_evidence(criterion.bearing, profile)
    return Standing(
        criterion=criterion,
        side=side,
        scored=bool(evidence),
        weight=blend.weight(criterion),
        raised=blend.multiplier(criterion.id) > 1.0 + 1e-9,
        base=(blend.mark(criterion, side), blend.mark(criterion, side.other)),
        own=tuple(item for item in own if item.mitigation.side is not None),
        shared=tuple(item for item in own if item.mitigation.side is None),
        usual=tuple(item for item in usual if item.mitigation.criterion == criterion.id),
        losses=tuple(loss for loss in losses if loss.criterion == criterion.id),
        impossible=profile.runtime in scoring.impossible,
        evidence=evidence,
    )


def _criterion_score(standing: Standing, profile: ProfiledComponent, scoring: ScoringProfile) -> CriterionScore:
    own, other = standing.marks()
    marks = {standing.side: own, standing.side.other: other}
    barred = scoring.impossible.get(profile.runtime)
    notes = [standing.criterion.note, barred.note if barred and barred.criterion == standing.criterion.id else ""]
    return CriterionScore(
        id=standing.criterion.id,
        weight=standing.weight,
        python=marks[Side.PYTHON],
        node=marks[Side.NODE],
        scored=standing.scored,
        mitigations=standing.mitigations(),
        aggravations=standing.aggravations(),
        evidence=standing.evidence,
        note=" ".join(note for note in notes if note),
    )
