"""The words of a comparison, for the formats that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from stackfit.model.component import ProfiledComponent
from stackfit.model.difference import Cause, ComponentChange, CriterionChange, Difference
from stackfit.model.finding import Finding
from stackfit.model.kinds import Role, Side
from stackfit.model.vocabulary import APPLIES
from stackfit.report.words import RUNTIMES, SIDES, count_words, kind_name, percent, plural

LARGE = 0.1
"""From here on, a change of a confidence is worth a word though the workload applies as before."""
SMALL = 0.005
PLACES = 3


class Group(Struct, frozen=True, kw_only=True):
    """New findings that have their newness in common, and what it is."""

    title: str
    findings: tuple[Finding, ...]


def group_new(difference: Difference) -> list[Group]:
    """The new findings: on lines that the change wrote, on others, and those that were milder."""
    fresh = [item for item in difference.new if item.was is None]
    groups = (
        ("New", [item.finding for item in fresh if item.touched]),
        ("New at lines that did not change", [item.finding for item in fresh if not item.touched]),
        ("Graver than before", [item.finding for item in difference.new if item.was is not None]),
    )
    return [Group(title=title, findings=tuple(findings)) for title, findings in groups if findings]


def sides(difference: Difference) -> str:
    """What is compared with what."""
    base, head = difference.base, difference.head
    tip = f"{head.name} ({head.brief})" if head.commit else "the work tree"
    origin = f"{base.brief}, where it left {base.name}" if difference.merge_base else f"{base.name} ({base.brief})"
    return f"{tip} compared with {origin}"


def counts(difference: Difference) -> str:
    """How many findings are new and fixed."""
    new = f"{plural(len(difference.new), 'new finding')}"
    grades = f" ({count_words(difference.findings)})" if difference.new else ""
    left = f", {difference.left_out:,} more on lines that did not change" if difference.left_out else ""
    return f"{new}{grades}{left}, {len(difference.fixed):,} fixed"


def moved(difference: Difference) -> list[ComponentChange]:
    """The production components of which there is something to tell: the worst loss first."""
    changes = [
        item
        for item in difference.components
        if item.component.profile.component.role is Role.PRODUCTION and _tells(item)
    ]
    return sorted(changes, key=lambda item: (-_worsening(item), -item.drop, item.component.profile.component.path))


def _tells(change: ComponentChange) -> bool:
    """Whether more changed than digits that nobody is shown."""
    if change.before is None or change.after is None:
        return True
    old, new = change.before.fit, change.after.fit
    shown = [(old.verdict.value, new.verdict.value), *((_points(old.of(side)), _points(new.of(side))) for side in Side)]
    return any(before != after for before, after in shown) or any(facts(change, ""))


def _worsening(change: ComponentChange) -> int:
    before, after = change.before, change.after
    return 0 if before is None or after is None else after.fit.verdict.rank - before.fit.verdict.rank


def pair(before: str, after: str, arrow: str) -> str:
    """One word where nothing changed, else both."""
    return after if before == after else f"{before} {arrow} {after}"


def figure(before: float | None, after: float | None, arrow: str) -> str:
    """A fit before and after, with the difference of what is shown."""
    words = pair(_points(before), _points(after), arrow)
    if before is None or after is None or _points(before) == _points(after):
        return words
    return f"{words} ({round(after, 1) - round(before, 1):+.1f})"


def mark(value: float | None) -> str:
    """A mark in points of a hundred."""
    return "none" if value is None else f"{100 * value:.0f}"


def _points(value: float | None) -> str:
    return "none" if value is None else f"{value:.1f}"


def describe(profile: ProfiledComponent) -> str:
    """Kind, runtime and place of a component."""
    version = f" {profile.runtime_version}" if profile.runtime_version else ""
    place = "" if profile.component.path == "." else f" in {profile.component.path}"
    return f"{kind_name(profile.kind)} on {RUNTIMES[profile.runtime]}{version}{place}"


def facts(change: ComponentChange, arrow: str) -> Iterator[str]:
    """What else than figures changed in a component that was there before."""
    if change.before is None or change.after is None:
        return
    old, new = change.before.profile, change.after.profile
    if describe(old) != describe(new):
        yield f"before: {describe(old)}"
    for item in change.workloads:
        applied, applies = item.before >= APPLIES, item.after >= APPLIES
        words = f"{item.id} {percent(item.before)} {arrow} {percent(item.after)}"
        if applied is not applies:
            yield f"{'new work' if applies else 'no longer clear'}: {words}"
        elif applies and abs(item.after - item.before) >= LARGE:
            yield words


def marks(change: ComponentChange) -> list[CriterionChange]:
    """The criteria whose mark is another for the runtime in use, those that moved its fit most first."""
    side = change.component.profile.runtime.side
    if change.before is None or change.after is None or side is None:
        return []
    seen = [item for item in change.criteria if _is_seen(item, side)]
    return sorted(seen, key=lambda item: (-_shift(item, side), item.id))


def _is_seen(item: CriterionChange, side: Side) -> bool:
    """Whether the mark is shown as another, by more than a point where nothing but the work moved it."""
    before, after = (mark(value) for value in item.of(side))
    caused = any(cause.side is side for cause in item.causes)
    return before != after and (caused or "none" in (before, after) or abs(int(after) - int(before)) > 1)


def _shift(item: CriterionChange, side: Side) -> float:
    """How much of the weighted sum a criterion moved."""
    before, after = item.of(side)
    weights = [weight for weight in item.weight if weight is not None]
    return abs((after or 0.0) - (before or 0.0)) * max(weights, default=0.0)


class Told:
    """Says what moved marks; the places of findings only once, since one rule may bear on several criteria."""

    def __init__(self, change: ComponentChange) -> None:
        self.own = change.component.profile.runtime.side
        self._told: set[str] = set()

    def causes(self, item: CriterionChange, *, everything: bool, most: int) -> Iterator[tuple[str, list[str]]]:
        """The causes of a new mark, each with the places of its findings; those of both sides if all is wanted."""
        own = [cause for cause in item.causes if cause.side is self.own]
        causes = [cause for cause in own if _counts(cause)][:most] or own[:1]
        for cause in item.causes if everything else causes:
            yield _cause(cause, own=self.own), self._places(cause)

    def _places(self, cause: Cause) -> list[str]:
        if cause.id in self._told:
            return []
        self._told.add(cause.id)
        parts = (("new at", cause.new), ("fixed at", cause.fixed))
        return [f"{word} {places(findings)}" for word, findings in parts if findings]


def _counts(cause: Cause) -> bool:
    """Whether it moved the mark by as much as is shown."""
    return abs(cause.after - cause.before) >= SMALL


def _cause(item: Cause, *, own: Side | None) -> str:
    """What moved a mark, by how many points of a hundred."""
    who = "" if item.side is own else f" for {SIDES[item.side]}"
    gone = "no longer: " if not item.after and item.before else ""
    return f"{100 * (item.after - item.before):+.0f}{who}: {gone}{item.what}"


def places(findings: Sequence[Finding]) -> str:
    """Where findings are, the first few."""
    shown = [f"{item.location.path}:{item.location.line}" for item in findings[:PLACES]]
    more = len(findings) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
