"""Compares the scans of two states of a repository."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from stackfit.baseline import Entry, compare, make_entry
from stackfit.comparison import changed_lines, compare_components
from stackfit.discovery.tree import Tree
from stackfit.model.difference import Difference, NewFinding, Revision
from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.model.report import Report

Text = Callable[[str], "str | None"]


class Scanned(Struct, frozen=True, kw_only=True):
    """One state of the repository: what it is called, where its files are, what was found in it."""

    revision: Revision
    tree: Tree
    report: Report


def compare_scans(
    base: Scanned, head: Scanned, *, renamed: Mapping[str, str], merge_base: bool, changed_lines_only: bool = False
) -> Difference:
    """What changed from `base` to `head`; `renamed` gives the new paths of renamed files by their old ones."""
    known = (*base.report.findings, *(item.finding for item in base.report.accepted))
    matched = compare(head.report.findings, map(make_entry, known), renamed)
    judge = _Lines(base.tree, head.tree, renamed)
    new = [NewFinding(finding=finding, touched=judge.wrote(finding)) for finding in matched.fresh]
    for finding, entry in matched.accepted:
        was = Severity(entry.severity)
        if was.rank < finding.severity.rank:
            new.append(NewFinding(finding=finding, was=was, touched=judge.wrote(finding)))
    shown = [item for item in new if item.touched or not changed_lines_only]
    fixed = _findings_of(matched.unmatched, known)
    return Difference(
        base=base.revision,
        head=head.revision,
        before=base.report,
        after=head.report,
        new=tuple(sorted(shown, key=lambda item: item.finding.sort_key)),
        fixed=fixed,
        components=compare_components(
            base.report.components,
            head.report.components,
            renamed=renamed,
            new=[item.finding for item in new],
            fixed=fixed,
        ),
        merge_base=merge_base,
        left_out=len(new) - len(shown),
    )


def _findings_of(entries: Sequence[Entry], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that the entries were made of."""
    made: dict[Entry, list[Finding]] = defaultdict(list)
    for finding in reversed(findings):
        made[make_entry(finding)].append(finding)
    return tuple(sorted((made[entry].pop() for entry in entries), key=lambda finding: finding.sort_key))


class _Lines:
    """Knows which lines the change wrote; files are compared as they are asked for."""

    def __init__(self, base: Tree, head: Tree, renamed: Mapping[str, str]) -> None:
        self._base, self._head = base, head
        self._old_paths = {new: old for old, new in renamed.items()}
        self._known: dict[str, frozenset[int]] = {}

    def wrote(self, finding: Finding) -> bool:
        """Whether the change wrote a line of the finding, or one on its chain."""
        places = (finding.location, *(step.location for step in finding.chain))
        return any(not self._changed(place.path).isdisjoint(range(place.line, place.end_line + 1)) for place in places)

    def _changed(self, path: str) -> frozenset[int]:
        if path not in self._known:
            after = _text(self._head, path)
            before = _text(self._base, self._old_paths.get(path, path))
            self._known[path] = frozenset() if after is None else changed_lines(before, after)
        return self._known[path]


def _text(tree: Tree, path: str) -> str | None:
    try:
        return tree.read(path).decode("utf-8", "replace")
    except OSError:
        return None
