"""Reports made by hand for the tests of the formats."""

from __future__ import annotations

from msgspec import structs

from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.evidence import Evidence, TechnologyUse, WebSocketUse, WorkloadLabel
from stackfit.model.finding import ChainStep, Finding, Related
from stackfit.model.fit import Change, CriterionScore, Fit, Lift
from stackfit.model.kinds import (
    ComponentKind,
    Confidence,
    Ecosystem,
    EvidenceSource,
    Language,
    Role,
    Runtime,
    Severity,
    Side,
    Verdict,
)
from stackfit.model.report import AcceptedFinding, Coverage, Report, ScoredComponent, Summary
from stackfit.model.rule import RuleInfo
from stackfit.model.source import Location, ReadError, Skip


def make_evidence(text: str = "imports fastapi", path: str = "app.py", line: int = 3) -> Evidence:
    return Evidence(
        source=EvidenceSource.IMPORT, role=Role.PRODUCTION, location=Location(path=path, line=line), what=text
    )


def make_finding(
    path: str = "app.py", line: int = 12, *, severity: Severity = Severity.ERROR, text: str = "requests.get waits"
) -> Finding:
    chain = (
        ChainStep(location=Location(path=path, line=8), function=f"{text} entry", call=f"{text} helper"),
        ChainStep(location=Location(path="lib/far.py", line=line), function=f"{text} helper", call=f"{text} call"),
    )
    return Finding(
        code="SF101",
        name="blocking-call-on-event-loop",
        severity=severity,
        confidence=Confidence.PROBABLE,
        location=Location(path=path, line=line, column=5),
        message=text,
        criteria=("architecture",),
        hint=f"{text} otherwise",
        symbol=f"{text} symbol",
        chain=chain,
        others=2,
        related=(Related(location=Location(path=path, line=1), what=f"{text} beside"),),
    )


def make_component(
    path: str = ".",
    *,
    verdict: Verdict = Verdict.FITS,
    role: Role = Role.PRODUCTION,
    runtime: Runtime = Runtime.PYTHON,
    fits: tuple[float | None, float | None] = (71.0, 64.0),
    text: str = "shop",
) -> ScoredComponent:
    proof = make_evidence(f"{text} proof", f"{text}.py")
    lifts = (
        Lift(id="asyncio", what=f"{text} lift", amount=0.3, side=Side.PYTHON, evidence=(proof,)),
        Lift(id="other", what=f"{text} other lift", amount=0.1, side=Side.NODE, evidence=(proof,)),
    )
    loss = Lift(id="SF101", what=f"{text} loss", amount=-0.2, side=Side.PYTHON, evidence=(proof,))
    criteria = (
        CriterionScore(
            id="architecture",
            weight=1.5,
            python=0.35,
            node=0.75,
            scored=True,
            mitigations=lifts,
            aggravations=(loss,),
            evidence=(proof,),
            note=f"{text} note",
        ),
        CriterionScore(id="community", weight=0.5, python=0.5, node=0.5, scored=True),
        CriterionScore(id="trending", weight=1.0, python=0.5, node=0.5, scored=False),
    )
    component = Component(path=path, name=text, ecosystem=Ecosystem.PYPI, role=role, files=())
    profile = ProfiledComponent(
        component=component,
        kind=ComponentKind.SERVICE,
        runtime=runtime,
        runtime_version=f"3.12{text}",
        languages=(LanguageCount(language=Language.PYTHON, files=3, lines=1200),),
        frameworks=(f"{text} framework",),
        technologies=(TechnologyUse(id="fastapi", name="FastAPI", category="web", evidence=(proof,)),),
        concurrency=("asyncio",),
        websocket=WebSocketUse(used=True, libraries=("websockets",), sides=("server",), evidence=(proof,)),
        workloads=(
            WorkloadLabel(id="web-api", confidence=0.9, shown=0.9, weak=False, evidence=(proof, proof)),
            WorkloadLabel(id="chatbot", confidence=0.3, shown=0.3, weak=True, evidence=(proof,)),
        ),
    )
    changes = (Change(what=f"{text} change", gain=4.2, effort="small", criterion="scalability"),)
    if fits[0] is None:
        return ScoredComponent(profile=profile, fit=Fit())
    fit = Fit(python=fits[0], node=fits[1], robustness=0.93, verdict=verdict, criteria=criteria, changes=changes)
    return ScoredComponent(profile=profile, fit=fit)


