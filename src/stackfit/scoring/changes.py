"""What would raise the fit: mitigations not in use yet, and findings to fix. A rewrite is never among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stackfit.catalogue.scoring_model import EFFORTS, Mitigation, ScoringProfile
from stackfit.model.component import ProfiledComponent
from stackfit.model.fit import Change
from stackfit.model.kinds import Side, Verdict
from stackfit.scoring.marks import Answer, Standing
from stackfit.scoring.verdict import points_of

Judge = Callable[[Sequence[Standing]], "Verdict | None"]


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
    """The mitigations that this component could still adopt, and those that come along with them."""
    scored = {item.criterion.id for item in standings if item.scored}
    used = {answer.mitigation.id for item in standings for answer in (*item.own, *item.shared)}
    leading, codes = _leading(profile, scoring), _codes(standings)
    open_ = [item for item in scoring.mitigations if item.id not in used and item.serves(side)]
    named = [item for item in open_ if item.criterion in scored and _applies(item, profile, leading, codes)]
    along = frozenset[str]().union(*(item.advice.also for item in named if item.advice))
    return tuple(Answer(mitigation=item) for item in open_ if item in named or item.id in along)


def changes_of(
    standings: Sequence[Standing],
    unused: Sequence[Answer],
    scoring: ScoringProfile,
    side: Side,
    team: frozenset[Side],
    judge: Judge,
) -> tuple[Change, ...]:
    """The changes worth naming, the cheapest first: by points gained for the effort."""
    settings = scoring.settings
    adopted = [_adopt(standings, item, unused, side, team, judge) for item in unused]
    changes = _best_of_groups([(item, change) for item, change in zip(unused, adopted, strict=True) if change])
    answered = frozenset[str]().union(*(item.mitigation.advice.answers for item in unused if item.mitigation.advice))
    codes = sorted(_codes(standings) - answered)
    changes += [_fix(standings, code, scoring, side, team, judge) for code in codes]
    worth = [item for item in changes if item.gain >= settings.smallest_change]
    return tuple(sorted(worth, key=lambda item: (-item.gain / settings.effort[item.effort], item.what)))


def _codes(standings: Sequence[Standing]) -> frozenset[str]:
    return frozenset(loss.code for item in standings if item.scored for loss in item.losses)


def _applies(
    mitigation: Mitigation, profile: ProfiledComponent, leading: frozenset[str], codes: frozenset[str]
) -> bool:
    advice = mitigation.advice
    return (
        advice is not None
        and (not advice.kinds or profile.kind in advice.kinds)
        and (not advice.workloads or bool(advice.workloads & leading))
        and (not advice.concurrency or bool(advice.concurrency & set(profile.concurrency)))
        and not advice.unless & codes
        and (advice.sockets is None or advice.sockets is ("server" in profile.websocket.sides))
    )


def _leading(profile: ProfiledComponent, scoring: ScoringProfile) -> frozenset[str]:
    """The workloads that apply and come close to the surest: what a change must serve."""
    applying = [label for label in profile.workloads if label.id in profile.workload_ids]
    least = scoring.settings.leading * max((label.confidence for label in applying), default=0.0)
    return frozenset(label.id for label in applying if label.confidence >= least)


def _best_of_groups(adopted: Sequence[tuple[Answer, Change]]) -> list[Change]:
    """Leave out what gains no more, for no less effort, than another way to the same end."""
    kept: list[tuple[str, Change]] = []
    for answer, change in sorted(adopted, key=lambda item: (EFFORTS.index(item[1].effort), -item[1].gain)):
        group = answer.mitigation.group
        if not any(group == other and change.gain <= best.gain for other, best in kept):
            kept.append((group, change))
    return [change for _, change in kept]


def _adopt(
    standings: Sequence[Standing],
    answer: Answer,
    unused: Sequence[Answer],
    side: Side,
    team: frozenset[Side],
    judge: Judge,
) -> Change | None:
    item, advice = answer.mitigation, answer.mitigation.advice
    if advice is None:
        return None  # It only comes along with another.
    what = advice.what_both if len(team) > 1 and advice.what_both else advice.on.get(side, advice.what)
    along = [other for other in unused if other.mitigation.id in advice.also]
    after = [standing.with_answers((answer, *along)).without_codes(advice.answers) for standing in standings]
    return Change(
        what=what,
        gain=_gain(standings, after),
        effort=_effort(advice.effort, side, team),
        criterion=item.criterion,
        verdict=judge(after),
    )


def _fix(
    standings: Sequence[Standing],
    code: str,
    scoring: ScoringProfile,
    side: Side,
    team: frozenset[Side],
    judge: Judge,
) -> Change:
    aggravation = scoring.aggravation(code)
    after = [item.without_codes({code}) for item in standings]
    gains = [b.weight * (b.marks()[0] - a.marks()[0]) * a.scored for a, b in zip(standings, after, strict=True)]
    what = aggravation.fix.replace("{code}", code)
    count = next(loss.what for item in standings for loss in item.losses if loss.code == code)
    return Change(
        what=f"{what}: {count}",
        gain=_gain(standings, after),
        effort=_effort(aggravation.effort, side, team),
        criterion=standings[gains.index(max(gains))].criterion.id,
        verdict=judge(after),
    )


def _gain(before: Sequence[Standing], after: Sequence[Standing]) -> float:
    old, new = points_of(before), points_of(after)
    return round(new.own - old.own, 2) if old and new else 0.0


def _effort(effort: str, side: Side, team: frozenset[Side]) -> str:
    """The effort, one step more for a team that is not at home on this side."""
    step = 0 if side in team else 1
    return EFFORTS[min(EFFORTS.index(effort) + step, len(EFFORTS) - 1)]
