"""Findings in the Markdown report: one list item each, with the chain of calls and the advice below it."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.report import Report
from stackfit.model.source import Location
from stackfit.report.markdown_text import code, link, prose
from stackfit.report.sarif_result import make_uri
from stackfit.report.selection import worst_first
from stackfit.report.view import View
from stackfit.report.words import plural

RELATED = 3
STEPS = 12


class FindingLines:
    """The findings of a report as blocks of lines; advice is given once."""

    def __init__(self, report: Report, view: View) -> None:
        self._findings = worst_first(report.findings)
        self._urls = {rule.code: rule.help_url for rule in report.rules}
        self._view = view
        self._told: set[tuple[str, str]] = set()
        self._cited: set[str] = set()

    def graver(self) -> Iterator[list[str]]:
        """Errors and warnings, worst first."""
        for finding in self._findings:
            if finding.severity is not Severity.INFO:
                yield list(self._item(finding))

    def notes(self) -> Iterator[list[str]]:
        """The rest: what may be known, not what must be done."""
        for finding in self._findings:
            if finding.severity is Severity.INFO:
                yield list(self._item(finding))

    def targets(self) -> Iterator[str]:
        """Where the codes lead to: said once, at the end of the page."""
        if self._cited:
            yield ""
        for rule in sorted(self._cited):
            yield f"[{rule}]: {self._urls[rule]}"

    def _item(self, finding: Finding) -> Iterator[str]:
        unsure = "" if finding.confidence is Confidence.DEFINITE else f", {finding.confidence.value}"
        place = self._place(finding.location)
        yield f"- **{finding.severity.value}** {place} {prose(finding.message)} ({self._rule(finding)}{unsure})"
        if len(finding.chain) > 1:
            yield f"  - {self._chain(finding)}"
        for item in finding.related[:RELATED]:
            yield f"  - {prose(item.what)}: {self._place(item.location)}"
        if finding.hint and (finding.code, finding.hint) not in self._told:
            self._told.add((finding.code, finding.hint))
            yield f"  - Help: {prose(finding.hint, 1_000)}"

    def _rule(self, finding: Finding) -> str:
        if not self._urls.get(finding.code):
            return finding.code
        self._cited.add(finding.code)
        return f"[{finding.code}]"

    def _chain(self, finding: Finding) -> str:
        """The way from the entry on the event loop to the guilty call, and how many more lead there."""
        steps = [f"{code(item.function or 'module')} {self._step(item.location)}" for item in finding.chain[:STEPS]]
        cut = " → …" if len(finding.chain) > STEPS else ""
        others = f"; {plural(finding.others, 'more entry point')} to the same call" if finding.others else ""
        return f"{' → '.join(steps)}{cut} → {code(finding.chain[-1].call)}{others}"

    def _step(self, location: Location) -> str:
        """A place in brief: where a reader can click, the line is enough."""
        url = self._url(location)
        name = location.path.rpartition("/")[2]
        return f"({link(prose(f'{name}:{location.line}'), url)})"

    def _place(self, location: Location) -> str:
        return link(code(f"{self._view.from_top(location.path)}:{location.line}"), self._url(location))

    def _url(self, location: Location) -> str:
        if not self._view.source_url or location.path == ".":
            return ""
        # Brackets are escaped like all else, so a path cannot end the target.
        return f"{self._view.source_url}{make_uri(self._view.from_top(location.path))}#L{location.line}"
