"""The text format of a comparison: what a change did, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from stackfit.model.difference import ComponentChange, CriterionChange, Difference
from stackfit.model.kinds import Side, Verdict
from stackfit.report import diff_words as words
from stackfit.report.canvas import DIM, SEVERITY_STYLES, VERDICT_STYLES, Canvas
from stackfit.report.selection import worst_first
from stackfit.report.text_coverage import describe_coverage
from stackfit.report.text_findings import list_findings
from stackfit.report.view import View
from stackfit.report.words import RUNTIMES, SIDES, plural

COMPONENTS = 8
CRITERIA = 5
CAUSES = 3
FIXED = 10
_NAME = 15
_MARK = 10


def render_diff_text(difference: Difference, view: View) -> str:
    """Header, components that changed, new findings, fixed ones, coverage."""
    canvas = Canvas(view)
    return canvas.draw(_blocks(difference, canvas))


def _blocks(difference: Difference, canvas: Canvas) -> Iterator[RenderableType]:
    view, before, after = canvas.view, difference.before, difference.after
    verdict = _verdict(before.summary.verdict, after.summary.verdict, canvas)
    yield canvas.text((view.name, "bold"), ": ", *verdict)
    yield canvas.text(words.sides(difference))
    yield canvas.text(words.counts(difference))
    made = f"stackfit {after.version}{view.dot}scoring profile {after.scoring_profile}{view.dot}as of {after.as_of}"
    yield canvas.text((made, DIM))
    changes = words.moved(difference)
    shown = changes if view.verbose else changes[:COMPONENTS]
    for change in shown:
        yield canvas.text("")
        yield from _component(change, canvas)
    if len(changes) > len(shown):
        yield canvas.text("")
        more = plural(len(changes) - len(shown), "more changed component")
        yield canvas.text((f"and {more}: --verbose shows all", DIM))
    if not changes:
        yield canvas.text("")
        yield canvas.text("No component's profile, fit or verdict changed.")
    for group in words.group_new(difference):
        yield from list_findings(group.findings, canvas, title=group.title)
    yield from _fixed(difference, canvas)
    yield from describe_coverage(after.coverage, canvas)


def _verdict(before: Verdict, after: Verdict, canvas: Canvas) -> list[tuple[str, str]]:
    """One verdict where it stayed, else both."""
    now = (after.value, VERDICT_STYLES[after])
    return [now] if before is after else [(before.value, VERDICT_STYLES[before]), (f" {canvas.view.arrow} ", ""), now]


def _component(change: ComponentChange, canvas: Canvas) -> Iterator[RenderableType]:
    item, arrow = change.component, canvas.view.arrow
    own = item.profile.component
    status = f"  {change.status}" if change.status != "changed" else ""
    yield canvas.text((own.name or own.path, "bold"), f"  {words.describe(item.profile)}", (status, "bold"))
    yield canvas.indent(canvas.text(*_fits(change, canvas)), 2)
    for fact in words.facts(change, arrow):
        yield canvas.indent(canvas.text(fact), 2)
    criteria = words.marks(change)
    shown = criteria if canvas.view.verbose else criteria[:CRITERIA]
    if shown:
        table, told = canvas.grid(_NAME, _MARK, None, indent=2), words.Told(change)
        for criterion in shown:
            table.add_row("", *_criterion(criterion, told, canvas))
        yield table


def _fits(change: ComponentChange, canvas: Canvas) -> Iterator[str | tuple[str, str]]:
    """Both fits, the one in use first, and the verdict."""
    item, arrow = change.component, canvas.view.arrow
    before, after = change.before or item, change.after or item
    side = item.profile.runtime.side
    if side is None or item.fit.python is None:
        yield "not scored"
        return
    for which in (side, side.other):
        name = RUNTIMES[item.profile.runtime] if which is side else SIDES[which]
        yield f"{name} {words.figure(before.fit.of(which), after.fit.of(which), arrow)}{canvas.view.dot}"
    yield from _verdict(before.fit.verdict, after.fit.verdict, canvas)


def _criterion(item: CriterionChange, told: words.Told, canvas: Canvas) -> tuple[RenderableType, ...]:
    """A row: the criterion, the mark in use before and after, and what moved it."""
    before, after = item.of(told.own or Side.PYTHON)
    mark = words.pair(words.mark(before), words.mark(after), canvas.view.arrow)
    lines = []
    for cause, places in told.causes(item, everything=canvas.view.verbose, most=CAUSES):
        lines += [canvas.text(cause), *(canvas.text((place, DIM)) for place in places)]
    return canvas.text(item.id), canvas.text(mark), canvas.stack(lines or [canvas.text(("by the work it does", DIM))])


def _fixed(difference: Difference, canvas: Canvas) -> Iterator[RenderableType]:
    """What is gone, in brief."""
    if not difference.fixed:
        return
    yield canvas.text("")
    yield canvas.text(("Fixed or removed", "bold"), f"  {len(difference.fixed):,}")
    table = canvas.grid(7, None, indent=2)
    ranked = worst_first(difference.fixed)
    shown = ranked if canvas.view.verbose else ranked[:FIXED]
    for finding in shown:
        head = canvas.text(f"{finding.code} {finding.message}")
        word = canvas.text((finding.severity.value, SEVERITY_STYLES[finding.severity]))
        table.add_row("", word, canvas.stack(canvas.cited(head, finding.location, canvas.view.width - 12)))
    yield table
    if len(ranked) > len(shown):
        yield canvas.text((f"and {len(ranked) - len(shown):,} more: --verbose shows all", DIM))
