"""The end of the text report: how much was seen, what was not, and what to do next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from stackfit.model.report import Coverage, Report
from stackfit.model.source import ReadError
from stackfit.report.canvas import DIM, PATH, Canvas
from stackfit.report.words import percent, plural

ERRORS = 5


def describe_coverage(coverage: Coverage, canvas: Canvas) -> Iterator[RenderableType]:
    """Files read, parsed and skipped, calls followed, errors."""
    yield canvas.text("")
    facts = [f"{plural(coverage.files_read, 'file')} read"]
    if coverage.files_parsed:
        facts[0] += f", {coverage.files_parsed:,} of them parsed for facts"
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
    for line in _errors(coverage.errors, canvas):
        table.add_row("", line)
    yield table


def _errors(errors: Sequence[ReadError], canvas: Canvas) -> Iterator[Text]:
    """What could not be read, alike messages together unless everything is wanted."""
    groups: dict[str, list[ReadError]] = {}
    for error in errors:
        key = f"{error.path}:{error.line} {error.message}" if canvas.view.verbose else error.message
        groups.setdefault(key, []).append(error)
    shown = list(groups.values())[: len(groups) if canvas.view.verbose else ERRORS]
    for group in shown:
        first, more = group[0], len(group) - 1
        tail = f" (and {plural(more, 'more place')})" if more else ""
        yield canvas.text(("!  ", "yellow"), (f"{first.path}:{first.line}", PATH), f"  {first.message}", (tail, DIM))
    if len(shown) < len(groups):
        yield canvas.text((f"and {len(groups) - len(shown)} more kinds of trouble: --verbose lists all", DIM))


def next_steps(report: Report, canvas: Canvas) -> Iterator[RenderableType]:
    """Commands that lead on from here."""
    steps: list[tuple[str, str]] = []
    place = f" {shlex.quote(canvas.view.prefix.rstrip('/'))}" if canvas.view.prefix else ""
    if report.findings:
        code = max(report.findings, key=lambda finding: finding.severity.rank).code
        steps.append((f"stackfit explain {code}", "what the rule means and what to do instead"))
    if report.summary.primary_workload != "unknown":
        steps.append((f"stackfit explain {report.summary.primary_workload}", "what this workload is, what it weighs"))
    if report.components and not canvas.view.verbose:
        steps.append((f"stackfit scan{place} --verbose", "every component and criterion with its evidence"))
    if report.components:
        steps.append((f"stackfit scan{place} --output html=report.html", "the same to click through and to pass on"))
    if report.components and not canvas.view.configured:
        steps.append((f"stackfit init{place}", "the same for each commit and pull request"))
    if report.findings and not canvas.view.configured:
        steps.append((f"stackfit baseline create{place}", "accept what there is today: only new findings count"))
    if not steps:
        return
    yield canvas.text("")
    table = canvas.grid(max(len(canvas.view.clean(command)) for command, _ in steps), None)
    table.columns[0].no_wrap = True
    yield canvas.text(("Next", "bold"))
    for command, what in steps:
        table.add_row(canvas.text((command, "bold cyan")), canvas.text((what, DIM)))
    yield canvas.indent(table, 2)
