"""What the findings of a component take from its marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stackfit.catalogue.scoring_model import Aggravation, ScoringProfile
from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence
from stackfit.model.finding import Finding
from stackfit.model.kinds import EvidenceSource, Role, Side

_PYTHON = (".py", ".pyw", ".pyx", ".ipynb")
_NODE = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
_MOST = 5


class Loss(NamedTuple):
    """The share of a criterion's mark that the findings of one rule take; `both`: a rewrite carries them along."""

    code: str
    criterion: str
    share: float
    both: bool
    what: str
    evidence: tuple[Evidence, ...]


def findings_of(profile: ProfiledComponent, side: Side, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in this component; where two components share a path, those in its own language."""
    foreign = _NODE if side is Side.PYTHON else _PYTHON
    path = profile.component.path
    own = (item for item in findings if item.component == path and not item.location.path.endswith(foreign))
    return tuple(sorted(own, key=lambda item: item.sort_key))


def losses_of(findings: Sequence[Finding], scoring: ScoringProfile) -> tuple[Loss, ...]:
    """One loss per rule and criterion, those that a rewrite would leave behind first."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        aggravation = scoring.aggravation(finding.code)
        if not aggravation.amounts[finding.severity]:
            continue  # It costs nothing, so it is not named among what does.
        for criterion in aggravation.criteria or dict.fromkeys(finding.criteria, 1.0):
            groups[finding.code, criterion].append(finding)
    losses = (_loss(code, criterion, group, scoring) for (code, criterion), group in groups.items())
    return tuple(sorted((loss for loss in losses if loss.share > 0), key=lambda loss: (loss.both, loss[:2])))


def _loss(code: str, criterion: str, findings: Sequence[Finding], scoring: ScoringProfile) -> Loss:
    aggravation = scoring.aggravation(code)
    count = f"{len(findings)} findings" if len(findings) > 1 else "1 finding"
    evidence = tuple(
        Evidence(source=EvidenceSource.CALL, role=Role.PRODUCTION, location=item.location, what=item.message)
        for item in findings[:_MOST]
    )
    share = _share(aggravation, findings, scoring) * aggravation.criteria.get(criterion, 1.0)
    what = f"{count} of {code} {findings[0].name}".rstrip()
    return Loss(code, criterion, share, aggravation.both, what, evidence)


def _share(aggravation: Aggravation, findings: Sequence[Finding], scoring: ScoringProfile) -> float:
    """Diminishing returns: each finding takes a part of what is left below the cap."""
    if aggravation.cap <= 0:
        return 0.0
    sure = scoring.settings.confidence
    amounts = sorted(aggravation.amounts[item.severity] * sure[item.confidence.value] for item in findings)
    left = 1.0
    for amount in amounts:
        left *= 1.0 - min(amount / aggravation.cap, 1.0)
    return aggravation.cap * (1.0 - left)
