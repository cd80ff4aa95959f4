"""Findings in the text report: errors and warnings in full, the gravest file first, infos in brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType

from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.report.canvas import DIM, SEVERITY_STYLES, Canvas
from stackfit.report.words import count_words, plural

FULL = 25
BRIEF = 8
RELATED = 3
DEEPEST = 6
AGAIN = 12


def list_findings(findings: Sequence[Finding], canvas: Canvas, title: str = "Findings") -> Iterator[RenderableType]:
    """Every finding, up to a few screenfuls unless all are wanted."""
    if not findings:
        return
    yield canvas.text("")
    yield canvas.text((title, "bold"), f"  {count_words(findings)}")
    verbose = canvas.view.verbose
    graver = [item for item in findings if verbose or item.severity is not Severity.INFO]
    infos = [item for item in findings if not verbose and item.severity is Severity.INFO]
    shown = _gravest_first(graver)[: len(graver) if verbose else FULL]
    yield from _in_full(shown, canvas)
    yield from _in_brief(infos[:BRIEF], canvas)
    left = len(findings) - len(shown) - len(infos[:BRIEF])
    if left:
        yield canvas.text("")
        more = plural(left, "more finding")
        yield canvas.text((f"and {more}, none graver: --verbose shows all, --format concise a line for each", DIM))


def _in_full(findings: Sequence[Finding], canvas: Canvas) -> Iterator[RenderableType]:
    told: set[tuple[str, str]] = set()
    for _, group in groupby(findings, key=lambda finding: finding.location.path):
        yield canvas.text("")
        for finding, *same in _alike(group, fold=not canvas.view.verbose):
            yield _finding(finding, canvas, hint=(finding.code, finding.hint) not in told, same=same)
            told.add((finding.code, finding.hint))


def _alike(findings: Iterable[Finding], *, fold: bool) -> list[list[Finding]]:
    """Put the findings of a file together that say the same of different lines; those with a chain stand alone."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        alone = not fold or len(finding.chain) > 1 or finding.related
        key = number if alone else (finding.code, finding.message, finding.severity, finding.confidence)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _in_brief(findings: Sequence[Finding], canvas: Canvas) -> Iterator[RenderableType]:
    """Two lines for each: what may be known, not what must be done."""
    if not findings:
        return
    yield canvas.text("")
    table = canvas.grid(7, None, indent=2)
    for finding in findings:
        head = canvas.text(f"{finding.code} {finding.message}")
        word = canvas.text((finding.severity.value, SEVERITY_STYLES[finding.severity]))
        table.add_row("", word, canvas.stack(canvas.cited(head, finding.location, canvas.view.width - 12)))
    yield table


def _gravest_first(findings: Sequence[Finding]) -> list[Finding]:
    """Files by their gravest finding, then by name; findings in a file by line."""
    worst: dict[str, int] = {}
    for finding in findings:
        path = finding.location.path
        worst[path] = max(worst.get(path, 0), finding.severity.rank)
    return sorted(findings, key=lambda finding: (-worst[finding.location.path], finding.sort_key))


def _finding(finding: Finding, canvas: Canvas, *, hint: bool, same: Sequence[Finding] = ()) -> RenderableType:
    """One finding: what, where (and where again), how the code gets there, what to do."""
    style = SEVERITY_STYLES[finding.severity]
    table = canvas.grid(7, None, indent=2)
    details = [canvas.text((finding.code, "bold"), f" {finding.message}"), *_details(finding, canvas)]
    if same:
        word = "line" if len(same) == 1 else "lines"
        numbers = [str(item.location.line) for item in same[:AGAIN]]
        rest = f" and {len(same) - AGAIN} more" if len(same) > AGAIN else ""
        details.append(canvas.text((f"the same again: {word} {', '.join(numbers)}{rest}", DIM)))
    table.add_row("", canvas.text((finding.severity.value, style)), canvas.stack(details))
    if hint and finding.hint:
        table.add_row("", canvas.text(("help", "green")), canvas.text(finding.hint))
    return table


def _details(finding: Finding, canvas: Canvas) -> list[RenderableType]:
    told = not finding.symbol or finding.symbol in finding.message or len(finding.chain) > 1
    symbol = "" if told or "<anonymous>" in finding.symbol else f"  in {finding.symbol}"
    unsure = "" if finding.confidence is Confidence.DEFINITE else f"  ({finding.confidence.value})"
    place = canvas.place(finding.location, column=True)
    lines: list[RenderableType] = [canvas.text(place, (symbol, DIM), (unsure, DIM))]
    if len(finding.chain) > 1:
        lines += _chain(finding, canvas)
    if finding.others:
        reach = "reaches" if finding.others == 1 else "reach"
        lines.append(canvas.text((f"{plural(finding.others, 'more entry point')} {reach} the same call", DIM)))
    related = finding.related if canvas.view.verbose else finding.related[:RELATED]
    lines += [canvas.text((f"{item.what}  ", DIM), canvas.place(item.location)) for item in related]
    return lines


def _chain(finding: Finding, canvas: Canvas) -> list[RenderableType]:
    """The path from the loop's entry to the call, one step deeper each; a place in the finding's own file is a line."""
    lines: list[RenderableType] = []
    for depth, step in enumerate(finding.chain):
        place = canvas.place(step.location)
        if step.location.path == finding.location.path:
            place = (f"line {step.location.line}", DIM)
        words = canvas.text(step.function or "module", f" {canvas.view.arrow} ", step.call, "  ", place)
        lines.append(canvas.indent(words, 2 * min(depth, DEEPEST)))
    return lines
