"""The components that the text report does not describe in full: one row each."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from stackfit.model.kinds import Severity
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.vocabulary import APPLIES
from stackfit.report.canvas import DIM, VERDICT_STYLES, Canvas
from stackfit.report.selection import Selection, findings_in
from stackfit.report.words import RUNTIMES, percent, plural

ROWS = 20
_NARROWEST = 16


def list_components(chosen: Selection, report: Report, canvas: Canvas) -> Iterator[RenderableType]:
    """A row for each component that is not described, and a word on those that are left out."""
    if chosen.listed:
        yield canvas.text("")
        yield canvas.text(("Other components" if chosen.detailed else "Components", "bold"))
        rows = [_row(component, report, canvas) for component in chosen.listed[:ROWS]]
        heads = ("path", "kind", "runtime", "main work", "Py / Node", "verdict")
        rows.insert(0, tuple(canvas.text((head, DIM)) for head in heads))
        widths = [max(row[column].cell_len for row in rows) for column in range(len(heads))]
        room = canvas.view.width - 2 - sum(widths[1:]) - 2 * len(widths)
        table = canvas.grid(max(_NARROWEST, min(widths[0], room)), *widths[1:], indent=2)
        for row in rows:
            table.add_row("", *row)
        yield table
    left = len(chosen.listed) - ROWS
    if left > 0:
        yield canvas.indent(canvas.text((f"and {left} more: --verbose describes each, --format json has all", DIM)), 2)
    if chosen.aside and not canvas.view.quiet:
        yield canvas.text("")
        yield canvas.text((f"{plural(chosen.aside, 'component')} of tests, examples or docs not shown.", DIM))


def _row(component: ScoredComponent, report: Report, canvas: Canvas) -> tuple[Text, ...]:
    profile, fit = component.profile, component.fit
    first = next(iter(profile.workloads), None)
    clear = first is not None and first.confidence >= APPLIES
    work = f"{first.id} {percent(first.confidence)}" if first and clear else "-"
    figures = f"{fit.python:.0f} / {fit.node:.0f}" if fit.python is not None and fit.node is not None else "-"
    grave = findings_in(component, report)
    mark = " !" if grave[Severity.ERROR] or grave[Severity.WARNING] else ""
    return (
        canvas.text(profile.component.path, (mark, "bold red")),
        canvas.text(profile.kind.value),
        canvas.text(RUNTIMES[profile.runtime]),
        canvas.text(work),
        canvas.text(figures),
        canvas.text((fit.verdict.value, VERDICT_STYLES[fit.verdict])),
    )
