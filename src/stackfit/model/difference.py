"""What a change did: two reports, and what tells them apart."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity, Side
from stackfit.model.report import Report, ScoredComponent


class Revision(Struct, frozen=True, kw_only=True):
    """One side of a comparison: the name it was asked for by, and its commit ("" for the work tree)."""

    name: str
    commit: str = ""

    @property
    def brief(self) -> str:
        """The commit as people write it."""
        return self.commit[:12]


class NewFinding(Struct, frozen=True, kw_only=True):
    """A finding that the base does not have, or has in a milder form (`was`).

    `touched` is whether the change wrote its line, or a line on the chain that leads to it; where it did not, something
    else has changed what happens there.
    """

    finding: Finding
    was: Severity | None = None
    touched: bool = True


class Cause(Struct, frozen=True, kw_only=True):
    """A mitigation or aggravation whose amount changed, 0 where it is not there; `new` and `fixed` are its findings."""

    id: str
    what: str
    side: Side
    before: float
    after: float
    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()


class CriterionChange(Struct, frozen=True, kw_only=True):
    """A criterion whose weight or mark changed: pairs of before and after; None where it is not scored."""

    id: str
    weight: tuple[float | None, float | None]
    python: tuple[float | None, float | None]
    node: tuple[float | None, float | None]
    causes: tuple[Cause, ...] = ()

    def of(self, side: Side) -> tuple[float | None, float | None]:
        """The mark of one side, before and after."""
        return self.python if side is Side.PYTHON else self.node


class WorkloadChange(Struct, frozen=True, kw_only=True):
    """The confidence of a workload before and after, 0 where it is not there."""

    id: str
    before: float
    after: float


class ComponentChange(Struct, frozen=True, kw_only=True):
    """One component before and after, None where it is not there."""

    before: ScoredComponent | None
    after: ScoredComponent | None
    workloads: tuple[WorkloadChange, ...] = ()
    criteria: tuple[CriterionChange, ...] = ()

    @property
    def component(self) -> ScoredComponent:
        """The component as it is, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of no component")
        return found

    @property
    def own_fit(self) -> tuple[float | None, float | None]:
        """The fit of the runtime in use, before and after."""
        return own_fit(self.before), own_fit(self.after)

    @property
    def drop(self) -> float:
        """How many points the fit of the runtime in use lost; below 0 where it gained."""
        before, after = self.own_fit
        return 0.0 if before is None or after is None else before - after

    @property
    def status(self) -> str:
        """One of "added", "removed", "changed" and "unchanged"."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        old, new = self.before, self.after
        same = (
            old.profile.kind is new.profile.kind
            and old.profile.runtime is new.profile.runtime
            and old.profile.runtime_version == new.profile.runtime_version
            and old.fit.verdict is new.fit.verdict
        )
        return "unchanged" if same and not self.workloads and not self.criteria else "changed"


class Difference(Struct, frozen=True, kw_only=True):
    """The result of comparing two scans.

    `merge_base` says that the base is where the history of the head left that of the named commit. `left_out` counts
    the new findings that are not on changed lines, where only those were asked for.
    """

    base: Revision
    head: Revision
    before: Report
    after: Report
    new: tuple[NewFinding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    components: tuple[ComponentChange, ...] = ()
    merge_base: bool = True
    left_out: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The new findings themselves."""
        return tuple(item.finding for item in self.new)

    @property
    def news(self) -> Report:
        """The report on the head with the new findings alone."""
        return replace(self.after, findings=self.findings, accepted=())


def own_fit(component: ScoredComponent | None) -> float | None:
    """The fit of the runtime in use; None where nothing is scored."""
    side = component.profile.runtime.side if component is not None else None
    return component.fit.of(side) if component is not None and side is not None else None
