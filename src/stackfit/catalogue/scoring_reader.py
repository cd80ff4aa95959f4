"""Reads the sections of a scoring profile into frozen values, one function per kind of entry."""

from __future__ import annotations

from stackfit.catalogue.scoring_model import (
    EFFORTS,
    Advice,
    Aggravation,
    Bearing,
    Condition,
    Criterion,
    Impossible,
    Mitigation,
    ScoringProfile,
    Settings,
    SideMarks,
    Source,
    WorkloadWeights,
)
from stackfit.catalogue.toml import Table
from stackfit.model.kinds import ComponentKind, Confidence, Runtime, Severity, Side
from stackfit.model.vocabulary import CONCURRENCY, CRITERIA, WORKLOADS

_KINDS = tuple(kind.value for kind in ComponentKind)
_RUNTIMES = tuple(runtime.value for runtime in Runtime)
_SIDES = tuple(side.value for side in Side)


def read_sections(root: Table) -> ScoringProfile:
    """The whole profile, not yet checked across its entries."""
    profile = ScoringProfile(
        name=root.text("name"),
        summary=root.text("summary", ""),
        settings=_settings(root.table("settings", required=True)),
        sources={key: _source(key, table) for key, table in root.table("sources", required=True).items()},
        criteria=_criteria(root.table("criteria", required=True)),
        workloads={key: _workload(key, table) for key, table in root.table("workloads").items(WORKLOADS)},
        forms={ComponentKind(key): _workload(key, table) for key, table in root.table("forms").items(_KINDS)},
        mitigations=tuple(_mitigation(key, table) for key, table in root.table("mitigations").items()),
        aggravations={key: _aggravation(key, table) for key, table in root.table("aggravations").items()},
        impossible={Runtime(key): _impossible(key, table) for key, table in root.table("impossible").items(_RUNTIMES)},
    )
    root.close()
    return profile


def _settings(table: Table) -> Settings:
    shares = table.table("confidence", required=True)
    efforts = table.table("effort", required=True)
    settings = Settings(
        margin=table.number("margin", 0, 100),
        least_loss=table.number("least_loss", 0, 1),
        misfit_share=table.number("misfit_share", 0, 1),
        weightings=table.count("weightings"),
        seed=table.count("seed"),
        concentration=table.number("concentration", 0.1, 1000),
        smallest_change=table.number("smallest_change", 0, 100),
        team_share=table.number("team_share", 0, 0.5),
        leading=table.number("leading", 0, 1),
        effort={item: efforts.number(item, 0.1, 1000) for item in EFFORTS},
        confidence={item.value: shares.number(item.value, 0, 1) for item in Confidence},
        sources=table.cited("source"),
    )
    shares.close()
    efforts.close()
    table.close()
    return settings


def _source(key: str, table: Table) -> Source:
    source = Source(id=key, what=table.text("what"), where=table.text("where"), date=table.text("date"))
    table.close()
    return source


def _criteria(table: Table) -> tuple[Criterion, ...]:
    keys = tuple(table.keys(CRITERIA))
    if keys != CRITERIA:
        table.fail("", f"must hold these criteria in this order: {', '.join(CRITERIA)}")
    return tuple(_criterion(key, table.table(key)) for key in keys)


def _criterion(key: str, table: Table) -> Criterion:
    claims = table.table("claims", required=True)
    criterion = Criterion(
        id=key,
        name=table.text("name"),
        verdict=table.choice("verdict", ("python", "node", "draw", "no-contest")),
        weight=table.number("weight", 0.01, 100),
        marks=_marks(table.table("marks", required=True)),
        python_claim=claims.text("python"),
        node_claim=claims.text("node"),
        note=table.text("note", ""),
        sources=table.cited("source"),
        bearing=_bearing(table.table("evidence", required=True)),
    )
    claims.close()
    table.close()
    return criterion


def _marks(table: Table) -> SideMarks:
    marks = SideMarks(python=table.number("python", 0, 1), node=table.number("node", 0, 1))
    table.close()
    return marks


