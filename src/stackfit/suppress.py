"""Decides which findings are shown: selection, confidence, per-path ignores, roles and suppression comments."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from stackfit.config import Config, find_close
from stackfit.model.facts import Suppression
from stackfit.model.finding import Finding, make_fingerprint
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.model.source import Location, nearest_folder, split_lines

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

UNUSED_CODE = "SF001"
UNUSED_NAME = "unused-suppression"

WORDS = frozenset({"stackfit"})
"""What the text pass must look for, so that every file with a suppression comment is parsed."""

_COMMENT = re.compile(
    r"(?:#|//)\s{0,8}stackfit:\s{0,8}ignore(?:\[([\w\s,-]{0,200})\])?"
    r"(?:[^\r\n]{0,400}?\buntil=([\w-]{1,20}))?"
)
_ALONE = ("#", "//", "/*", "*", "{/*", "<!--", '"#')  # the last one in notebooks, whose lines are JSON strings

Text = Callable[[str], "str | None"]


class Sources(Struct, frozen=True, kw_only=True):
    """What suppression needs to know: comments and roles by path, a file's text, the codes and names of rules."""

    suppressions: Mapping[str, tuple[Suppression, ...]] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    text: Text = lambda path: None

    def comments(self, path: str) -> tuple[Suppression, ...]:
        """List the suppressions in a file; deployment files and the like are read as text."""
        known = self.suppressions.get(path)
        return known if known is not None else read_comments(self.text(path) or "")


def apply(
    findings: Iterable[Finding],
    *,
    config: Config,
    as_of: datetime.date,
    sources: Sources,
    settings: Mapping[str, Config] | None = None,
) -> tuple[Finding, ...]:
    """Keep the findings that are to be shown, and add one for each suppression in production code that does nothing.

    `settings` are those of components by path; elsewhere `config` holds.
    """
    own = settings or {}
    used: set[tuple[str, int]] = set()
    comments = _Comments(sources)
    kept = [finding for finding in findings if not _suppressed(finding, as_of, comments, used)]
    kept.extend(_unused(sources, as_of, used, own))
    specs: dict[str, GitIgnoreSpec] = {}
    shown = (item for item in kept if _is_asked_for(item, own.get(item.component, config), sources, specs))
    return tuple(sorted(shown, key=lambda finding: finding.sort_key))


def _is_asked_for(finding: Finding, config: Config, sources: Sources, specs: dict[str, GitIgnoreSpec]) -> bool:
    """Whether the settings let a finding be shown; `specs` remembers the globs that were compiled."""
    path = finding.location.path
    return (
        finding.confidence.rank >= config.min_confidence.rank
        and finding.severity.rank >= config.severity.rank
        and (config.tests or sources.roles.get(path, Role.PRODUCTION) is Role.PRODUCTION)
        and (not config.select or selects(config.select, finding))
        and not selects(config.ignore, finding)
        and not any(
            selects(item.selectors, finding) and _matches(item.pattern, config.base + path, specs)
            for item in config.per_path_ignores
        )
    )


def _matches(pattern: str, path: str, specs: dict[str, GitIgnoreSpec]) -> bool:
    if pattern not in specs:
        from pathspec import GitIgnoreSpec

        specs[pattern] = GitIgnoreSpec.from_lines([pattern])
    return specs[pattern].match_file(path)


def selects(selectors: Iterable[str], finding: Finding) -> bool:
    """Whether one of `selectors` (codes, criterion ids, severities) means this finding."""
    return any(
        selector == finding.code or selector in finding.criteria or selector == finding.severity.value
        for selector in selectors
    )


def read_comments(text: str) -> tuple[Suppression, ...]:
    """Read the suppression comments of a file that has no parser (Dockerfile, YAML, TOML)."""
    if "stackfit" not in text:
        return ()
    comments = []
    for number, line in enumerate(split_lines(text), 1):
        match = _COMMENT.search(line)
        if match:
            codes = tuple(code.strip() for code in (match[1] or "").split(",") if code.strip())
            comments.append(Suppression(line=number, codes=codes, reason="", until=match[2] or ""))
    return tuple(comments)


