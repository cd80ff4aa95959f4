"""The SARIF format (2.1.0, OASIS): one run per component, within the limits that GitHub code scanning sets."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from stackfit.model.finding import Finding
from stackfit.model.kinds import Role
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.source import ReadError
from stackfit.report.safe import make_safe
from stackfit.report.sarif_result import BASE_ID, make_location, make_result, make_uri, plain
from stackfit.report.sarif_rules import make_rules
from stackfit.report.selection import gravity
from stackfit.report.view import View

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/stackfit/stackfit"

# What GitHub accepts: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads
MAX_RUNS = 20
MAX_RESULTS = 25_000
SHOWN_RESULTS = 5_000
MAX_COMPRESSED = 10_000_000
NOTIFICATIONS = 100
OTHERS = "(other components)"

Item = tuple[Finding, "str | None"]
"""A finding, and the reason for which the baseline accepts it; None where it does not."""


def render_sarif(report: Report, view: View) -> str:
    """The findings as a SARIF log. Where it grows too large, the mildest results of each run are left out."""
    most = MAX_RESULTS
    while True:
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": list(_runs(report, view, most))}
        text = json.dumps(log, indent=1) + "\n"
        if most <= 1 or not _is_too_large(text):
            return text
        most //= 2


def _is_too_large(text: str) -> bool:
    """Whether an upload, which is compressed, would be refused."""
    return len(text) > MAX_COMPRESSED and len(zlib.compress(text.encode("ascii"))) > MAX_COMPRESSED


def _runs(report: Report, view: View, most: int) -> Iterator[dict[str, Any]]:
    own = _components(report)
    found: list[Item] = [(finding, None) for finding in report.findings]
    found += [(item.finding, item.reason) for item in report.accepted]
    for number, (name, paths) in enumerate(_groups(own)):
        here = [item for item in found if item[0].component in paths]
        components = [component for path in paths for component in own[path]]
        errors = report.coverage.errors if number == 0 else ()
        notes = (*_omissions(len(here), most), *_unread(errors, view))
        # What is accepted comes last: it is the first to be left out.
        ranked = sorted(here, key=lambda item: (item[1] is not None, gravity(item[0])))
        yield {
            "tool": {"driver": _driver(report, ranked[:most])},
            "automationDetails": _automation(name, components, view),
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(notes)}],
            "originalUriBaseIds": {BASE_ID: {"description": {"text": "The top of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "results": _results(ranked[:most], view),
            "properties": {"components": [_properties(item) for item in components]},
        }


def _components(report: Report) -> dict[str, list[ScoredComponent]]:
    """Components by path: the root, where there are findings, and all of production.

    A run without results matters too: it is how a code scanning service learns that its alerts are fixed.
    """
    used = {".", *(item.component for item in report.findings), *(item.finding.component for item in report.accepted)}
    used |= {item.profile.component.path for item in report.components if _is_production(item)}
    return {path: [item for item in report.components if item.profile.component.path == path] for path in sorted(used)}


def _is_production(component: ScoredComponent) -> bool:
    return component.profile.component.role is Role.PRODUCTION


def _groups(own: dict[str, list[ScoredComponent]]) -> list[tuple[str, list[str]]]:
    """A name and the paths of each run; beyond what an upload may hold, the last paths share one."""
    paths = list(own)
    if len(paths) <= MAX_RUNS:
        return [(path, [path]) for path in paths]
    alone = paths[: MAX_RUNS - 1]
    return [*((path, [path]) for path in alone), (OTHERS, paths[MAX_RUNS - 1 :])]


def _driver(report: Report, items: list[Item]) -> dict[str, Any]:
    return {
        "name": "stackfit",
        "version": report.version,
        "semanticVersion": report.version,
        "informationUri": HOME,
        "rules": make_rules(report.rules, [finding for finding, _ in items]),
    }


def _automation(name: str, components: list[ScoredComponent], view: View) -> dict[str, Any]:
    text = plain("; ".join(_sentence(item) for item in components)) or "What belongs to no component"
    return {"id": _category(name, view), "description": {"text": text}}


def _results(items: list[Item], view: View) -> list[dict[str, Any]]:
    """The results; a rule is referred to by its place among those that `make_rules` gives."""
    index = {code: number for number, code in enumerate(sorted({finding.code for finding, _ in items}))}
    return [make_result(finding, accepted, index[finding.code], view) for finding, accepted in items]


def _category(name: str, view: View) -> str:
    """What tells this analysis from the other components'; GitHub takes all before the last slash for the category."""
    path = view.from_top(name) if name != OTHERS else name
    return "stackfit/" if path == "." else f"stackfit/{make_uri(path)}/"


def _sentence(component: ScoredComponent) -> str:
    own = component.profile.component
    return f"{own.name or own.path} on {component.profile.runtime.value}: {component.fit.verdict.value}"


def _properties(component: ScoredComponent) -> dict[str, Any]:
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


def _omissions(count: int, most: int) -> Iterator[dict[str, Any]]:
    """Say what is left out, here or by those who show it."""
    if count > most:
        text = f"{count - most} of {count} findings are left out, none graver than those that stay: uploads are limited"
        yield {"level": "warning", "message": {"text": text}}
    elif count > SHOWN_RESULTS:
        text = f"There are {count} findings, worst first; GitHub code scanning shows the first {SHOWN_RESULTS}"
        yield {"level": "note", "message": {"text": text}}


def _unread(errors: tuple[ReadError, ...], view: View) -> Iterator[dict[str, Any]]:
    """Say what could not be read."""
    for error in errors[:NOTIFICATIONS]:
        yield {
            "level": "warning",
            "message": {"text": plain(error.message)},
            "locations": [{"physicalLocation": make_location(error.path, error.line, view)}],
        }
    if len(errors) > NOTIFICATIONS:
        text = f"{len(errors) - NOTIFICATIONS} further parts of the repository could not be read"
        yield {"level": "warning", "message": {"text": text}}
