"""Which workload a repository is about where several apply: what it says it is goes before what it also does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.workloads import Workload
from stackfit.model.component import Component, ProfiledComponent
from stackfit.model.vocabulary import APPLIES
from stackfit.workload.headline import read_headline
from stackfit.workload.texts import Passage, ProjectText, manifest_passages, name_passage

_API, _SITE = "web-api", "web-site"


def rank(
    found: Mapping[str, float],
    speaking: Sequence[ProfiledComponent],
    text: ProjectText,
    workloads: Sequence[Workload],
    figures: Inference,
) -> tuple[tuple[str, float], ...]:
    """(workload, confidence), what the repository is about first (ties by id).

    What the project says it is gives a workload that its code confirms a lead: its confidence, which says how central
    the work is, is then at least that of the workloads it goes before.
    """
    own = (passage for item in leading(speaking) for passage in _own_words(item, figures))
    says = read_headline((*text.passages, *own), workloads, figures.primary)
    generic = frozenset(item.id for item in workloads if item.generic)
    places = {}
    for name, sure in found.items():
        lead = figures.primary["form" if name in generic else "subject"] * says.get(name, 0.0)
        places[name] = sure + (lead if sure >= figures.floor else 0.0)
    if found.get(_SITE, 0.0) >= APPLIES and says.get(_API, 0.0) <= says.get(_SITE, 0.0):
        # Where people are served pages, an API that the project does not name stands behind them.
        places[_API] = figures.primary["behind_pages"] * places.get(_API, 0.0)
    return tuple(_in_order(found, sorted(found, key=lambda name: (-places[name], name))))


def _in_order(found: Mapping[str, float], names: Sequence[str]) -> list[tuple[str, float]]:
    """Give workloads in an order with confidences that keep it: none is less central than those behind it."""
    ordered: list[tuple[str, float]] = []
    least = 0.0
    for name in reversed(names):
        least = max(least, round(found[name], 4))
        ordered.append((name, least))
    return ordered[::-1]


def leading(speaking: Sequence[ProfiledComponent]) -> tuple[Component, ...]:
    """The components whose manifests speak for the repository: those at the root, and the largest."""
    largest = max(speaking, key=lambda item: item.lines, default=None)
    return tuple(item.component for item in speaking if item.component.path == "." or item is largest)


def _own_words(component: Component, figures: Inference) -> Iterator[Passage]:
    """What a component's manifests say, and its name where none of them has one."""
    yield from manifest_passages(component, figures.texts)
    yield name_passage(component.name, component.path, figures.texts)
