"""Which technologies and concurrency models of a component are at work as a mitigation asks."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.catalogue.scoring_model import Condition
from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location
from stackfit.model.vocabulary import APPLIES

_DECLARED = frozenset((EvidenceSource.DEPENDENCY, EvidenceSource.MANIFEST, EvidenceSource.README))
_CODE = frozenset((EvidenceSource.IMPORT, EvidenceSource.CALL))
_MOST = 2


def shown_models(when: Condition, profile: ProfiledComponent) -> Iterator[Evidence]:
    """The places of the concurrency models asked for, those of side issues left out."""
    places = dict(profile.concurrency_evidence)
    uses = {use.id: use for use in profile.technologies}
    for name in sorted(set(profile.concurrency) & when.concurrency):
        evidence = places.get(name, ()) or (code_evidence(profile, name),)
        known = (item for item in evidence if item.technology not in uses or _weighs(when, uses[item.technology], item))
        yield from tuple(known)[:_MOST]


def shown_technologies(when: Condition, profile: ProfiledComponent) -> Iterator[Evidence]:
    """The places of the technologies asked for, the most used first, what is at work before what is declared."""
    cited = _cited(profile) if when.cited else frozenset[str]()
    together = {use.id for use in profile.technologies if use.production} >= when.together and bool(when.together)
    for use in sorted(profile.technologies, key=lambda use: (-use.files, use.id)):
        named = use.id in when.technologies or use.category in when.categories
        counts = named and (use.production or when.tooling) and (not when.cited or use.id in cited)
        if (counts and _is_at_work(when, use)) or (together and use.id in when.together):
            ordered = sorted(use.evidence, key=lambda item: item.source in _DECLARED)
            yield from ordered[:_MOST] or (code_evidence(profile, use.name),)


def code_evidence(profile: ProfiledComponent, what: str) -> Evidence:
    """Evidence that has no line of its own stands at the component's first source file."""
    component = profile.component
    code = [file.path for file in component.files if file.language and file.role is Role.PRODUCTION]
    path = min(code) if code else next((item.path for item in component.manifests), component.path)
    return Evidence(source=EvidenceSource.FILE, role=Role.PRODUCTION, location=Location(path=path), what=what)


def _cited(profile: ProfiledComponent) -> frozenset[str]:
    """The technologies that show the work which this component does."""
    return frozenset(
        item.technology for label in profile.workloads if label.confidence >= APPLIES for item in label.evidence
    )


def _is_at_work(when: Condition, use: TechnologyUse) -> bool:
    if not when.used and not when.central:
        return True
    places = [item for item in use.evidence if item.source not in _DECLARED and item.role is Role.PRODUCTION]
    return any(_weighs(when, use, item) for item in places)


def _weighs(when: Condition, use: TechnologyUse, item: Evidence) -> bool:
    """Whether a place of use is more than a side issue; a start command never is one."""
    return item.source not in _CODE or use.central >= when.central or use.category in when.frames
