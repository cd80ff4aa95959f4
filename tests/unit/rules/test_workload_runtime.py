"""The verdict as a finding: misfit warns, strained informs, fits is silent."""

from __future__ import annotations

import datetime

import pytest

from stackfit.catalogue.technologies import Catalogue
from stackfit.config import Config
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.evidence import Evidence, WorkloadLabel
from stackfit.model.finding import Finding
from stackfit.model.fit import Change, CriterionScore, Fit, Lift
from stackfit.model.kinds import (
    ComponentKind,
    Confidence,
    Ecosystem,
    EvidenceSource,
    Role,
    Runtime,
    Severity,
    Side,
    Verdict,
)
from stackfit.model.report import ScoredComponent
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.runner import run_rules
from stackfit.rules.workload_runtime import WorkloadAgainstRuntime


def evidence(path: str, line: int, strength: float, source: EvidenceSource = EvidenceSource.IMPORT) -> Evidence:
    location = Location(path=path, line=line)
    return Evidence(source=source, role=Role.PRODUCTION, location=location, what="seen", strength=strength)


LABEL = WorkloadLabel(
    id="messenger",
    confidence=0.9,
    shown=0.9,
    weak=False,
    evidence=(
        evidence("README.md", 1, 0.99, EvidenceSource.README),
        evidence("chat.py", 7, 0.4),
        evidence("live.py", 3, 0.8),
    ),
)
BLOCKING = Lift(
    id="SF101", what="blocking call", amount=-0.2, side=Side.PYTHON, evidence=(evidence("chat.py", 30, 1.0),)
)


def check(verdict: Verdict, runtime: Runtime = Runtime.PYTHON, mended: Verdict | None = None) -> tuple[Finding, ...]:
    component = Component(path="chat", name="chat", ecosystem=Ecosystem.PYPI, role=Role.PRODUCTION, files=())
    profile = ProfiledComponent(component=component, kind=ComponentKind.SERVICE, runtime=runtime, workloads=(LABEL,))
    criterion = CriterionScore(
        id="architecture", weight=1.0, python=0.1, node=0.7, scored=True, aggravations=(BLOCKING,)
    )
    fit = Fit(
        python=41.2,
        node=66.0,
        verdict=verdict,
        criteria=(criterion,),
        changes=(
            Change(what="use an ASGI server", gain=9.0, effort="small", criterion="architecture", verdict=mended),
        ),
    )
    context = Context(
        components=(profile,),
        facts=lambda path: None,
        index=lambda path: None,
        catalogue=Catalogue(()),
        config=Config(),
        as_of=datetime.date(2026, 1, 1),
        scored=(ScoredComponent(profile=profile, fit=fit),),
    )
    findings, errors = run_rules((WorkloadAgainstRuntime(),), context, phase="fit")
    assert not errors
    return findings


@pytest.mark.parametrize(
    ("verdict", "severity", "confidence"),
    [
        (Verdict.MISFIT, Severity.WARNING, Confidence.PROBABLE),
        (Verdict.STRAINED, Severity.INFO, Confidence.PROBABLE),
    ],
)
def test_a_bad_verdict_stands_at_the_strongest_evidence_in_code(
    verdict: Verdict, severity: Severity, confidence: Confidence
) -> None:
    (found,) = check(verdict)
    assert (found.severity, found.confidence) == (severity, confidence)
    assert (found.location.path, found.location.line) == ("live.py", 3)
    assert "messenger" in found.message
    assert "fit 41 against 66 for Node.js" in found.message
    assert found.hint == "use an ASGI server"
    assert [(item.location.path, item.location.line) for item in found.related] == [
        ("live.py", 3),
        ("chat.py", 30),
    ]


@pytest.mark.parametrize("verdict", [Verdict.FITS, Verdict.UNKNOWN])
def test_other_verdicts_are_no_finding(verdict: Verdict) -> None:
    assert check(verdict) == ()


def test_a_misfit_that_one_small_change_mends_is_an_information() -> None:
    assert [item.severity for item in check(Verdict.MISFIT, mended=Verdict.FITS)] == [Severity.INFO]
    assert [item.severity for item in check(Verdict.MISFIT, mended=Verdict.STRAINED)] == [Severity.WARNING]


def test_what_is_not_scored_is_no_finding() -> None:
    assert check(Verdict.MISFIT, Runtime.BROWSER) == ()
