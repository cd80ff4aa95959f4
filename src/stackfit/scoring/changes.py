"""What would raise the fit: mitigations not in use yet, and findings to fix. A rewrite is never among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stackfit.catalogue.scoring_model import EFFORTS, Mitigation, ScoringProfile
from stackfit.model.component import ProfiledComponent
from stackfit.model.fit import Change
from stackfit.model.kinds import Side
from stackfit.scoring.marks import Answer, Standing
from stackfit.scoring.verdict import points_of


def team_sides(team: str | None, shares: Mapping[Side, float] | None, own: Side, least: float) -> frozenset[Side]:
    """The sides the team is at home on: as set, else those with enough of the code, else the component's own."""
    if team == "both":
        return frozenset(Side)
    if team is not None:
        return frozenset((Side(team),))
    return frozenset(side for side, share in (shares or {}).items() if share >= least) or frozenset((own,))


def unused_answers(
    profile: ProfiledComponent, side: Side, standings: Sequence[Standing], scoring: ScoringProfile
) -> tuple[Answer, ...]:
    """The mitigations that this component could still adopt."""
    scored = {item.criterion.id for item in standings if item.scored}
    used = {answer.mitigation.id for item in standings for answer in (*item.own, *item.shared)}
    return tuple(
        Answer(mitigation=item)
        for item in scoring.mitigations
        if item.id not in used and item.criterion in scored and item.serves(side) and _applies(item, profile)
    )


def changes_of(
    standings: Sequence[Standing], unused: Sequence[Answer], scoring: ScoringProfile, side: Side, team: frozenset[Side]
) -> tuple[Change, ...]:
    """The changes worth naming, by points gained."""
    changes = [_adopt(standings, answer, side, team) for answer in unused]
    codes = sorted({loss.code for item in standings if item.scored for loss in item.losses})
    changes += [_fix(standings, code, scoring, side, team) for code in codes]
    worth = [item for item in changes if item.gain >= scoring.settings.smallest_change]
    return tuple(sorted(worth, key=lambda item: (-item.gain, EFFORTS.index(item.effort), item.what)))


def _applies(mitigation: Mitigation, profile: ProfiledComponent) -> bool:
    advice = mitigation.advice
    return (
        advice is not None
        and (not advice.kinds or profile.kind in advice.kinds)
        and (not advice.workloads or bool(advice.workloads & profile.workload_ids))
        and (not advice.concurrency or bool(advice.concurrency & set(profile.concurrency)))
    )


def _adopt(standings: Sequence[Standing], answer: Answer, side: Side, team: frozenset[Side]) -> Change:
    item = answer.mitigation
    what, effort = item.what, EFFORTS[-1]
    if item.advice:
        both = len(team) > 1
        what = item.advice.what_both if both and item.advice.what_both else item.advice.what
        effort = item.advice.effort
    after = [standing.with_answers((answer,)) for standing in standings]
    return Change(what=what, gain=_gain(standings, after), effort=_effort(effort, side, team), criterion=item.criterion)


def _fix(
    standings: Sequence[Standing], code: str, scoring: ScoringProfile, side: Side, team: frozenset[Side]
) -> Change:
    aggravation = scoring.aggravation(code)
    after = [item.without_code(code) for item in standings]
    gains = [b.weight * (b.marks()[0] - a.marks()[0]) * a.scored for a, b in zip(standings, after, strict=True)]
    what = aggravation.fix.replace("{code}", code)
    count = next(loss.what for item in standings for loss in item.losses if loss.code == code)
    return Change(
        what=f"{what}: {count}",
        gain=_gain(standings, after),
        effort=_effort(aggravation.effort, side, team),
        criterion=standings[gains.index(max(gains))].criterion.id,
    )


def _gain(before: Sequence[Standing], after: Sequence[Standing]) -> float:
    old, new = points_of(before), points_of(after)
    return round(new.own - old.own, 2) if old and new else 0.0


def _effort(effort: str, side: Side, team: frozenset[Side]) -> str:
    """The effort, one step more for a team that is not at home on this side."""
    step = 0 if side in team else 1
    return EFFORTS[min(EFFORTS.index(effort) + step, len(EFFORTS) - 1)]
