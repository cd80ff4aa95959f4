"""The report: everything a format may print."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.fit import Fit
from stackfit.model.kinds import Severity, Verdict
from stackfit.model.rule import RuleInfo
from stackfit.model.source import ReadError, Skip


class ScoredComponent(Struct, frozen=True, kw_only=True):
    """A profiled component and its fit."""

    profile: ProfiledComponent
    fit: Fit


class Coverage(Struct, frozen=True, kw_only=True):
    """How much of the repository was seen, and what was not."""

    files_read: int = 0
    files_parsed: int = 0
    skipped: tuple[Skip, ...] = ()
    calls_resolved: int = 0
    calls_unresolved: int = 0
    chains_cut: int = 0
    errors: tuple[ReadError, ...] = ()


class Summary(Struct, frozen=True, kw_only=True):
    """The repository in one glance; `workloads` is (id, confidence), sorted: what it is about first."""

    runtimes: tuple[str, ...]
    primary_workload: str
    workloads: tuple[tuple[str, float], ...]
    verdict: Verdict


class AcceptedFinding(Struct, frozen=True, kw_only=True):
    """A finding that the baseline lists, and the reason it gives."""

    finding: Finding
    reason: str = ""


class OwnSettings(Struct, frozen=True, kw_only=True):
    """What the configuration nearest to a component shows of it and asks of it, where it differs from the run's."""

    component: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = Severity.INFO
    fail_on: str | None = None
    min_fit: float | None = None
    max_fit_drop: float | None = None


class Excerpt(Struct, frozen=True, kw_only=True):
    """Lines of a file that findings cite, with a few around each: (number, text), sorted."""

    path: str
    lines: tuple[tuple[int, str], ...]


class Report(Struct, frozen=True, kw_only=True):
    """The result of one scan. `as_of` is an ISO date, `scoring_profile` a name, `data_version` a hash of profiles/.

    `findings` are those that count; what the baseline accepts stands apart. `rules` explains the codes, `excerpts`
    holds the code that findings cite, `own_settings` the settings of components that have some.
    """

    version: str
    scoring_profile: str
    data_version: str
    as_of: str
    summary: Summary
    components: tuple[ScoredComponent, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    accepted: tuple[AcceptedFinding, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    own_settings: tuple[OwnSettings, ...] = ()
