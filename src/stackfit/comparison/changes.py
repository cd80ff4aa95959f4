"""What became of each component: workloads, marks, and the findings and mitigations that moved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stackfit.comparison.pairs import pair_components
from stackfit.model.difference import Cause, ComponentChange, CriterionChange, WorkloadChange
from stackfit.model.finding import Finding
from stackfit.model.fit import CriterionScore, Lift
from stackfit.model.kinds import Side
from stackfit.model.report import ScoredComponent
from stackfit.model.vocabulary import CRITERIA

# Marks and weights are printed with four digits, confidences with two.
_SMALLEST = 0.00005
_SMALLEST_CONFIDENCE = 0.005


def compare_components(
    before: Sequence[ScoredComponent],
    after: Sequence[ScoredComponent],
    *,
    renamed: Mapping[str, str],
    new: Sequence[Finding],
    fixed: Sequence[Finding],
) -> tuple[ComponentChange, ...]:
    """Every component of either side with what changed in it; `new` and `fixed` are the findings of the change."""
    return tuple(_compare(*pair, new, fixed) for pair in pair_components(before, after, renamed))


def _compare(
    old: ScoredComponent | None, item: ScoredComponent | None, new: Sequence[Finding], fixed: Sequence[Finding]
) -> ComponentChange:
    if old is None or item is None:
        return ComponentChange(before=old, after=item)
    appeared = [finding for finding in new if finding.component == item.profile.component.path]
    gone = [finding for finding in fixed if finding.component == old.profile.component.path]
    return ComponentChange(
        before=old,
        after=item,
        workloads=tuple(_workloads(old, item)),
        criteria=tuple(_criteria(old.fit.criteria, item.fit.criteria, appeared, gone)),
    )


def _workloads(old: ScoredComponent, item: ScoredComponent) -> Iterator[WorkloadChange]:
    """Give the workloads whose confidence changed, the largest change first."""
    was = {label.id: label.confidence for label in old.profile.workloads}
    now = {label.id: label.confidence for label in item.profile.workloads}
    changes = [WorkloadChange(id=name, before=was.get(name, 0.0), after=now.get(name, 0.0)) for name in was | now]
    moved = [change for change in changes if abs(change.after - change.before) >= _SMALLEST_CONFIDENCE]
    yield from sorted(moved, key=lambda change: (-abs(change.after - change.before), change.id))


def _criteria(
    before: Iterable[CriterionScore], after: Iterable[CriterionScore], new: Sequence[Finding], fixed: Sequence[Finding]
) -> Iterator[CriterionChange]:
    was, now = ({item.id: item for item in scores} for scores in (before, after))
    for name in CRITERIA:
        old, item = _scored(was.get(name)), _scored(now.get(name))
        pairs = {
            "weight": (old.weight if old else None, item.weight if item else None),
            "python": (old.python if old else None, item.python if item else None),
            "node": (old.node if old else None, item.node if item else None),
        }
        if any(_differ(*pair) for pair in pairs.values()):
            yield CriterionChange(id=name, **pairs, causes=tuple(_causes(old, item, new, fixed)))


def _scored(item: CriterionScore | None) -> CriterionScore | None:
    return item if item is not None and item.scored else None


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) >= _SMALLEST


def _causes(
    before: CriterionScore | None, after: CriterionScore | None, new: Sequence[Finding], fixed: Sequence[Finding]
) -> Iterator[Cause]:
    """Give the lifts whose amount changed, those with findings of this change first."""
    was, now = _lifts(before), _lifts(after)
    causes = []
    for key in was | now:
        old, item = was.get(key), now.get(key)
        lift = item or old
        amounts = old.amount if old else 0.0, item.amount if item else 0.0
        if lift is None or not _differ(*amounts):
            continue
        causes.append(
            Cause(
                id=lift.id,
                what=lift.what,
                side=lift.side,
                before=amounts[0],
                after=amounts[1],
                new=tuple(finding for finding in new if finding.code == lift.id),
                fixed=tuple(finding for finding in fixed if finding.code == lift.id),
            )
        )
    yield from sorted(causes, key=_weight)


def _lifts(score: CriterionScore | None) -> dict[tuple[str, Side], Lift]:
    return {(lift.id, lift.side): lift for lift in (*score.mitigations, *score.aggravations)} if score else {}


def _weight(cause: Cause) -> tuple[bool, float, str, str]:
    return (not (cause.new or cause.fixed), -abs(cause.after - cause.before), cause.id, cause.side.value)
