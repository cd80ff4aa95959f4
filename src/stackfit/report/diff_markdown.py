"""The markdown format of a comparison: the comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from stackfit.model.difference import ComponentChange, Difference
from stackfit.model.finding import Finding
from stackfit.model.kinds import Side
from stackfit.model.report import Report
from stackfit.report import diff_words as words
from stackfit.report.markdown import LIMIT, Page
from stackfit.report.markdown_findings import FindingLines
from stackfit.report.markdown_text import prose
from stackfit.report.view import View
from stackfit.report.words import RUNTIMES, SIDES, plural

COMPONENTS = 20
CRITERIA = 5
CAUSES = 4
_CLOSING = 6_000
_HEAD = ("| Component | In use | Alternative | Verdict |", "|---|---|---|---|")
MARKER = "<!-- stackfit diff -->"


def render_diff_markdown(difference: Difference, view: View) -> str:
    """Verdict, components that changed and why, new findings worst first, fixed ones. All names are escaped."""
    page = Page(LIMIT - _CLOSING)
    page.add(*_header(difference, view))
    changes = words.moved(difference)
    if changes:
        page.add("", *_HEAD, *map(_row, changes[:COMPONENTS]))
    else:
        page.add("", "No component's profile, fit or verdict changed.")
    if len(changes) > COMPONENTS:
        page.add("", f"and {plural(len(changes) - COMPONENTS, 'more changed component')}.")
    for change in changes[:COMPONENTS]:
        page.add(*_why(change, named=len(changes) > 1))
    cited: dict[str, None] = {}
    notes: list[list[str]] = []
    left = 0
    for group in words.group_new(difference):
        lines = FindingLines(_report(difference, group.findings), view)
        left += _list(page, ("", f"### {group.title}", ""), list(lines.graver()))
        notes += lines.notes()
        cited.update(dict.fromkeys(lines.targets()))
    left += _fold(page, plural(len(notes), "new note"), notes)
    left += _fixed(page, difference, view, cited)
    closing = (*_omission(left), "", f"<sub>{_closing(difference)}</sub>", *cited)
    return "".join(f"{line}\n" for line in (*page.lines, *closing))


def _report(difference: Difference, findings: tuple[Finding, ...]) -> Report:
    return replace(difference.after, findings=findings)


def _header(difference: Difference, view: View) -> Iterator[str]:
    before, after = difference.before.summary.verdict, difference.after.summary.verdict
    yield MARKER
    yield f"## stackfit: {prose(view.name)}: {words.pair(before.value, after.value, '→')}"
    yield ""
    yield f"{words.counts(difference)} · {prose(words.sides(difference))}"


def _row(change: ComponentChange) -> str:
    item = change.component
    profile, own = item.profile, item.profile.component
    status = f" {change.status}" if change.status != "changed" else ""
    name = f"**{prose(own.name or own.path, 80)}**{status}<br>{prose(words.describe(profile))}"
    before, after = change.before or item, change.after or item
    side = profile.runtime.side
    if side is None or item.fit.python is None:
        return f"| {name} | - | - | not scored |"
    figures = [words.figure(before.fit.of(which), after.fit.of(which), "→") for which in (side, side.other)]
    verdict = words.pair(before.fit.verdict.value, after.fit.verdict.value, "→")
    return f"| {name} | {RUNTIMES[profile.runtime]} {figures[0]} | {SIDES[side.other]} {figures[1]} | {verdict} |"


def _why(change: ComponentChange, *, named: bool) -> Iterator[str]:
    """What moved the figures of one component."""
    told = words.Told(change)
    lines = [f"- {prose(fact)}" for fact in words.facts(change, "→")]
    for item in words.marks(change)[:CRITERIA]:
        causes = "; ".join(_cause(*cause) for cause in told.causes(item, everything=False, most=CAUSES))
        before, after = item.of(told.own or Side.PYTHON)
        mark = words.pair(words.mark(before), words.mark(after), "→")
        lines.append(f"- {item.id} {mark}: {causes or 'by the work it does'}")
    if lines:
        own = change.component.profile.component
        yield ""
        yield f"What moved {f'**{prose(own.name or own.path, 80)}**' if named else 'it'}:"
        yield ""
        yield from lines


def _cause(told: str, places: list[str]) -> str:
    return f"{prose(told)} ({prose(', '.join(places), 600)})" if places else prose(told)


def _list(page: Page, head: tuple[str, ...], blocks: list[list[str]]) -> int:
    """Add findings under a heading; say how many did not fit."""
    if not blocks or not page.add(*head):
        return len(blocks)
    return sum(not page.add(*block) for block in blocks)


def _fold(page: Page, title: str, blocks: list[list[str]]) -> int:
    """Add findings that are shown when asked for."""
    left = _list(page, ("", f"<details><summary>{title}</summary>", ""), blocks)
    if left < len(blocks):
        page.lines.extend(("", "</details>"))
    return left


def _fixed(page: Page, difference: Difference, view: View, cited: dict[str, None]) -> int:
    """The fixed findings in brief, at their places in the base."""
    host = view.source_url.rstrip("/").rpartition("/")[0]
    old = replace(view, source_url=f"{host}/{difference.base.commit}/") if host else view
    plain = tuple(replace(item, hint="", related=(), chain=()) for item in difference.fixed)
    lines = FindingLines(_report(difference, plain), old)
    left = _fold(page, f"{len(plain):,} fixed or removed", [*lines.graver(), *lines.notes()])
    cited.update(dict.fromkeys(lines.targets()))
    return left


def _omission(left: int) -> Iterable[str]:
    if left:
        yield ""
        yield f"**{plural(left, 'finding')} left out here:** this page is kept within the size of a comment."


def _closing(difference: Difference) -> str:
    after = difference.after
    facts = f"stackfit {after.version}, scoring profile {prose(after.scoring_profile)}, as of {after.as_of}"
    unread = len(difference.before.coverage.errors), len(after.coverage.errors)
    if any(unread):
        facts += f"; could not be read: {plural(unread[0], 'part')} before, {unread[1]:,} after"
    return f"{facts}."
