"""Which components the text report describes in full, which it only lists, and which it merely counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from stackfit.model.finding import Finding
from stackfit.model.kinds import Role, Severity
from stackfit.model.report import Report, ScoredComponent

DETAILED = 3
FEW = 3


class Selection(Struct, frozen=True, kw_only=True):
    """`detailed` and `listed` divide `production`; `aside` counts components of tests, examples and docs."""

    production: tuple[ScoredComponent, ...]
    detailed: tuple[ScoredComponent, ...]
    listed: tuple[ScoredComponent, ...]
    aside: int


def select_components(report: Report, *, everything: bool) -> Selection:
    """Choose the components that matter: the worst verdicts, the largest, then the gravest findings."""
    production = tuple(item for item in report.components if item.profile.component.role is Role.PRODUCTION)
    shown = production or report.components
    detailed = tuple(_choose(report, shown, everything=everything))
    return Selection(
        production=shown,
        detailed=detailed,
        listed=tuple(item for item in shown if item not in detailed),
        aside=len(report.components) - len(shown),
    )


def _choose(report: Report, shown: Sequence[ScoredComponent], *, everything: bool) -> list[ScoredComponent]:
    """All where all are wanted or there is one; of a few those with a score or findings.

    Of many it is the largest one whose work is clear, and those in trouble.
    """
    lead = max(shown, key=lambda item: (bool(item.profile.workload_ids), item.profile.lines), default=None)
    ranked = sorted(shown, key=lambda item: _weight(item, report, lead))
    if everything or len(shown) <= 1:
        return ranked
    if len(shown) <= FEW:
        return [item for item in ranked if _is_telling(item, report)]
    return [item for item in ranked if item is lead or _is_troubled(item, report)][:DETAILED]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings for readers who will not see them all: the gravest, then the surest, then by place."""
    return sorted(findings, key=gravity)


def gravity(finding: Finding) -> tuple[int, int, tuple[str, int, int, str, str]]:
    """The key of that order."""
    return (-finding.severity.rank, -finding.confidence.rank, finding.sort_key)


def findings_in(component: ScoredComponent, report: Report) -> Counter[Severity]:
    """How many findings of each severity a component has."""
    path = component.profile.component.path
    return Counter(finding.severity for finding in report.findings if finding.component == path)


def _weight(
    component: ScoredComponent, report: Report, lead: ScoredComponent | None
) -> tuple[int, bool, int, int, int, str]:
    counts = findings_in(component, report)
    return (
        -component.fit.verdict.rank,
        component is not lead,
        -counts[Severity.ERROR],
        -counts[Severity.WARNING],
        -component.profile.lines,
        component.profile.component.path,
    )


def _is_troubled(component: ScoredComponent, report: Report) -> bool:
    counts = findings_in(component, report)
    return component.fit.verdict.rank > 0 or bool(counts[Severity.ERROR] or counts[Severity.WARNING])


def _is_telling(component: ScoredComponent, report: Report) -> bool:
    """Whether there is more to say than fits into one row."""
    return component.fit.python is not None or bool(findings_in(component, report))
