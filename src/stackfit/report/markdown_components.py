"""Components in the Markdown report: a table, what the verdict means, what would raise the fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import Runtime, Severity, Side
from stackfit.model.report import Report, ScoredComponent
from stackfit.report.markdown_text import prose
from stackfit.report.selection import findings_in, select_components
from stackfit.report.words import RUNTIMES, kind_name, percent, plural, verdict_sentence

ROWS = 30
ROOM = 20_000
NAME, PATH = 80, 200
WORKLOADS = 3
CHANGES = 3


def describe_components(report: Report) -> Iterator[list[str]]:
    """Blocks of lines, each to be shown whole or not at all."""
    chosen = select_components(report, everything=False)
    if not chosen.production:
        return
    ranked = (*chosen.detailed, *chosen.listed)
    rows = _fitting([_row(item, report) for item in ranked[:ROWS]])
    yield [
        "",
        "| Component | Runs on | Work | Python | Node.js | Verdict | Findings |",
        "|---|---|---|--:|--:|---|---|",
        *rows,
    ]
    if len(ranked) > len(rows):
        yield ["", f"and {plural(len(ranked) - len(rows), 'more component')}."]
    for component in chosen.detailed:
        yield ["", *_explain(component, named=len(ranked) > 1)]


def _fitting(rows: Sequence[str]) -> list[str]:
    """The first rows, as many as leave room for the findings."""
    ends = accumulate(len(row) + 1 for row in rows)
    return [row for row, end in zip(rows, ends, strict=True) if end <= ROOM]


def _row(component: ScoredComponent, report: Report) -> str:
    profile, fit = component.profile, component.fit
    own = profile.component
    place = "" if own.path == "." else f" in {prose(own.path, PATH)}"
    works = [f"{item.id} {percent(item.confidence)}" for item in profile.workloads if item.id in profile.workload_ids]
    counts = findings_in(component, report)
    found = ", ".join(plural(counts[severity], severity.value) for severity in Severity if counts[severity])
    cells = (
        f"**{prose(own.name or own.path, NAME)}**<br>{kind_name(profile.kind)}{place}",
        _runtime(profile),
        "<br>".join(works[:WORKLOADS]) or "not clear",
        _figure(component, Side.PYTHON),
        _figure(component, Side.NODE),
        fit.verdict.value if fit.python is not None else "not scored",
        found or "none",
    )
    return f"| {' | '.join(cells)} |"


def _runtime(profile: ProfiledComponent) -> str:
    version = f" {prose(profile.runtime_version, NAME)}" if profile.runtime_version else ""
    return f"{RUNTIMES[profile.runtime]}{version}" if profile.runtime is not Runtime.NONE else "-"


def _figure(component: ScoredComponent, side: Side) -> str:
    """The fit of one side, the one in use in bold."""
    fit = component.fit.of(side)
    if fit is None:
        return "-"
    return f"**{fit:.0f}**" if component.profile.runtime.side is side else f"{fit:.0f}"


def _explain(component: ScoredComponent, *, named: bool) -> Iterator[str]:
    own = component.profile.component
    name = f"**{prose(own.name or own.path, NAME)}**: " if named else ""
    yield f"{name}{verdict_sentence(component)}"
    if component.fit.changes:
        yield ""
        yield "What would raise this fit:"
        yield ""
    for change in component.fit.changes[:CHANGES]:
        news = change.verdict is not None and change.verdict is not component.fit.verdict
        verdict = f"; the verdict would be {change.verdict.value}" if change.verdict and news else ""
        yield f"- +{change.gain:.1f} {prose(change.what)} ({change.criterion}, {change.effort} effort{verdict})"
