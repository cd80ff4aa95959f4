"""The junit format: XML for build servers that show test results; a finding is a test that failed."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.report.safe import make_safe
from stackfit.report.view import View
from stackfit.report.words import call_words


def render_junit(report: Report, view: View) -> str:
    """A suite per component, a case per finding; notes do not fail, and a clean component passes one case."""
    paths = sorted({item.profile.component.path for item in report.components} | {f.component for f in report.findings})
    suites = [(path, [item for item in report.findings if item.component == path]) for path in paths or ["."]]
    tests = sum(max(1, len(findings)) for _, findings in suites)
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append(f'<testsuites name="stackfit" tests="{tests}" failures="{_failures(report.findings)}" errors="0">')
    for path, findings in suites:
        lines.extend(_suite(path, findings, view))
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines)


def _failures(findings: Sequence[Finding]) -> int:
    return sum(item.severity is not Severity.INFO for item in findings)


def _suite(path: str, findings: Sequence[Finding], view: View) -> Iterator[str]:
    name = _escape(view.from_top(path))
    counts = f'tests="{max(1, len(findings))}" failures="{_failures(findings)}" errors="0" skipped="0"'
    yield f'  <testsuite name="{name}" {counts} time="0">'
    if not findings:
        yield f'    <testcase classname="{name}" name="no findings" time="0"/>'
    for finding in findings:
        yield from _case(finding, view)
    yield "  </testsuite>"


def _case(finding: Finding, view: View) -> Iterator[str]:
    at = finding.location
    path = _escape(view.from_top(at.path))
    name = _escape(f"{finding.code} {finding.name} at line {at.line}")
    yield f'    <testcase classname="{path}" name="{name}" file="{path}" line="{at.line}" time="0">'
    body = "\n".join(_escape(line) for line in _lines(finding, view))
    if finding.severity is Severity.INFO:
        yield f"      <system-out>{body}</system-out>"
    else:
        message, kind = _escape(finding.message), finding.severity.value
        yield f'      <failure type="{kind}" message="{message}">{body}</failure>'
    yield "    </testcase>"


def _lines(finding: Finding, view: View) -> Iterator[str]:
    at = finding.location
    yield f"{view.from_top(at.path)}:{at.line}:{at.column}: {finding.severity.value} {finding.code} {finding.message}"
    if len(finding.chain) > 1:
        for step in finding.chain:
            yield f"{call_words(step)} ({view.from_top(step.location.path)}:{step.location.line})"
    if finding.hint:
        yield f"Help: {finding.hint}"


def _escape(text: str) -> str:
    """Text for an element or an attribute; the two characters that XML does not know at all are replaced."""
    safe = make_safe(text, 1_000).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return html.escape(safe)
