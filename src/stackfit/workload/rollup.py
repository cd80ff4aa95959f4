"""The repository's own profile: components weighed by their code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from stackfit.catalogue.inference import Inference
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import ComponentKind, Role, Runtime


def roll_up(
    components: Sequence[ProfiledComponent], generic: frozenset[str], figures: Inference
) -> tuple[tuple[str, float], ...]:
    """(workload, confidence) for the whole repository, surest first (ties by id).

    A workload counts by the component where it is surest, more so the more code agrees. `generic` workloads (how work is
    delivered) stand back where the repository is about something.
    """
    speaking = [item for item in components if _speaks(item)] or list(components)
    total = sum(item.lines for item in speaking) or 1
    best: dict[str, float] = {}
    mean: dict[str, float] = defaultdict(float)
    for item in speaking:
        share = item.lines / total if len(speaking) > 1 else 1.0
        floor, full = figures.rollup["floor"], figures.rollup["full_share"]
        weight = floor + (1.0 - floor) * min(1.0, share / full)
        for label in item.workloads:
            best[label.id] = max(best.get(label.id, 0.0), label.confidence * weight)
            mean[label.id] += label.confidence * share
    if len(speaking) > 1:
        best = {name: value + (1.0 - value) * figures.rollup["agreement"] * mean[name] for name, value in best.items()}
    about = max((value for name, value in best.items() if name not in generic), default=0.0)
    if about >= 0.5:
        best = {name: value * (figures.rollup["generic"] if name in generic else 1.0) for name, value in best.items()}
    return tuple(sorted(((name, round(value, 4)) for name, value in best.items()), key=lambda item: (-item[1], item[0])))


def summary_runtimes(components: Iterable[ProfiledComponent]) -> tuple[str, ...]:
    """The distinct runtimes of production back-end components, sorted."""
    return tuple(
        sorted({item.runtime.value for item in components if _speaks(item) and item.runtime is not Runtime.BROWSER})
    )


def _speaks(item: ProfiledComponent) -> bool:
    """Whether a component is production code of the repository."""
    quiet = item.component.role is not Role.PRODUCTION
    return not quiet and item.kind is not ComponentKind.TOOLING and item.runtime is not Runtime.NONE