RULE = RuleInfo(
    code="SF101",
    name="blocking-call-on-event-loop",
    severity=Severity.ERROR,
    summary="A call that waits holds up the event loop",
    help_url="https://example.org/rules/SF101.md",
    criteria=("architecture",),
    page="A call that waits.\n\n## What it finds\n\nCalls of `sleep`, see\n[the manual](https://example.org/sleep).\n\n"
    "## Example\n\n```python\ntime.sleep(1)\n```",
)

HOSTILE_TEXTS = (
    "\x1b[31mred\x07",
    "\x9b2J\x9d0;title\x9c",
    "two\nlines\r\n::set-output name=a::b",
    "::error file=a::b",
    "%0A::stop-commands::x",
    "a\u202eb\u2066c\u200b",
    "]]><failure/>",
    "<script>alert(1)</script>",
    "<!-- --><img src=x onerror=alert(1)>",
    '" onmouseover=alert(1) x=" \'',
    "' autofocus onfocus=alert(1) x='",
    "</details></sub>",
    "a | b \\| c",
    "`` ` ``` `",
    "[words](https://evil.example)",
    "![image](https://evil.example/a.png)",
    "<https://evil.example> www.evil.example https://evil.example a@evil.example",
    "@everyone #1 GH-1 :tada: $x$ ~~gone~~ **bold** _slanted_ __init__",
    "- item\n# head\n1. one\n> quote",
    "&lt;b&gt; &#64; \\",
    "half \udcff surrogate \ufffe \uffff",
    "=cmd|' /C calc'!A0",
    "a:b/c?d#e%41",
    "x" * 2_000,
)
"""Names that try to break out of one format or another."""


def make_report(
    *components: ScoredComponent,
    findings: tuple[Finding, ...] = (),
    accepted: tuple[AcceptedFinding, ...] = (),
    errors: tuple[ReadError, ...] = (),
    skipped: tuple[Skip, ...] = (),
    verdict: Verdict = Verdict.FITS,
) -> Report:
    return Report(
        version="0.1.0",
        scoring_profile="article",
        data_version="0123456789ab",
        as_of="2026-01-01",
        summary=Summary(
            runtimes=("python",) if components else (),
            primary_workload="web-api" if components else "unknown",
            workloads=(("web-api", 0.9),) if components else (),
            verdict=verdict,
        ),
        components=components,
        findings=findings,
        coverage=Coverage(
            files_read=5, files_parsed=3, calls_resolved=3, calls_unresolved=1, errors=errors, skipped=skipped
        ),
        accepted=accepted,
        rules=(RULE,),
    )


def make_full_report(text: str = "shop", path: str = "app.py") -> Report:
    """A report with something in every part of it, `text` and `path` wherever a repository has a say."""
    unsafe = make_finding(path, 30, severity=Severity.WARNING, text=text)
    note = make_finding(path, 40, severity=Severity.INFO, text=text)
    findings = (make_finding(path, text=text), unsafe, structs.replace(note, chain=(), component="web"))
    known = structs.replace(make_finding(path, 50, text=text), fingerprint="d" * 32)
    return make_report(
        make_component(text=text, verdict=Verdict.STRAINED),
        make_component("web", text=text, runtime=Runtime.BROWSER, fits=(None, None)),
        findings=tuple(
            structs.replace(item, fingerprint=letter * 32) for item, letter in zip(findings, "abc", strict=True)
        ),
        accepted=(AcceptedFinding(finding=known, reason=text),),
        errors=(ReadError(path=path, message=text, line=7),),
        skipped=(Skip(path=path, reason="minified"),),
        verdict=Verdict.STRAINED,
    )
