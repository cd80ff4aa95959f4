"""A finding as a SARIF result: place, rank, chain of calls, fingerprint, suppression."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from stackfit.model.finding import ChainStep, Finding
from stackfit.model.kinds import Severity
from stackfit.report.safe import make_safe
from stackfit.report.view import View
from stackfit.report.words import call_words

BASE_ID = "%SRCROOT%"
FINGERPRINT = "stackfit/v1"
RELATED = 100
STEPS = 1_000
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def make_result(finding: Finding, accepted: str | None, rule_index: int, view: View) -> dict[str, Any]:
    """One result; with a text in `accepted`, empty or not, it is marked as suppressed for that reason."""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "rank": _rank(finding),
        "message": {"text": _message(finding)},
        "locations": [_place(finding, view)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "confidence": finding.confidence.value,
            "criteria": list(finding.criteria),
            "otherEntries": finding.others,
        },
    }
    if len(finding.chain) > 1:
        steps = [_step(step, depth, view) for depth, step in enumerate(finding.chain[:STEPS])]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": make_location(other.location.path, other.location.line, view),
                "message": {"text": plain(other.what)},
            }
            for number, other in enumerate(finding.related[:RELATED], 1)
        ]
    if accepted is not None:
        reason = plain(accepted) or "Accepted in the baseline"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def make_location(path: str, line: int, view: View, column: int = 0, end_line: int = 0) -> dict[str, Any]:
    """A physical location relative to the top of the repository."""
    region = {"startLine": line}
    if column:
        region["startColumn"] = column
    if end_line > line:
        region["endLine"] = end_line
    return {
        "artifactLocation": {"uri": make_uri(view.from_top(path)), "uriBaseId": BASE_ID},
        "region": region,
    }


def make_uri(path: str) -> str:
    """A relative URI reference: a colon, too, is escaped, or the path might pass for a scheme."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def plain(text: str, limit: int = 1_000) -> str:
    """Text of the repository for a plain-text message, in which SARIF knows links: `[words](target)`."""
    return make_safe(text, limit).replace("](", "] (")


def _message(finding: Finding) -> str:
    message = plain(finding.message)
    return f"{message}\nHelp: {plain(finding.hint)}" if finding.hint else message


def _rank(finding: Finding) -> float:
    """From 0 to 100: severity first, then confidence."""
    return round(100 * (3 * finding.severity.rank + finding.confidence.rank + 1) / 9, 1)


def _place(finding: Finding, view: View) -> dict[str, Any]:
    at = finding.location
    place: dict[str, Any] = {"physicalLocation": make_location(at.path, at.line, view, at.column, at.end_line)}
    if finding.symbol:
        place["logicalLocations"] = [{"fullyQualifiedName": make_safe(finding.symbol)}]
    return place


def _step(step: ChainStep, depth: int, view: View) -> dict[str, Any]:
    at = step.location
    return {
        "location": {
            "physicalLocation": make_location(at.path, at.line, view, at.column, at.end_line),
            "message": {"text": plain(call_words(step))},
        },
        "nestingLevel": depth,
        "importance": "essential",
    }