def _bearing(table: Table) -> Bearing:
    bearing = Bearing(
        code=table.flag("code"),
        dependencies=table.flag("dependencies"),
        pins=table.flag("pins"),
        websocket=table.flag("websocket"),
        kinds=frozenset(map(ComponentKind, table.names("kinds", _KINDS))),
        runtimes=frozenset(map(Runtime, table.names("runtimes", _RUNTIMES))),
        workloads=table.names("workloads", WORKLOADS),
        concurrency=table.names("concurrency", CONCURRENCY),
        technologies=table.names("technologies"),
    )
    table.close()
    return bearing


def _workload(key: str, table: Table) -> WorkloadWeights:
    weights = table.table("weights")
    alternative = table.table("alternative")
    workload = WorkloadWeights(
        id=key,
        weights={item: weights.number(item, 0.05, 20) for item in weights.keys(CRITERIA)},
        marks={item: _marks(marks) for item, marks in table.table("marks").items(CRITERIA)},
        alternative={Side(item): alternative.names(item) for item in alternative.keys(_SIDES)},
        sources=table.cited("source"),
    )
    table.close()
    return workload


def _mitigation(key: str, table: Table) -> Mitigation:
    side = table.choice("side", (*_SIDES, "both"))
    mitigation = Mitigation(
        id=key,
        criterion=table.choice("criterion", CRITERIA),
        side=None if side == "both" else Side(side),
        lift=table.number("lift", 0, 1),
        group=table.text("group", key),
        what=table.text("what"),
        when=_condition(table.table("when", required=True)),
        advice=_advice(table.table("advice")) if table.has("advice") else None,
        sources=table.cited("source"),
    )
    table.close()
    return mitigation


def _condition(table: Table) -> Condition:
    condition = Condition(
        concurrency=table.names("concurrency", CONCURRENCY),
        technologies=table.names("technologies"),
        categories=table.names("categories"),
        together=table.names("together"),
        used=table.flag("used"),
        cited=table.flag("cited"),
        tooling=table.flag("tooling"),
        central=table.number("central", 0, 1, default=0.0),
        frames=table.names("frames"),
        only_kinds=frozenset(map(ComponentKind, table.names("only_kinds", _KINDS))),
        only_workloads=table.names("only_workloads", WORKLOADS),
        programs=table.names("programs"),
        worker_classes=table.names("worker_classes"),
        runtimes=frozenset(map(Runtime, table.names("runtimes", _RUNTIMES))),
        min_workers=table.count("min_workers") if table.has("min_workers") else None,
        min_threads=table.count("min_threads") if table.has("min_threads") else None,
        min_replicas=table.count("min_replicas") if table.has("min_replicas") else None,
        typed_share=table.number("typed_share", 0, 1) if table.has("typed_share") else None,
        version_suffix=table.text("version_suffix", ""),
    )
    table.close()
    return condition


def _advice(table: Table) -> Advice:
    advice = Advice(
        what=table.text("what"),
        effort=table.choice("effort", EFFORTS),
        what_both=table.text("what_both", ""),
        on={side: table.text(side.value) for side in Side if table.has(side.value)},
        sockets=table.flag("sockets") if table.has("sockets") else None,
        also=table.names("also"),
        answers=table.names("answers"),
        unless=table.names("unless"),
        kinds=frozenset(map(ComponentKind, table.names("kinds", _KINDS))),
        workloads=table.names("workloads", WORKLOADS),
        concurrency=table.names("concurrency", CONCURRENCY),
    )
    table.close()
    return advice


def _aggravation(key: str, table: Table) -> Aggravation:
    criteria = table.table("criteria")
    amounts = table.table("amounts", required=True)
    aggravation = Aggravation(
        key=key,
        criteria={item: criteria.number(item, 0, 1) for item in criteria.keys(CRITERIA)},
        amounts={item: amounts.number(item.value, 0, 0.95) for item in Severity},
        cap=table.number("cap", 0, 0.95),
        both=table.flag("both"),
        fix=table.text("fix"),
        effort=table.choice("effort", EFFORTS),
        sources=table.cited("source"),
    )
    amounts.close()
    table.close()
    return aggravation


def _impossible(key: str, table: Table) -> Impossible:
    entry = Impossible(
        runtime=Runtime(key),
        criterion=table.choice("criterion", CRITERIA),
        note=table.text("note"),
        sources=table.cited("source"),
    )
    table.close()
    return entry
