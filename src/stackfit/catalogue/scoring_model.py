"""The frozen values of a scoring profile: criteria, workloads, mitigations, aggravations and settings."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from stackfit.model.kinds import ComponentKind, Runtime, Severity, Side

EFFORTS = ("small", "medium", "large")


class Source(Struct, frozen=True, kw_only=True):
    """Where a number or claim comes from, and the day it was true."""

    id: str
    what: str
    where: str
    date: str


class Settings(Struct, frozen=True, kw_only=True):
    """The numbers of the model itself; docs/scoring.md explains each."""

    margin: float
    least_loss: float
    misfit_share: float
    weightings: int
    seed: int
    concentration: float
    smallest_change: float
    team_share: float
    leading: float
    effort: Mapping[str, float]
    confidence: Mapping[str, float]
    sources: tuple[str, ...]


class SideMarks(Struct, frozen=True, kw_only=True):
    """A mark (0..1) for each runtime."""

    python: float
    node: float

    def of(self, side: Side) -> float:
        """The mark of one side."""
        return self.python if side is Side.PYTHON else self.node


class Bearing(Struct, frozen=True, kw_only=True):
    """Which facts of a component bear on a criterion; none of them is a mitigation (docs/adr/0003-scoring-model.md)."""

    code: bool = False
    dependencies: bool = False
    pins: bool = False
    websocket: bool = False
    kinds: frozenset[ComponentKind] = frozenset()
    runtimes: frozenset[Runtime] = frozenset()
    workloads: frozenset[str] = frozenset()
    concurrency: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()


class Criterion(Struct, frozen=True, kw_only=True):
    """One question a runtime is marked on. `verdict` is python, node, draw or no-contest."""

    id: str
    name: str
    verdict: str
    weight: float
    marks: SideMarks
    python_claim: str
    node_claim: str
    note: str
    sources: tuple[str, ...]
    bearing: Bearing


class WorkloadWeights(Struct, frozen=True, kw_only=True):
    """What a workload changes: weight multipliers, marks, and how the alternative is commonly built for it."""

    id: str
    weights: Mapping[str, float]
    marks: Mapping[str, SideMarks]
    alternative: Mapping[Side, frozenset[str]]
    sources: tuple[str, ...]


class Condition(Struct, frozen=True, kw_only=True):
    """When a mitigation is seen: any one of these facts is enough, in a component of these kinds and workloads.

    A technology must be `used` (at work in code or deployment, not only declared), `cited` as evidence of the work, or
    `central` (in this share of the files, unless its category is among `frames`), as asked; `tooling` may show it too.
    `together` is one fact: all of these technologies.
    """

    concurrency: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    used: bool = False
    cited: bool = False
    tooling: bool = False
    central: float = 0.0
    frames: frozenset[str] = frozenset()
    only_kinds: frozenset[ComponentKind] = frozenset()
    only_workloads: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    worker_classes: frozenset[str] = frozenset()
    runtimes: frozenset[Runtime] = frozenset()
    min_workers: int | None = None
    min_threads: int | None = None
    min_replicas: int | None = None
    typed_share: float | None = None
    version_suffix: str = ""


class Advice(Struct, frozen=True, kw_only=True):
    """What to do to get a mitigation, for whom: components whose leading work is among `workloads`.

    `on` holds the wording for one runtime, `what_both` that for a team at home on both. `sockets` asks that the
    component serves WebSocket connections, or that it does not. `also` are mitigations that come along with it,
    `answers` the rules whose findings it does away with, `unless` those beside whose findings it is no help.
    """

    what: str
    effort: str
    what_both: str = ""
    on: Mapping[Side, str] = field(default_factory=dict)
    sockets: bool | None = None
    also: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    kinds: frozenset[ComponentKind] = frozenset()
    workloads: frozenset[str] = frozenset()
    concurrency: frozenset[str] = frozenset()


class Mitigation(Struct, frozen=True, kw_only=True):
    """Evidence that a weakness is answered. `side` None helps either; in a `group` only the largest lift counts."""

    id: str
    criterion: str
    side: Side | None
    lift: float
    group: str
    what: str
    when: Condition
    advice: Advice | None
    sources: tuple[str, ...]

    def serves(self, side: Side) -> bool:
        """Whether it helps that runtime."""
        return self.side is None or self.side is side


class Aggravation(Struct, frozen=True, kw_only=True):
    """What findings cost. `key` is a code ("SF101"), a family ("SF3xx") or "default".

    `criteria` maps a criterion to the part of the amount it bears; empty means the finding's own criteria, in full.
    `both` marks what a rewrite would carry along.
    """

    key: str
    criteria: Mapping[str, float]
    amounts: Mapping[Severity, float]
    cap: float
    both: bool
    fix: str
    effort: str
    sources: tuple[str, ...]


class Impossible(Struct, frozen=True, kw_only=True):
    """A runtime whose components the alternative cannot run at all; the note stands at `criterion`."""

    runtime: Runtime
    criterion: str
    note: str
    sources: tuple[str, ...]


class ScoringProfile(Struct, frozen=True, kw_only=True):
    """A scoring profile, checked: every number has a source and every reference resolves."""

    name: str
    summary: str
    settings: Settings
    sources: Mapping[str, Source]
    criteria: tuple[Criterion, ...]
    workloads: Mapping[str, WorkloadWeights]
    forms: Mapping[ComponentKind, WorkloadWeights]
    mitigations: tuple[Mitigation, ...]
    aggravations: Mapping[str, Aggravation]
    impossible: Mapping[Runtime, Impossible]

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id."""
        return next(item for item in self.criteria if item.id == criterion_id)

    def aggravation(self, code: str) -> Aggravation:
        """What a finding of this rule costs: the rule's own entry, else its family's, else the default."""
        family = f"{code[:-2]}xx"  # SF101 -> SF1xx, SF1101 -> SF11xx
        return self.aggravations.get(code) or self.aggravations.get(family) or self.aggravations["default"]

    def technology_ids(self) -> frozenset[str]:
        """Every catalogue technology that this profile speaks of."""
        bearing = (item.bearing.technologies for item in self.criteria)
        when = (item.when.technologies | item.when.together for item in self.mitigations)
        return frozenset().union(*bearing, *when)

    def categories(self) -> frozenset[str]:
        """Every technology category that this profile speaks of."""
        return frozenset().union(*(item.when.categories | item.when.frames for item in self.mitigations))
