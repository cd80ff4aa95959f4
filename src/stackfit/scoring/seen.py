"""Which facts of a component bear on a criterion, and which show a mitigation."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.catalogue.scoring_model import Bearing, Condition
from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.evidence import Evidence
from stackfit.model.kinds import EvidenceSource, Language, Role
from stackfit.model.source import Location
from stackfit.model.vocabulary import APPLIES
from stackfit.scoring.at_work import code_evidence, shown_models, shown_technologies

_MOST = 4
_TYPED = (Language.TYPESCRIPT, Language.TSX)
_SCRIPT = (Language.JAVASCRIPT, *_TYPED)


def bearing_evidence(bearing: Bearing, profile: ProfiledComponent) -> tuple[Evidence, ...]:
    """The facts that bear on a criterion; empty where there are none."""
    component = profile.component
    found = list(_named(profile, bearing.concurrency, bearing.technologies))
    for label in profile.workloads:
        if label.confidence >= APPLIES and label.id in bearing.workloads:
            found.extend(label.evidence[:2] or [code_evidence(profile, f"the work is {label.id}")])
    if bearing.websocket and profile.websocket.used:
        found.extend(profile.websocket.evidence or [code_evidence(profile, "WebSocket connections")])
    if bearing.pins:
        found.extend(_fact(pin.location, f"{pin.runtime} {pin.version}") for pin in component.pins)
    if bearing.dependencies:
        found.extend(_fact(item.location, item.name) for item in component.dependencies[:_MOST])
    if profile.kind in bearing.kinds or profile.runtime in bearing.runtimes:
        found.append(code_evidence(profile, f"a {profile.kind.value} on {profile.runtime.value}"))
    if bearing.code and profile.lines:
        found.append(code_evidence(profile, f"{profile.lines} lines of code"))
    return tuple(found[:_MOST])


def mitigation_evidence(when: Condition, profile: ProfiledComponent) -> tuple[Evidence, ...]:
    """The facts that show a mitigation; empty where it is not in use."""
    if (when.only_kinds and profile.kind not in when.only_kinds) or (
        when.only_workloads and not when.only_workloads & profile.workload_ids
    ):
        return ()
    found = [*shown_models(when, profile), *shown_technologies(when, profile)]
    found.extend(_command(item) for item in profile.component.commands if _runs(item) and _shows(when, item))
    if profile.runtime in when.runtimes:
        found.append(code_evidence(profile, f"runs on {profile.runtime.value}"))
    if when.typed_share is not None and _typed_share(profile) >= when.typed_share:
        found.append(code_evidence(profile, f"{_typed_share(profile):.0%} of the lines are TypeScript"))
    version = profile.runtime_version
    if when.version_suffix and version and version.endswith(when.version_suffix):
        found.append(code_evidence(profile, f"{profile.runtime.value} {version}"))
    return tuple(found[:_MOST])


def _named(profile: ProfiledComponent, concurrency: frozenset[str], technologies: frozenset[str]) -> Iterator[Evidence]:
    places = dict(profile.concurrency_evidence)
    for name in sorted(set(profile.concurrency) & concurrency):
        yield from places.get(name, ())[:2] or (code_evidence(profile, name),)
    for use in sorted(profile.technologies, key=lambda use: use.id):
        if use.production and use.id in technologies:
            yield from use.evidence[:2] or (code_evidence(profile, use.name),)


def _runs(command: StartCommand) -> bool:
    return command.production and not command.development


def _shows(when: Condition, command: StartCommand) -> bool:
    counts = (
        (when.min_workers, command.workers),
        (when.min_threads, command.threads),
        (when.min_replicas, command.replicas),
    )
    return (
        command.program in when.programs
        or command.worker_class in when.worker_classes
        or any(least is not None and count is not None and count >= least for least, count in counts)
        or (when.min_workers is not None and command.workers == 0)  # 0 stands for one per core
    )


def _typed_share(profile: ProfiledComponent) -> float:
    total = sum(count.lines for count in profile.languages if count.language in _SCRIPT)
    typed = sum(count.lines for count in profile.languages if count.language in _TYPED)
    return typed / total if total else 0.0


def _command(command: StartCommand) -> Evidence:
    what = command.command or command.program
    return Evidence(source=EvidenceSource.COMMAND, role=Role.PRODUCTION, location=command.location, what=what)


def _fact(location: Location, what: str) -> Evidence:
    return Evidence(source=EvidenceSource.MANIFEST, role=Role.PRODUCTION, location=location, what=what)
