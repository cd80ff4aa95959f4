"""The end of the text report: how much was seen, what was not, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType

from stackfit.model.report import Coverage, Report
from stackfit.report.canvas import DIM, Canvas
from stackfit.report.words import percent, plural

ERRORS = 5


def describe_coverage(coverage: Coverage, canvas: Canvas) -> Iterator[RenderableType]:
    """Files read, parsed and skipped, calls followed, errors."""
    yield canvas.text("")
    facts = [f"{plural(coverage.files_read, 'file')} read, {coverage.files_parsed:,} of them parsed for facts"]
    calls = coverage.calls_resolved + coverage.calls_unresolved
    if calls:
        facts.append(f"{percent(coverage.calls_resolved / calls)} of {plural(calls, 'call')} followed")
    if coverage.chains_cut:
        facts.append(f"{plural(coverage.chains_cut, 'call chain')} given up")
    table = canvas.grid(8, None)
    table.add_row(canvas.text(("Coverage", "bold")), canvas.text("; ".join(facts)))
    reasons = Counter(skip.reason for skip in coverage.skipped)
    if reasons:
        names = ", ".join(f"{count:,} {reason}" for reason, count in sorted(reasons.items()))
        table.add_row("", canvas.text((f"Skipped: {names}", DIM)))
    shown = coverage.errors if canvas.view.verbose else coverage.errors[:ERRORS]
    for error in shown:
        table.add_row("", canvas.text(("not read  ", "yellow"), f"{error.path}:{error.line}  {error.message}"))
    left = len(coverage.errors) - len(shown)
    if left:
        table.add_row("", canvas.text((f"and {left} more that could not be read: --verbose lists them", DIM)))
    yield table


def next_steps(report: Report, canvas: Canvas) -> Iterator[RenderableType]:
    """Commands that lead on from here."""
    steps: list[tuple[str, str]] = []
    if report.findings:
        code = max(report.findings, key=lambda finding: finding.severity.rank).code
        steps.append((f"stackfit explain {code}", "what the rule means and what to do instead"))
    if report.summary.primary_workload != "unknown":
        steps.append((f"stackfit explain {report.summary.primary_workload}", "what this workload is, what it weighs"))
    if report.components and not canvas.view.verbose:
        steps.append(("--verbose", "every component and criterion with its evidence"))
    if report.components:
        steps.append(("--format json", "the same for programs, complete"))
    if not steps:
        return
    yield canvas.text("")
    table = canvas.grid(max(len(canvas.view.clean(command)) for command, _ in steps), None)
    table.columns[0].no_wrap = True
    yield canvas.text(("Next", "bold"))
    for command, what in steps:
        table.add_row(canvas.text((command, "bold cyan")), canvas.text((what, DIM)))
    yield canvas.indent(table, 2)
