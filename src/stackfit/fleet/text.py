"""The overview for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from stackfit.fleet.database import Row
from stackfit.fleet.overview import Change, Overview
from stackfit.model.kinds import Severity, Verdict
from stackfit.report.canvas import DIM, SEVERITY_STYLES, VERDICT_STYLES, Canvas
from stackfit.report.view import View
from stackfit.report.words import plural, runtime_name

VERDICTS = ("misfit", "strained", "fits", "unknown")
Rows = Sequence[tuple[object, ...]]

_ROWS = 15
_NARROWEST = 16
_STYLES = {
    **{verdict.value: VERDICT_STYLES[verdict] for verdict in Verdict},
    **{severity.value: SEVERITY_STYLES[severity] for severity in Severity},
}


def render_text(overview: Overview, view: View) -> str:
    """The overview as text, coloured where the view says so."""
    canvas = Canvas(view)
    return canvas.draw([*_head(overview, canvas), *_tables(overview, canvas), *_change(overview.change, canvas)])


def _head(overview: Overview, canvas: Canvas) -> Iterator[RenderableType]:
    totals, run, dot = overview.totals, overview.run, canvas.view.dot
    told = [count_repositories(totals["repositories"])]
    told += [f"{totals['failed']:,} failed"] if totals["failed"] else []
    told += [f"{totals['reused']:,} unchanged"] if totals["reused"] else []
    size = f"{plural(totals['components'], 'component')}{dot}{totals['lines']:,} lines"
    yield canvas.text((", ".join(told), "bold"), f"{dot}{size}")
    yield canvas.text((f"run {run['run']}{dot}as of {run['as_of']}", DIM))
    if not run["finished"]:
        words = f"Not finished: {totals['repositories']:,} of {count_repositories(run['asked'])} are in it."
        yield canvas.text((words, "yellow"))
    counts = [
        (f"{overview.verdicts[name]:,} {name}  ", _STYLES[name]) for name in VERDICTS if name in overview.verdicts
    ]
    findings = f"{plural(totals['errors'], 'error')}, {plural(totals['warnings'], 'warning')}"
    yield canvas.text(*counts, findings)


def _tables(overview: Overview, canvas: Canvas) -> Iterator[RenderableType]:
    heads: tuple[str, ...] = ("repository", "work", "runtime", "fit", "errors", "warnings", "verdict")
    rows: Rows = [_repository(row) for row in overview.repositories[:_ROWS]]
    yield from _table(canvas, "Repositories, those in trouble first", heads, rows)
    yield from _more(canvas, overview.totals["repositories"] - overview.totals["failed"] - len(rows))
    rows = [(row["name"], row["error_kind"], row["error"]) for row in overview.failures[:_ROWS]]
    yield from _table(canvas, "Could not be scanned", ("repository", "why", "message"), rows)
    yield from _more(canvas, overview.totals["failed"] - len(rows))
    heads = ("work", *map(runtime_name, overview.runtimes))
    rows = [(work, *(cells.get(name, "") for name in overview.runtimes)) for work, cells in overview.work.items()]
    yield from _table(canvas, "Work against runtime: components, and their mean fit", heads, rows)
    heads = ("code", "name", "severity", "repositories", "findings")
    rows = [tuple(row[head] for head in heads) for row in overview.worst[:_ROWS]]
    yield from _table(canvas, "Worst findings", heads, rows)
    rows = [(row["code"], row["repositories"], row["message"]) for row in overview.ended[:_ROWS]]
    yield from _table(canvas, "At the end of its life", ("code", "repositories", "what"), rows)
    names = ", ".join(f"{row['name']} {row['repositories']:,}" for row in overview.technologies[:30])
    if names:
        yield from _titled(canvas, "Technologies in use, in how many repositories")
        yield canvas.indent(Text(canvas.view.clean(names, 5_000)), 2)


def _change(change: Change | None, canvas: Canvas) -> Iterator[RenderableType]:
    if change is None:
        return
    yield from _titled(canvas, f"Since run {change.run}")
    parts = (f"{change.added:,} added", f"{change.gone:,} gone", f"{change.rescanned:,} scanned anew")
    findings = "; ".join(f"{what} findings: {change.count(what)}" for what in ("new", "gone"))
    yield canvas.indent(canvas.text(f"{', '.join(parts)}; {findings}"), 2)
    for title, rows in (("worse", change.worse), ("better", change.better)):
        for row in rows[:_ROWS]:
            step = (row["verdict_before"], f" {canvas.view.arrow} ", (row["verdict_now"], _STYLES[row["verdict_now"]]))
            yield canvas.indent(canvas.text(f"{title}: {row['name']}: ", *step), 2)
        yield from _more(canvas, len(rows) - _ROWS)


def count_repositories(count: int) -> str:
    """A number of repositories in words."""
    return f"{count:,} repository" if count == 1 else f"{count:,} repositories"


def _repository(row: Row) -> tuple[object, ...]:
    runtimes = ", ".join(map(runtime_name, row["runtimes"])) or "-"
    fit = "-" if row["fit"] is None else f"{row['fit']:.0f}"
    return (row["name"], row["workload"], runtimes, fit, row["errors"], row["warnings"], row["verdict"])


def _table(
    canvas: Canvas, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> Iterator[RenderableType]:
    if not rows:
        return
    yield from _titled(canvas, title)
    cells = [[canvas.text((head, DIM)) for head in heads]]
    cells += [[canvas.text((str(value), _STYLES.get(str(value), ""))) for value in row] for row in rows]
    widths = [max(row[column].cell_len for row in cells) for column in range(len(heads))]
    widest = widths.index(max(widths))  # gives way where the terminal is narrow
    room = canvas.view.width - 2 - sum(widths) + widths[widest] - 2 * len(widths)
    widths[widest] = max(_NARROWEST, min(widths[widest], room))
    table = Table.grid(padding=(0, 2, 0, 0))
    for column, width in enumerate(widths):
        figures = all(isinstance(row[column], int) for row in rows)
        table.add_column(justify="right" if figures else "left", overflow="ellipsis", no_wrap=True, width=width)
    for line in cells:
        table.add_row(*line)
    yield canvas.indent(table, 2)


def _titled(canvas: Canvas, title: str) -> Iterator[RenderableType]:
    yield canvas.text("")
    yield canvas.text((title, "bold"))


def _more(canvas: Canvas, count: int) -> Iterator[RenderableType]:
    if count > 0:
        words = f"and {count_repositories(count)} more: the page and `stackfit fleet query` have them"
        yield canvas.indent(canvas.text((words, DIM)), 2)
