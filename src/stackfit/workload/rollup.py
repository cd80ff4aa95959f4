"""The repository's own profile: components weighed by their code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.workloads import Workload
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import ComponentKind, Role, Runtime, Side
from stackfit.model.vocabulary import APPLIES
from stackfit.workload.labels import combine, text_confidence
from stackfit.workload.ranking import rank
from stackfit.workload.texts import ProjectText

_FRONT = "single-page-app"
_WINDOWS = "mobile-desktop-app"


def roll_up(
    components: Sequence[ProfiledComponent], text: ProjectText, workloads: Sequence[Workload], figures: Inference
) -> tuple[tuple[str, float], ...]:
    """(workload, confidence) for the whole repository, what it is about first.

    A workload counts by the component where it is surest, more so the more code agrees and when the repository's own
    `text` says so. Generic workloads (how work is delivered) stand back where the repository is about something.
    """
    speaking = [item for item in components if _speaks(item)] or list(components)
    total = sum(item.lines for item in speaking) or 1
    generic = frozenset(item.id for item in workloads if item.generic)
    served = any(item.runtime.side is not None for item in speaking)
    best: dict[str, float] = {}
    shown: dict[str, float] = defaultdict(float)
    mean: dict[str, float] = defaultdict(float)
    for item in speaking:
        share = item.lines / total if len(speaking) > 1 else 1.0
        floor, full = figures.rollup["floor"], figures.rollup["full_share"]
        weight = floor + (1.0 - floor) * min(1.0, share / full)
        face = figures.rollup["face"] if served and item.runtime is Runtime.BROWSER else 1.0
        for label in item.workloads:
            value = label.confidence * weight * (face if label.id in generic else 1.0)
            best[label.id] = max(best.get(label.id, 0.0), value)
            shown[label.id] = max(shown[label.id], label.shown * weight)
            mean[label.id] += label.confidence * share
    if len(speaking) > 1:
        for workload in workloads:
            says = text_confidence(text, workload, shown[workload.id], figures)
            if workload.id in best or says:
                value = max(best.get(workload.id, 0.0), combine((says, shown[workload.id])))
                best[workload.id] = value + (1.0 - value) * figures.rollup["agreement"] * mean[workload.id]
    if _is_companion(speaking):
        generic |= {_WINDOWS}
    best = _stand_back(best, generic, figures)
    best = _front_after_back(best, speaking, figures)
    return rank(best, speaking, text, workloads, figures)


def _is_companion(components: Iterable[ProfiledComponent]) -> bool:
    """Whether the windows (of a phone, say) are one more way into what a larger server is about."""
    lines = {True: 0, False: 0}
    for item in components:
        if item.kind in (ComponentKind.SERVICE, ComponentKind.APP):
            lines[item.workloads[:1] != () and item.workloads[0].id == _WINDOWS] += item.lines
    return lines[False] > lines[True] > 0


def _stand_back(best: dict[str, float], generic: frozenset[str], figures: Inference) -> dict[str, float]:
    """Lower the generic workloads where another applies."""
    if max((value for name, value in best.items() if name not in generic), default=0.0) < APPLIES:
        return best
    factor = figures.rollup["generic"]
    return {name: value * factor if name in generic else value for name, value in best.items()}


def _front_after_back(
    best: dict[str, float], components: Iterable[ProfiledComponent], figures: Inference
) -> dict[str, float]:
    """Lower the front-end where the work of a back-end applies; it stays a label if it was one."""
    windows = best.get(_WINDOWS, 0.0)
    if _FRONT in best and windows >= APPLIES and windows > best[_FRONT]:
        # The front-end framework draws the windows of an app; that is no page.
        return {**best, _FRONT: best[_FRONT] * figures.rollup["windows"]}
    back = {name for item in components if item.runtime.side is not None for name in item.workload_ids} - {_FRONT}
    sure = best.get(_FRONT, 0.0)
    if max((best[name] for name in back), default=0.0) < APPLIES:
        return best
    return {**best, _FRONT: max(min(sure, APPLIES), sure * figures.rollup["front"])} if sure else best


def summary_runtimes(components: Iterable[ProfiledComponent], figures: Inference) -> tuple[str, ...]:
    """The distinct runtimes of production back-end components, sorted; MicroPython and Jython are Python here.

    A runtime with a small share of the back-end code counts only where something is deployed on it.
    """
    speaking = [item for item in components if _speaks(item) and item.runtime.side is not None]
    total = sum(item.lines for item in speaking) or 1
    share: dict[str, float] = defaultdict(float)
    for item in speaking:
        name = (item.runtime.side if item.runtime.side is Side.PYTHON else item.runtime).value
        share[name] += 1.0 if _deployed(item) else item.lines / total
    return tuple(sorted(name for name, value in share.items() if value >= figures.rollup["runtime_share"]))


def _deployed(item: ProfiledComponent) -> bool:
    """Whether a deployment file starts the component."""
    started = any(command.production and command.source != "package-json" for command in item.component.commands)
    return started and item.kind in (ComponentKind.SERVICE, ComponentKind.APP)


def _speaks(item: ProfiledComponent) -> bool:
    """Whether a component is production code of the repository."""
    quiet = item.component.role is not Role.PRODUCTION
    return not quiet and item.kind is not ComponentKind.TOOLING and item.runtime is not Runtime.NONE
