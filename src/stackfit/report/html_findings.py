"""Findings as the page shows them: worst first, each with the code of its chain, and the values one can filter by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from stackfit.model.finding import ChainStep, Finding, Related
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.model.rule import RuleInfo
from stackfit.model.vocabulary import CRITERIA
from stackfit.report.html_frames import Code, FrameLine
from stackfit.report.selection import worst_first

SHOWN = 2_000
FRAMED = 500
RELATED = 20
STEPS = 30


class Step(Struct, frozen=True, kw_only=True):
    """One hop of a chain with its code."""

    step: ChainStep
    frame: tuple[FrameLine, ...]


class Beside(Struct, frozen=True, kw_only=True):
    """A second place with its code."""

    related: Related
    frame: tuple[FrameLine, ...]


class Entry(Struct, frozen=True, kw_only=True):
    """One finding; `steps` only where there is a way to follow, `frame` only where no step shows the same line."""

    id: str
    finding: Finding
    frame: tuple[FrameLine, ...]
    steps: tuple[Step, ...]
    related: tuple[Beside, ...]
    summary: str
    help_url: str


class Choice(Struct, frozen=True, kw_only=True):
    """One value of a filter: how often it occurs."""

    value: str
    label: str
    count: int


class Findings(Struct, frozen=True, kw_only=True):
    """What the section on findings holds; `left` is how many do not fit, none graver than those shown."""

    entries: tuple[Entry, ...]
    left: int
    severities: tuple[Choice, ...]
    criteria: tuple[Choice, ...]
    components: tuple[Choice, ...]
    rules: tuple[Choice, ...]


def list_findings(report: Report) -> Findings:
    """The findings of a report, as many as a browser bears; the gravest with their code."""
    ordered = worst_first(report.findings)[:SHOWN]
    rules = {rule.code: rule for rule in report.rules}
    code, no_code = Code(report.excerpts), Code(())
    return Findings(
        entries=tuple(
            _entry(number, finding, rules.get(finding.code), code if number <= FRAMED else no_code)
            for number, finding in enumerate(ordered, start=1)
        ),
        left=len(report.findings) - len(ordered),
        severities=_choices((item.severity.value for item in ordered), [item.value for item in Severity]),
        criteria=_choices((name for item in ordered for name in item.criteria), CRITERIA),
        components=_choices((item.component for item in ordered), labels=_component_names(report)),
        rules=_choices((item.code for item in ordered), labels={item.code: item.name for item in ordered}),
    )


def _entry(number: int, finding: Finding, rule: RuleInfo | None, code: Code) -> Entry:
    far = len(finding.chain) > 1
    steps = tuple(Step(step=step, frame=code.frame(step.location)) for step in finding.chain[:STEPS]) if far else ()
    told = any(item.step.location.line == finding.location.line and item.frame for item in steps[-1:])
    return Entry(
        id=f"finding-{number}",
        finding=finding,
        frame=() if told else code.frame(finding.location),
        steps=steps,
        related=tuple(Beside(related=item, frame=code.frame(item.location)) for item in finding.related[:RELATED]),
        summary=rule.summary if rule else "",
        # A rule of the user's own may name any address; only what a click cannot turn into code becomes a link.
        help_url=rule.help_url if rule and rule.help_url.startswith("https://") else "",
    )


def _component_names(report: Report) -> dict[str, str]:
    return {item.profile.component.path: item.profile.component.name for item in report.components}


def _choices(
    values: Iterable[str], order: Sequence[str] = (), labels: Mapping[str, str] | None = None
) -> tuple[Choice, ...]:
    """The values that occur, in the order given or sorted."""
    counts = Counter(values)
    known = [value for value in order if value in counts] if order else sorted(counts)
    return tuple(Choice(value=value, label=(labels or {}).get(value, ""), count=counts[value]) for value in known)
