"""The github format: workflow commands that GitHub Actions shows as annotations, worst first and few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.report.safe import make_safe
from stackfit.report.selection import worst_first
from stackfit.report.view import View
from stackfit.report.words import call_words, plural

# GitHub shows ten annotations of each level for a step, and drops the rest without a word.
PER_LEVEL = 10
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
STEPS = 12


def render_github(report: Report, view: View) -> str:
    """A command per finding; a plain line says what is left out."""
    shown: Counter[Severity] = Counter()
    lines = []
    for finding in worst_first(report.findings):
        shown[finding.severity] += 1
        if shown[finding.severity] <= PER_LEVEL:
            lines.append(_command(finding, view))
    lines.extend(_omissions(shown))
    return "".join(f"{line}\n" for line in lines)


def _omissions(counts: Counter[Severity]) -> Iterator[str]:
    for severity, count in counts.items():
        if count > PER_LEVEL:
            more = plural(count - PER_LEVEL, f"more {severity.value}")
            yield f"stackfit: {more} without annotation: GitHub shows {PER_LEVEL} of a kind for each step"


def _command(finding: Finding, view: View) -> str:
    at = finding.location
    # Every value that could hold more than digits is escaped: a line that starts with `::` is a command to the runner.
    properties = (
        f"file={_property(view.from_top(at.path))},line={at.line},endLine={at.end_line},col={at.column},"
        f"title={_property(f'{finding.code} {finding.name}')}"
    )
    return f"::{COMMANDS[finding.severity]} {properties}::{'%0A'.join(_data(line) for line in _lines(finding))}"


def _lines(finding: Finding) -> Iterator[str]:
    yield finding.message
    if len(finding.chain) > 1:
        for step in finding.chain[:STEPS]:
            yield f"{call_words(step)} ({step.location.path}:{step.location.line})"
    if finding.hint:
        yield f"Help: {finding.hint}"


def _data(text: str) -> str:
    """Escape text for the message: percent signs, and line ends if any were left."""
    return make_safe(text, 1_000).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape text for a property, where colons and commas have a meaning, too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
