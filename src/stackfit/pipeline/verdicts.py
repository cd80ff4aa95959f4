"""Rules, scores and suppressions over the profiled components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stackfit import suppress
from stackfit.callgraph import BlockingReport
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.fit import Fit
from stackfit.model.kinds import Side
from stackfit.model.report import ScoredComponent
from stackfit.pipeline.session import Session
from stackfit.rules.base import Context
from stackfit.scoring import score


def make_context(
    session: Session,
    profiles: tuple[ProfiledComponent, ...],
    blocking: BlockingReport,
    scored: tuple[ScoredComponent, ...] = (),
) -> Context:
    """What the rules may look at."""
    return Context(
        components=profiles,
        facts=session.code.facts,
        expect=session.code.expect,
        index=session.code.index,
        catalogue=session.knowledge.catalogue,
        config=session.config,
        as_of=session.as_of,
        text=session.text,
        asked=session.code.ask,
        paths=session.files.paths,
        blocking_calls=blocking.calls,
        reached=blocking.reached,
        scored=scored,
        callables=session.knowledge.callables,
        dead_packages=session.knowledge.dead_packages,
        component_settings=session.settings,
    )


def score_components(
    session: Session, profiles: Sequence[ProfiledComponent], findings: Sequence[Finding]
) -> tuple[ScoredComponent, ...]:
    """Score every component with its own findings; what is too unsure to be shown costs nothing."""
    share = team_share(profiles)
    return tuple(
        ScoredComponent(profile=profile, fit=_score(session, profile, profiles, findings, share))
        for profile in profiles
    )


def _score(
    session: Session,
    profile: ProfiledComponent,
    profiles: Sequence[ProfiledComponent],
    findings: Sequence[Finding],
    share: Mapping[Side, float],
) -> Fit:
    config = session.config_of(profile.component.path)
    least = config.min_confidence.rank
    sure = [item for item in findings_in(profile, profiles, findings) if item.confidence.rank >= least]
    return score(profile, sure, session.knowledge.scoring, team=config.team, team_share=share)


def findings_in(
    profile: ProfiledComponent, profiles: Sequence[ProfiledComponent], findings: Sequence[Finding]
) -> list[Finding]:
    """Pick out a component's own findings; where two share a folder, by whose file or start command they stand at.

    What stands at neither one's (a README, say) counts for both.
    """
    path = profile.component.path
    here = [finding for finding in findings if finding.component == path]
    rivals = [other for other in profiles if other is not profile and other.component.path == path]
    if not rivals or not here:
        return here
    own, others = _places(profile), set().union(*(_places(other) for other in rivals))
    return [item for item in here if _stands_at(item, own) or not _stands_at(item, others)]


def _places(profile: ProfiledComponent) -> set[tuple[str, int]]:
    """List a component's files and manifests (line 0) and the lines of its start commands."""
    component = profile.component
    whole = {(file.path, 0) for file in component.files} | {(item.path, 0) for item in component.manifests}
    return whole | {(command.location.path, command.location.line) for command in component.commands}


def _stands_at(finding: Finding, places: set[tuple[str, int]]) -> bool:
    location = finding.location
    return (location.path, 0) in places or (location.path, location.line) in places


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
        rules=frozenset(name for rule in session.knowledge.rules for name in (rule.meta.code, rule.meta.name)),
    )
    return suppress.apply(
        findings, config=session.config, as_of=session.as_of, sources=sources, settings=session.settings
    )
