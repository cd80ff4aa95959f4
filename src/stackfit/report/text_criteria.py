"""The criteria of one component: weight, both marks, and what lifted or lowered them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from stackfit.model.fit import CriterionScore, Lift
from stackfit.model.kinds import Side
from stackfit.model.report import ScoredComponent
from stackfit.report.canvas import DIM, Canvas
from stackfit.report.words import SIDES

INDENT = 2
LIFTS = 2
EVIDENCE = 5
_WIDTHS = (15, 6, 6, 7, None)
_BEFORE_WHY = INDENT + 15 + 6 + 6 + 7 + 10  # the columns and what stands between them


def describe_criteria(component: ScoredComponent, canvas: Canvas) -> Iterator[RenderableType]:
    """The criteria that tell the runtimes apart (all of them in detail), the even and unknown ones in a line."""
    scored = [item for item in component.fit.criteria if item.scored]
    verbose = canvas.view.verbose
    shown = [item for item in scored if verbose or _tells(item)]
    total = sum(item.weight for item in scored) or 1.0
    yield canvas.text("")
    table = canvas.grid(*_WIDTHS, indent=INDENT)
    heads = ("Criterion", "weight", "Python", "Node.js", "lifted or lowered by")
    table.add_row("", *(canvas.text((head, DIM)) for head in heads))
    for item in shown:
        table.add_row("", *_row(item, total, component, canvas))
    yield table
    even = [item.id for item in scored if item not in shown]
    unknown = [item.id for item in component.fit.criteria if not item.scored]
    for label, names in (("Even", even), ("Without evidence, not counted", unknown)):
        if names:
            yield canvas.indent(canvas.text((f"{label}: {', '.join(names)}", DIM)), INDENT)


def _tells(item: CriterionScore) -> bool:
    """Whether the marks differ or anything moved them."""
    return round(item.python - item.node, 2) != 0 or bool(item.mitigations or item.aggravations)


def _row(item: CriterionScore, total: float, component: ScoredComponent, canvas: Canvas) -> tuple[RenderableType, ...]:
    own = component.profile.runtime.side
    marks = (
        canvas.text((f"{100 * mark:.0f}".rjust(width), "bold" if side is own else ""))
        for side, mark, width in ((Side.PYTHON, item.python, 6), (Side.NODE, item.node, 7))
    )
    return (
        canvas.text(item.id),
        canvas.text(f"{100 * item.weight / total:.0f}%".rjust(6)),
        *marks,
        _why(item, own, canvas),
    )


def _why(item: CriterionScore, own: Side | None, canvas: Canvas) -> RenderableType:
    """What moved the marks: of the runtime in use only, unless everything is wanted."""
    lifts = (*item.aggravations, *item.mitigations)
    if not canvas.view.verbose:
        shown = [lift for lift in lifts if lift.side is own][:LIFTS]
        return canvas.stack([line for lift in shown for line in _lift(lift, canvas, named=False)])
    lines = [line for lift in lifts for line in _lift(lift, canvas, named=True)]
    lines += [canvas.text((item.note, DIM))] if item.note else []
    for evidence in item.evidence[:EVIDENCE]:
        lines += canvas.cited(canvas.text((evidence.what, DIM)), evidence.location, _room(canvas))
    return canvas.stack(lines)


def _lift(lift: Lift, canvas: Canvas, *, named: bool) -> list[Text]:
    """One mitigation or aggravation with its first place."""
    style = "green" if lift.amount > 0 else "red"
    who = f" {SIDES[lift.side]}:" if named else ""
    words = canvas.text((f"{100 * lift.amount:+.0f}".rjust(3), style), f"{who}  {lift.what}")
    return canvas.cited(words, lift.evidence[0].location, _room(canvas)) if lift.evidence else [words]


def _room(canvas: Canvas) -> int:
    return canvas.view.width - _BEFORE_WHY
