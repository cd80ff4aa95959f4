"""Rules, scores and suppressions over the profiled components."""

from __future__ import annotations

from collections.abc import Sequence

from stackfit import suppress
from stackfit.model.blocking import BlockingCall
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Side
from stackfit.model.report import ScoredComponent
from stackfit.pipeline.session import Session
from stackfit.rules.base import Context
from stackfit.scoring import score


def make_context(
    session: Session,
    profiles: tuple[ProfiledComponent, ...],
    blocking: tuple[BlockingCall, ...],
    scored: tuple[ScoredComponent, ...] = (),
) -> Context:
    """What the rules may look at."""
    return Context(
        components=profiles,
        facts=session.code.facts,
        index=session.code.index,
        catalogue=session.knowledge.catalogue,
        config=session.config,
        as_of=session.as_of,
        text=session.text,
        paths=session.files.paths,
        blocking_calls=blocking,
        scored=scored,
    )


def score_components(
    session: Session, profiles: Sequence[ProfiledComponent], findings: Sequence[Finding]
) -> tuple[ScoredComponent, ...]:
    """Score every component with its own findings."""
    team = session.config.team
    share = team_share(profiles)
    return tuple(
        ScoredComponent(
            profile=profile,
            fit=score(
                profile,
                [finding for finding in findings if finding.component == profile.component.path],
                session.knowledge.scoring,
                team=team,
                team_share=share,
            ),
        )
        for profile in profiles
    )


def team_share(profiles: Sequence[ProfiledComponent]) -> dict[Side, float]:
    """The share of production code lines on each side: what the team is taken to know."""
    lines = {side: sum(profile.lines for profile in profiles if profile.runtime.side is side) for side in Side}
    total = sum(lines.values()) or 1
    return {side: count / total for side, count in lines.items()}


def show_findings(session: Session, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Apply selection, per-path ignores and suppression comments."""
    for file in session.files.files:
        index = session.code.index(file.path) if file.language else None
        if index and suppress.WORDS & index.words:
            session.code.facts(file.path)
    sources = suppress.Sources(
        suppressions={facts.path: facts.suppressions for facts in session.code.parsed},
        roles={file.path: file.role for file in session.files.files},
        text=session.text,
    )
    return suppress.apply(findings, config=session.config, as_of=session.as_of, sources=sources)