def _suppressed(finding: Finding, as_of: datetime.date, comments: _Comments, used: set[tuple[str, int]]) -> bool:
    """Whether a comment at the finding or at its entry's call hides it; such comments are noted in `used`."""
    places = {finding.location}
    if finding.chain:
        places.add(finding.chain[0].location)
    hidden = False
    for place in places:
        for comment in comments.covering(place):
            if _names(comment, finding):
                used.add((place.path, comment.line))
                hidden = hidden or _holds(comment, as_of)
    return hidden


def _names(comment: Suppression, finding: Finding) -> bool:
    """Whether the comment speaks of this finding's rule, by code or by name."""
    named = {code.upper() for code in comment.codes}
    return not named or finding.code in named or finding.name.upper() in named


class _Comments:
    """The comments of all files by line: a file may hold as many of them as findings."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._comments: dict[str, tuple[Suppression, ...]] = {}
        self._lines: dict[str, list[str]] = {}

    def covering(self, place: Location) -> Iterator[Suppression]:
        """Give the comments on one of the lines of `place`, and one alone on the line above."""
        path = place.path
        if path not in self._comments:
            self._comments[path] = tuple(sorted(self._sources.comments(path), key=_line_of))
        comments = self._comments[path]
        for comment in comments[bisect_left(comments, place.line - 1, key=_line_of) :]:
            if comment.line > place.end_line:
                break
            if comment.line >= place.line or self._is_alone(path, comment.line):
                yield comment

    def _is_alone(self, path: str, number: int) -> bool:
        if path not in self._lines:
            self._lines[path] = split_lines(self._sources.text(path) or "")
        lines = self._lines[path]
        return number <= len(lines) and lines[number - 1].lstrip().startswith(_ALONE)


def _line_of(comment: Suppression) -> int:
    return comment.line


def _holds(comment: Suppression, as_of: datetime.date) -> bool:
    """Whether the comment has not ended; one with a date that cannot be read hides nothing."""
    if not comment.until:
        return True
    try:
        return as_of <= datetime.date.fromisoformat(comment.until)
    except ValueError:
        return False


def _unused(
    sources: Sources, as_of: datetime.date, used: set[tuple[str, int]], components: Container[str]
) -> Iterable[Finding]:
    """Report the comments that hide nothing, and those that have ended."""
    seen: Counter[tuple[str, str]] = Counter()
    for path, comments in sorted(sources.suppressions.items()):
        if sources.roles.get(path, Role.PRODUCTION) is not Role.PRODUCTION:
            continue
        home = nearest_folder(path, components)
        for comment in comments:
            listed = ", ".join(comment.codes) or "everything"
            if (path, comment.line) not in used:
                message, hint = f"Suppression of {listed} hides nothing", _advise(comment, sources.rules)
            elif not _holds(comment, as_of):
                message = f"Suppression of {listed} does not hold on {as_of.isoformat()}: until={comment.until}"
                hint = "fix the finding, or set a new date (YYYY-MM-DD)"
            else:
                continue
            snippet = f"{listed} {comment.reason} {comment.until}"
            seen[path, snippet] += 1
            finding = _report(path, comment.line, message, hint, (snippet, seen[path, snippet]))
            yield replace(finding, component=home)


def _advise(comment: Suppression, rules: frozenset[str]) -> str:
    """What to do about a comment that hides nothing: it may name a rule that there is not."""
    known = {name.upper() for name in rules}
    unknown = next((code for code in comment.codes if rules and code.upper() not in known), None)
    if unknown is None:
        return "remove the comment"
    close = find_close(unknown, sorted(rules))
    return f"there is no rule {unknown}; " + (f"did you mean {close}?" if close else "`stackfit rules` lists them")


def _report(path: str, line: int, message: str, hint: str, place: tuple[str, int]) -> Finding:
    return Finding(
        snippet=place[0],
        fingerprint=make_fingerprint(UNUSED_CODE, path, "", *place),
        code=UNUSED_CODE,
        name=UNUSED_NAME,
        severity=Severity.INFO,
        confidence=Confidence.DEFINITE,
        location=Location(path=path, line=line),
        message=message,
        criteria=(),
        hint=hint,
    )
