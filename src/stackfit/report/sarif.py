"""The SARIF format (2.1.0, OASIS): one run per component, within the limits that GitHub code scanning sets."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from stackfit.model.finding import Finding
from stackfit.model.report import Report
from stackfit.model.source import ReadError
from stackfit.report.sarif_result import BASE_ID, make_location, make_result, plain
from stackfit.report.sarif_rules import make_rules
from stackfit.report.sarif_runs import components_by_path, describe_component, describe_run, group_paths
from stackfit.report.selection import gravity
from stackfit.report.view import View

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/stackfit/stackfit"

# What GitHub accepts: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads
MAX_RESULTS = 25_000
SHOWN_RESULTS = 5_000
MAX_COMPRESSED = 10_000_000
NOTIFICATIONS = 100

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
    own = components_by_path(report)
    found: list[Item] = [(finding, None) for finding in report.findings]
    found += [(item.finding, item.reason) for item in report.accepted]
    for number, (name, paths) in enumerate(group_paths(own)):
        here = [item for item in found if item[0].component in paths]
        components = [component for path in paths for component in own[path]]
        errors = report.coverage.errors if number == 0 else ()
        notes = (*_omissions(len(here), most), *_unread(errors, view))
        # What is accepted comes last: it is the first to be left out.
        ranked = sorted(here, key=lambda item: (item[1] is not None, gravity(item[0])))
        yield {
            "tool": {"driver": _driver(report, ranked[:most])},
            "automationDetails": describe_run(name, components, view),
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(notes)}],
            "originalUriBaseIds": {BASE_ID: {"description": {"text": "The top of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "results": _results(ranked[:most], view),
            "properties": {"components": [describe_component(item) for item in components]},
        }


def _driver(report: Report, items: list[Item]) -> dict[str, Any]:
    return {
        "name": "stackfit",
        "version": report.version,
        "semanticVersion": report.version,
        "informationUri": HOME,
        "rules": make_rules(report.rules, [finding for finding, _ in items]),
    }


def _results(items: list[Item], view: View) -> list[dict[str, Any]]:
    """The results; a rule is referred to by its place among those that `make_rules` gives."""
    index = {code: number for number, code in enumerate(sorted({finding.code for finding, _ in items}))}
    return [make_result(finding, accepted, index[finding.code], view) for finding, accepted in items]


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
