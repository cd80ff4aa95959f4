"""SF1101: the verdict on a component as a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.evidence import Evidence, WorkloadLabel
from stackfit.model.finding import Finding, Related
from stackfit.model.fit import Fit
from stackfit.model.kinds import Confidence, EvidenceSource, Role, Severity, Side, Verdict
from stackfit.model.report import ScoredComponent
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta

_NAMES = {Side.PYTHON: "Python", Side.NODE: "Node.js"}
_RELATED = 3


class WorkloadAgainstRuntime:
    """A component's work does not suit the runtime it has.

    ## What it finds

    A component whose verdict is `misfit` (a warning) or `strained` (an information). Where one small change alone would
    bring the verdict `fits`, it is an information too. It stands at the strongest evidence of the component's main
    workload, names it, and then the weaknesses in the code that led to the verdict.

    ## Why it matters

    A runtime that works against the main work of a program costs with every feature: more machines, more workarounds,
    more waiting. The verdict never comes from the language alone; it needs located weaknesses in this code, and
    `misfit` needs them to weigh more than everything that could still be done about them. How it is reckoned is
    written down in [how stackfit works](https://github.com/stackfit/stackfit/blob/main/docs/how-it-works.md); the
    method is [SMAA](https://doi.org/10.1287/opre.49.3.444.11220) on a weighted sum.

    ## Example

    Bad:

    ```text
    chat/ on Python: messenger work, WebSocket on a sync worker, blocking calls in handlers
    ```

    Good:

    ```text
    chat/ on Python: messenger work, ASGI server, asynchronous client libraries
    ```

    ## What to do instead

    Do the cheapest change that the report lists under "what would change this verdict". A rewrite is the last resort;
    splitting off the part that suffers is often enough.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1101",
        name="workload-against-runtime",
        severity=Severity.WARNING,
        summary="A component's work does not suit its runtime",
        since="0.1.0",
        criteria=("apps",),
        languages=(*PYTHON, *NODE),
        phase="fit",
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Turn each verdict worse than `fits` into a finding."""
        for scored in context.scored:
            side = scored.profile.runtime.side
            if scored.fit.verdict in (Verdict.MISFIT, Verdict.STRAINED) and side is not None:
                yield self._report(scored, side)

    def _report(self, scored: ScoredComponent, side: Side) -> Finding:
        fit, profile = scored.fit, scored.profile
        label = profile.workloads[0] if profile.workloads else None
        work = label.id if label is not None else "this"
        evidence = _strongest(label)
        misfit = fit.verdict is Verdict.MISFIT
        verb = "is a misfit for" if misfit else "is strained by"
        change = fit.changes[0].what if fit.changes else ""
        return self.meta.finding(
            _place(scored, evidence),
            f"{_NAMES[side]} {verb} the {work} work of {profile.component.name or profile.component.path}"
            f" (fit {_points(fit, side)} against {_points(fit, side.other)} for {_NAMES[side.other]})",
            confidence=Confidence.PROBABLE,
            severity=Severity.WARNING if misfit and not _is_soon_mended(fit) else Severity.INFO,
            component=profile.component.path,
            hint=change,
            related=(*_named(evidence, work), *_weaknesses(fit, side)),
            snippet=f"{profile.component.path} {profile.component.ecosystem.value} {fit.verdict.value} {work}",
        )


def _is_soon_mended(fit: Fit) -> bool:
    """Whether one small change alone would do."""
    return any(item.effort == "small" and item.verdict is Verdict.FITS for item in fit.changes)


def _points(fit: Fit, side: Side) -> str:
    value = fit.of(side)
    return "none" if value is None else f"{value:.0f}"


def _strongest(label: WorkloadLabel | None) -> Evidence | None:
    """Give the strongest evidence of the main workload in production, apart from what a README says."""
    evidence = [item for item in label.evidence if _stands(item)] if label is not None else []
    return max(evidence, key=lambda item: item.strength, default=None)  # the first of equals: they come by weight


def _place(scored: ScoredComponent, evidence: Evidence | None) -> Location:
    """Choose where to stand: at the evidence, else at the component's manifest."""
    if evidence is not None:
        return evidence.location
    component = scored.profile.component
    if component.manifests:
        return Location(path=component.manifests[0].path)
    return Location(path=component.files[0].path if component.files else component.path)


def _stands(item: Evidence) -> bool:
    return item.role is Role.PRODUCTION and item.source is not EvidenceSource.README


def _named(evidence: Evidence | None, work: str) -> tuple[Related, ...]:
    """Say what shows the work."""
    return (Related(location=evidence.location, what=f"{work}: {evidence.what}"),) if evidence is not None else ()


def _weaknesses(fit: Fit, side: Side) -> tuple[Related, ...]:
    """Name the places of the heaviest aggravations of the runtime."""
    lifts = [lift for criterion in fit.criteria for lift in criterion.aggravations if lift.side is side]
    lifts.sort(key=lambda lift: (lift.amount, lift.id))
    places = [Related(location=item.location, what=lift.what) for lift in lifts for item in lift.evidence[:1]]
    return tuple(dict.fromkeys(places))[:_RELATED]
