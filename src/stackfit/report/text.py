"""The text format: what a person reads first, on a terminal or in a log."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from stackfit.model.report import Report
from stackfit.report.canvas import DIM, VERDICT_STYLES, Canvas
from stackfit.report.selection import Selection, select_components
from stackfit.report.text_component import describe_component
from stackfit.report.text_coverage import describe_coverage, next_steps
from stackfit.report.text_findings import list_findings
from stackfit.report.text_table import list_components
from stackfit.report.view import View
from stackfit.report.words import count_words, percent, plural, runtime_name


def render_text(report: Report, view: View) -> str:
    """Header, components, findings, coverage, next steps."""
    canvas = Canvas(view)
    return canvas.draw(_blocks(report, canvas))


def _blocks(report: Report, canvas: Canvas) -> Iterator[RenderableType]:
    chosen = select_components(report, everything=canvas.view.verbose)
    yield from _header(report, chosen, canvas)
    if not report.components:
        yield canvas.text("")
        yield canvas.text("No Python or Node.js code was found here, so there is nothing to profile or to score.")
    for component in chosen.detailed:
        yield canvas.text("")
        yield from describe_component(component, report, canvas)
    yield from list_components(chosen, report, canvas)
    yield from list_findings(report.findings, canvas)
    yield from describe_coverage(report.coverage, canvas)
    if not canvas.view.quiet:
        yield from next_steps(report, canvas)


def _header(report: Report, chosen: Selection, canvas: Canvas) -> Iterator[RenderableType]:
    """The repository in two lines."""
    summary = report.summary
    yield canvas.text((canvas.view.name, "bold"), ": ", (summary.verdict.value, VERDICT_STYLES[summary.verdict]))
    facts = [" + ".join(runtime_name(name) for name in summary.runtimes)]
    if summary.primary_workload != "unknown" and summary.workloads:
        facts.append(f"{summary.primary_workload} {percent(summary.workloads[0][1])}")
    elif report.components:
        facts.append("no workload is clear")
    if report.components:
        facts += [plural(len(chosen.production), "component"), count_words(report.findings)]
    if report.accepted:
        facts.append(f"{len(report.accepted):,} accepted in the baseline")
    if any(facts):
        yield canvas.text(canvas.view.dot.join(fact for fact in facts if fact))
    yield canvas.text(
        (
            f"stackfit {report.version}{canvas.view.dot}scoring profile {report.scoring_profile}"
            f"{canvas.view.dot}as of {report.as_of}",
            DIM,
        )
    )
