"""Which runs a SARIF log has: one per component, and what each says of its component."""

from __future__ import annotations

from typing import Any

from stackfit.model.kinds import Role
from stackfit.model.report import Report, ScoredComponent
from stackfit.report.safe import make_safe
from stackfit.report.sarif_result import make_uri, plain
from stackfit.report.view import View

MAX_RUNS = 20  # of a log that GitHub accepts
OTHERS = "(other components)"


def components_by_path(report: Report) -> dict[str, list[ScoredComponent]]:
    """Components by path: the root, where there are findings, and all of production.

    A run without results matters too: it is how a code scanning service learns that its alerts are fixed.
    """
    used = {".", *(item.component for item in report.findings), *(item.finding.component for item in report.accepted)}
    used |= {item.profile.component.path for item in report.components if _is_production(item)}
    return {path: [item for item in report.components if item.profile.component.path == path] for path in sorted(used)}


def _is_production(component: ScoredComponent) -> bool:
    return component.profile.component.role is Role.PRODUCTION


def group_paths(own: dict[str, list[ScoredComponent]]) -> list[tuple[str, list[str]]]:
    """A name and the paths of each run; beyond what an upload may hold, the last paths share one."""
    paths = list(own)
    if len(paths) <= MAX_RUNS:
        return [(path, [path]) for path in paths]
    alone = paths[: MAX_RUNS - 1]
    return [*((path, [path]) for path in alone), (OTHERS, paths[MAX_RUNS - 1 :])]


def describe_run(name: str, components: list[ScoredComponent], view: View) -> dict[str, Any]:
    """What tells a run from the others."""
    text = plain("; ".join(_sentence(item) for item in components)) or "What belongs to no component"
    return {"id": _category(name, view), "description": {"text": text}}


def _category(name: str, view: View) -> str:
    """What tells this analysis from the other components'; GitHub takes all before the last slash for the category."""
    path = view.from_top(name) if name != OTHERS else name
    return "stackfit/" if path == "." else f"stackfit/{make_uri(path)}/"


def _sentence(component: ScoredComponent) -> str:
    own = component.profile.component
    return f"{own.name or own.path} on {component.profile.runtime.value}: {component.fit.verdict.value}"


def describe_component(component: ScoredComponent) -> dict[str, Any]:
    """The component in brief, for readers of the log."""
    profile, fit = component.profile, component.fit
    return {
        "path": make_safe(profile.component.path, 1_000),
        "name": make_safe(profile.component.name),
        "kind": profile.kind.value,
        "runtime": profile.runtime.value,
        "workloads": [label.id for label in profile.workloads if label.id in profile.workload_ids],
        "fit": {
            "python": None if fit.python is None else round(fit.python, 2),
            "node": None if fit.node is None else round(fit.node, 2),
        },
        "verdict": fit.verdict.value,
    }
