"""The markdown format: a report for pull request comments and step summaries, within their limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stackfit.model.report import Report
from stackfit.report.markdown_components import describe_components
from stackfit.report.markdown_findings import FindingLines
from stackfit.report.markdown_text import prose
from stackfit.report.selection import select_components
from stackfit.report.view import View
from stackfit.report.words import count_words, percent, plural, runtime_name

# GitHub takes 65,536 characters in a comment and 1 MiB in a step summary; this leaves room for what others add.
LIMIT = 60_000
_CLOSING = 6_000
OPEN = 15
MARKER = "<!-- stackfit report -->"


class Page:
    """Lines up to a number of characters; what does not fit is refused as a whole."""

    def __init__(self, limit: int) -> None:
        self.lines: list[str] = []
        self._left = limit

    def add(self, *lines: str) -> bool:
        """Add lines that belong together, unless they do not fit any more."""
        size = sum(len(line) + 1 for line in lines)
        if size > self._left:
            self._left = 0
            return False
        self._left -= size
        self.lines.extend(lines)
        return True


def render_markdown(report: Report, view: View) -> str:
    """Verdict, components, findings worst first, coverage. Everything from the repository is escaped."""
    page = Page(LIMIT - _CLOSING)
    page.add(*_header(report, view))
    for block in describe_components(report):
        page.add(*block)
    lines = FindingLines(report, view)
    graver, notes = list(lines.graver()), list(lines.notes())
    left = _add_section(page, graver[:OPEN], ("", "### Findings", ""), ())
    for title, blocks in (("more error or warning", graver[OPEN:]), ("note", notes)):
        head = ("", f"<details><summary>{_count(len(blocks), title)}</summary>", "")
        left += len(blocks) if left else _add_section(page, blocks, head, ("", "</details>"))
    return "".join(f"{line}\n" for line in (*page.lines, *_omission(left), *_closing(report), *lines.targets()))


def _add_section(page: Page, blocks: Sequence[list[str]], head: tuple[str, ...], tail: tuple[str, ...]) -> int:
    """Add findings under a heading, and say how many did not fit."""
    if not blocks or not page.add(*head):
        return len(blocks)
    left = sum(not page.add(*block) for block in blocks)
    page.lines.extend(tail)
    return left


def _count(count: int, noun: str) -> str:
    return plural(count, noun).replace("error or warnings", "errors and warnings")


def _header(report: Report, view: View) -> Iterator[str]:
    """The repository in two lines."""
    summary = report.summary
    yield MARKER
    yield f"## stackfit: {prose(view.name)}: {summary.verdict.value}"
    yield ""
    facts = [" + ".join(runtime_name(name) for name in summary.runtimes)]
    if summary.primary_workload != "unknown" and summary.workloads:
        facts.append(f"{summary.primary_workload} {percent(summary.workloads[0][1])}")
    if report.components:
        production = select_components(report, everything=True).production
        facts += [plural(len(production), "component"), count_words(report.findings)]
    else:
        facts.append("No Python or Node.js code was found here")
    if report.accepted:
        facts.append(f"{plural(len(report.accepted), 'finding')} accepted in the baseline")
    yield " · ".join(fact for fact in facts if fact)


def _omission(left: int) -> Iterable[str]:
    if left:
        yield ""
        yield (
            f"**{plural(left, 'more finding')} left out here, none graver than those above:** this page is kept within "
            "the size of a comment. The JSON and SARIF reports have them all."
        )


def _closing(report: Report) -> list[str]:
    """How much was seen, and by what the report was made."""
    coverage = report.coverage
    facts = f"{plural(coverage.files_read, 'file')} read"
    calls = coverage.calls_resolved + coverage.calls_unresolved
    if calls:
        facts += f", {percent(coverage.calls_resolved / calls)} of {plural(calls, 'call')} followed"
    if coverage.errors:
        facts += f", {plural(len(coverage.errors), 'part')} could not be read"
    profile = prose(report.scoring_profile)
    made = f"stackfit {report.version}, scoring profile {profile}, as of {report.as_of}"
    return ["", f"<sub>{made}; {facts}.</sub>"]
