"""One component in the text report: what it is, what it does, how well its runtime fits, what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence, WorkloadLabel
from stackfit.model.kinds import EvidenceSource, Runtime, Verdict
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.vocabulary import APPLIES
from stackfit.report.canvas import DIM, VERDICT_STYLES, Canvas
from stackfit.report.text_criteria import describe_criteria
from stackfit.report.words import RUNTIMES, SIDES, kind_name, percent, plural, verdict_sentence

FAINT = 0.25
FAINTER = 4
CHANGES = 3
INDENT = 2
_LABEL = 12
_TEXTS = frozenset((EvidenceSource.README, EvidenceSource.MANIFEST))
_BESIDE = INDENT + 10 + 4 + 8  # bar, percentage, and what stands between the columns


def describe_component(component: ScoredComponent, report: Report, canvas: Canvas) -> Iterator[RenderableType]:
    """The blocks of one component."""
    profile = component.profile
    yield canvas.text((_title(profile), "bold"), f"  {_subtitle(profile)}")
    facts = _facts(profile, canvas)
    if facts:
        yield canvas.indent(canvas.text((facts, DIM)), INDENT)
    yield from _work(profile, canvas)
    yield from _fit(component, canvas)
    if component.fit.python is not None:
        yield from describe_criteria(component, canvas)
        yield from _changes(component, canvas)


def _title(profile: ProfiledComponent) -> str:
    own = profile.component
    return own.name or own.path


def _subtitle(profile: ProfiledComponent) -> str:
    """Kind, runtime and place."""
    runtime = RUNTIMES[profile.runtime] + (f" {profile.runtime_version}" if profile.runtime_version else "")
    place = "" if profile.component.path == "." else f" in {profile.component.path}"
    where = "in" if profile.runtime is Runtime.BROWSER else "on"
    return (
        f"{kind_name(profile.kind)} {where} {runtime}{place}"
        if profile.runtime is not Runtime.NONE
        else (f"{kind_name(profile.kind)}{place}")
    )


def _facts(profile: ProfiledComponent, canvas: Canvas) -> str:
    """Frameworks, concurrency, WebSocket use and size, in one line."""
    files = sum(count.files for count in profile.languages)
    socket = profile.websocket
    facts = [
        ", ".join(profile.frameworks),
        " + ".join(profile.concurrency),
        f"WebSocket {' and '.join(socket.sides)}".strip() if socket.used else "",
        f"{plural(files, 'file')}, {plural(profile.lines, 'line')}" if files else "",
    ]
    return (canvas.view.dot if canvas.view.unicode else "; ").join(fact for fact in facts if fact)


def _work(profile: ProfiledComponent, canvas: Canvas) -> Iterator[RenderableType]:
    """The workloads as bars with their best evidence."""
    if not profile.workloads:
        return
    yield canvas.text("")
    clear = [label for label in profile.workloads if label.confidence >= APPLIES]
    shown = list(profile.workloads) if canvas.view.verbose else clear or list(profile.workloads[:1])
    width = max(_LABEL, *(len(label.id) for label in shown))
    table = canvas.grid(width, 10, 4, None, indent=INDENT)
    for label in shown:
        style = "" if label.confidence >= APPLIES else DIM
        cells = (canvas.text((label.id, style)), canvas.text((canvas.view.bar(label.confidence), style or "blue")))
        proof = _proof(label, canvas, canvas.view.width - width - _BESIDE)
        table.add_row("", *cells, canvas.text(percent(label.confidence).rjust(4)), proof)
    yield table
    fainter = [label for label in profile.workloads if label not in shown and label.confidence >= FAINT][:FAINTER]
    if not clear:
        yield canvas.indent(canvas.text(("No workload is clear: less than 50% is a guess.", DIM)), INDENT)
    elif fainter:
        names = ", ".join(f"{label.id} {percent(label.confidence)}" for label in fainter)
        yield canvas.indent(canvas.text((f"Less sure: {names}", DIM)), INDENT)


def _proof(label: WorkloadLabel, canvas: Canvas, room: int) -> RenderableType:
    """The best evidence of a workload; all of it in detail."""
    if canvas.view.verbose:
        cited = (canvas.cited(canvas.text(item.what), item.location, room) for item in label.evidence)
        return canvas.stack([line for lines in cited for line in lines])
    if not label.evidence:
        return canvas.text("")
    best, more = _best(label.evidence), len(label.evidence) - 1
    words = canvas.text(best.what, (f"  +{more} more" if more else "", DIM))
    return canvas.stack(canvas.cited(words, best.location, room))


def _best(evidence: Sequence[Evidence]) -> Evidence:
    """The strongest piece that code shows; what texts say only where there is no other."""
    return next((item for item in evidence if item.source not in _TEXTS), evidence[0])


def _fit(component: ScoredComponent, canvas: Canvas) -> Iterator[RenderableType]:
    """Both fits as bars, and the verdict in words."""
    profile, fit = component.profile, component.fit
    yield canvas.text("")
    own = profile.runtime.side
    if own is not None and fit.python is not None:
        table = canvas.grid(_LABEL, 10, 4, None, indent=INDENT)
        for side in (own, own.other):
            value = fit.of(side) or 0.0
            name = RUNTIMES[profile.runtime] if side is own else SIDES[side]
            what = "in use" if side is own else "as commonly built for this work"
            style = VERDICT_STYLES[fit.verdict].removeprefix("bold ") if side is own else DIM
            bar = canvas.text((canvas.view.bar(value / 100), style))
            table.add_row("", canvas.text(name), bar, canvas.text(f"{value:.0f}".rjust(4)), canvas.text((what, DIM)))
        yield table
    yield canvas.indent(canvas.text((verdict_sentence(component), VERDICT_STYLES[fit.verdict])), INDENT)
    if fit.robustness is not None:
        share = percent(fit.robustness)
        yield canvas.indent(
            canvas.text((f"The order of the two stays the same in {share} of weightings.", DIM)), INDENT
        )


def _changes(component: ScoredComponent, canvas: Canvas) -> Iterator[RenderableType]:
    """The cheapest changes by points gained."""
    changes = component.fit.changes
    if not changes:
        return
    yield canvas.text("")
    fits = component.fit.verdict is Verdict.FITS
    title = "What would raise this fit" if fits else "What would change this verdict"
    yield canvas.indent(canvas.text((title, "bold")), INDENT)
    table = canvas.grid(5, None, indent=INDENT)
    shown = changes if canvas.view.verbose else changes[:CHANGES]
    for item in shown:
        then = f"; then {item.verdict.value}" if item.verdict and item.verdict is not component.fit.verdict else ""
        what = canvas.text(item.what, (f"  ({item.criterion}, {item.effort} effort{then})", DIM))
        table.add_row("", canvas.text((f"+{item.gain:.1f}".rjust(5), "green")), what)
    yield table
