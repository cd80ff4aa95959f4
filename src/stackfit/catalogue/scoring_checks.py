"""Checks across the entries of a scoring profile: what it cites exists, and evidence never doubles as a mitigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.catalogue.scoring_model import ScoringProfile
from stackfit.errors import DataError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_KEY = re.compile(r"(SF\d{1,2}xx|SF\d{3,4}|default)\Z")


def check_profile(profile: ScoringProfile, file: str) -> None:
    """Raise a `DataError` at the first thing that does not hold."""
    for place, message in _problems(profile):
        raise DataError(message, where=f"{file}: {place}")


def _problems(profile: ScoringProfile) -> Iterator[tuple[str, str]]:
    yield from _source_problems(profile)
    yield from _evidence_problems(profile)
    yield from _reference_problems(profile)
    groups: dict[str, tuple[str, object]] = {}
    for item in profile.mitigations:
        if groups.setdefault(item.group, (item.criterion, item.side)) != (item.criterion, item.side):
            yield f"mitigations.{item.id}.group", f"group {item.group!r} spans criteria or sides"
    if "default" not in profile.aggravations:
        yield "aggravations.default", "is missing"
    for key in profile.aggravations:
        if not _KEY.match(key):
            yield f"aggravations.{key}", "must be a rule code (SF101), a family (SF3xx) or default"


def _reference_problems(profile: ScoringProfile) -> Iterator[tuple[str, str]]:
    known = {item.id for item in profile.mitigations}
    named = [
        (f"workloads.{workload.id}.alternative.{side.value}", ids)
        for workload in profile.workloads.values()
        for side, ids in workload.alternative.items()
    ]
    named += [(f"mitigations.{item.id}.advice.also", item.advice.also) for item in profile.mitigations if item.advice]
    for place, ids in named:
        for unknown in sorted(ids - known):
            yield place, f"unknown mitigation {unknown!r}"


def _source_problems(profile: ScoringProfile) -> Iterator[tuple[str, str]]:
    for source in profile.sources.values():
        if source.id != "this-file" and not _DATE.match(source.date):
            yield f"sources.{source.id}.date", "must be a date written YYYY-MM-DD"
    for place, sources in _citations(profile):
        for cited in sources:
            if cited not in profile.sources:
                yield f"{place}.source", f"unknown source {cited!r}"


def _citations(profile: ScoringProfile) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "settings", profile.settings.sources
    yield from ((f"criteria.{item.id}", item.sources) for item in profile.criteria)
    yield from ((f"workloads.{key}", item.sources) for key, item in profile.workloads.items())
    yield from ((f"forms.{key.value}", item.sources) for key, item in profile.forms.items())
    yield from ((f"mitigations.{item.id}", item.sources) for item in profile.mitigations)
    yield from ((f"aggravations.{key}", item.sources) for key, item in profile.aggravations.items())
    yield from ((f"impossible.{key.value}", item.sources) for key, item in profile.impossible.items())


def _evidence_problems(profile: ScoringProfile) -> Iterator[tuple[str, str]]:
    # A fact that both brings a criterion into the sum and lifts a mark could lower a fit by being added.
    for field in ("concurrency", "technologies"):
        lifting = {name: item.id for item in profile.mitigations for name in getattr(item.when, field)}
        if field == "technologies":
            lifting |= {name: item.id for item in profile.mitigations for name in item.when.together}
        for criterion in profile.criteria:
            for name in sorted(getattr(criterion.bearing, field) & lifting.keys()):
                place = f"criteria.{criterion.id}.evidence.{field}"
                yield place, f"{name!r} is already a mitigation ({lifting[name]})"
