"""The report: summary and coverage over the scored components."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stackfit import __version__
from stackfit.callgraph import BlockingReport
from stackfit.catalogue.data import data_version
from stackfit.model.finding import Finding
from stackfit.model.report import Coverage, Report, ScoredComponent, Summary
from stackfit.model.rule import RuleInfo
from stackfit.model.source import ReadError
from stackfit.pipeline.bounds import bound_components, bound_errors, bound_findings
from stackfit.pipeline.excerpts import cut_excerpts
from stackfit.pipeline.profiling import repository_text
from stackfit.pipeline.session import Session
from stackfit.pipeline.settings import list_own_settings
from stackfit.rules import Rule
from stackfit.rules.page import page_text
from stackfit.scoring import worst_verdict
from stackfit.workload import roll_up, summary_runtimes


def make_report(
    session: Session,
    scored: tuple[ScoredComponent, ...],
    findings: tuple[Finding, ...],
    blocking: BlockingReport,
    errors: Iterable[ReadError],
) -> Report:
    """Everything a format may print, in its final order and within bounds."""
    findings, cut = bound_findings(findings)
    shown, beyond = bound_components(scored)
    return Report(
        version=__version__,
        scoring_profile=session.knowledge.scoring.name,
        data_version=data_version(),
        as_of=session.as_of.isoformat(),
        summary=_summary(session, scored),
        components=shown,
        findings=findings,
        coverage=_coverage(session, blocking, (*errors, *cut, *beyond)),
        rules=tuple(_describe(rule) for rule in session.knowledge.rules),
        excerpts=cut_excerpts(findings, session.text),
        own_settings=list_own_settings(session),
    )


def _summary(session: Session, scored: Sequence[ScoredComponent]) -> Summary:
    """The repository in one glance: the first workload is the primary one if it applies at all."""
    profiles = [item.profile for item in scored]
    workloads = roll_up(profiles, repository_text(session), session.knowledge.workloads, session.knowledge.figures)
    sure = bool(workloads) and workloads[0][1] >= session.knowledge.figures.floor
    return Summary(
        runtimes=summary_runtimes(profiles, session.knowledge.figures),
        primary_workload=workloads[0][0] if sure else "unknown",
        workloads=workloads,
        verdict=worst_verdict(scored),
    )


def _coverage(session: Session, blocking: BlockingReport, errors: Iterable[ReadError]) -> Coverage:
    """What was read and what was not."""
    return Coverage(
        files_read=session.code.files_read,
        files_parsed=session.code.files_parsed,
        skipped=session.files.skipped,
        calls_resolved=blocking.calls_resolved,
        calls_unresolved=blocking.calls_unresolved,
        chains_cut=blocking.chains_cut,
        errors=bound_errors((*session.files.errors, *session.code.errors, *errors)),
    )


def _describe(rule: Rule) -> RuleInfo:
    """What the formats may say of a rule."""
    meta = rule.meta
    return RuleInfo(
        code=meta.code,
        name=meta.name,
        severity=meta.severity,
        summary=meta.summary,
        help_url=meta.help_url,
        criteria=meta.criteria,
        page=page_text(rule),
    )
