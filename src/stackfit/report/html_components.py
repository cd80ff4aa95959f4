"""Components as the page shows them: the one that leads, those shown open, those folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import WorkloadLabel
from stackfit.model.fit import CriterionScore
from stackfit.model.kinds import Role, Side
from stackfit.model.report import Report, ScoredComponent
from stackfit.model.vocabulary import APPLIES
from stackfit.report.html_radar import Radar, draw_radar
from stackfit.report.selection import select_components
from stackfit.report.words import RUNTIMES, SIDES, plural

SHOWN = 300
FAINT = 0.25


class Bar(Struct, frozen=True, kw_only=True):
    """The fit of one runtime; `own` is the one in use."""

    name: str
    value: float
    own: bool


class Card(Struct, frozen=True, kw_only=True):
    """One component; `open` unless the reader is to unfold it."""

    id: str
    scored: ScoredComponent
    title: str
    facts: tuple[str, ...]
    bars: tuple[Bar, ...]
    radar: Radar | None
    total: float
    counted: tuple[CriterionScore, ...]
    unknown: tuple[str, ...]
    findings: int
    open: bool

    @property
    def profile(self) -> ProfiledComponent:
        """What it is and does."""
        return self.scored.profile

    @property
    def side(self) -> Side | None:
        """The side of the comparison it stands on."""
        return self.profile.runtime.side

    @property
    def work(self) -> tuple[WorkloadLabel, ...]:
        """Its workloads but for the faint ones, the surest in any case."""
        return tuple(
            label for place, label in enumerate(self.profile.workloads) if not place or label.confidence >= FAINT
        )

    @property
    def fainter(self) -> tuple[WorkloadLabel, ...]:
        """The faint ones."""
        return self.profile.workloads[len(self.work) :]

    @property
    def has_clear_work(self) -> bool:
        """Whether any workload applies."""
        return any(label.confidence >= APPLIES for label in self.profile.workloads)


class Components(Struct, frozen=True, kw_only=True):
    """`lead` is the one the overview speaks of; `left` counts those beyond what a page bears."""

    cards: tuple[Card, ...]
    lead: Card | None
    left: int


def choose_components(report: Report) -> Components:
    """All components, those in trouble first, those of tests and examples last."""
    chosen = select_components(report, everything=False)
    front = (*chosen.detailed, *chosen.listed)
    ordered = (*front, *(item for item in report.components if item not in front))
    counts = Counter(finding.component for finding in report.findings)
    cards = tuple(
        _card(number, item, counts[item.profile.component.path], opened=item in chosen.detailed)
        for number, item in enumerate(ordered[:SHOWN], start=1)
    )
    return Components(cards=cards, lead=_choose_lead(report, cards), left=len(ordered) - len(cards))


def _choose_lead(report: Report, cards: Sequence[Card]) -> Card | None:
    """The component that stands for the whole: of its verdict, at its work, and of those the one with most code."""
    summary = report.summary

    def rank(card: Card) -> tuple[bool, bool, bool, int]:
        profile = card.profile
        works = any(label.id == summary.primary_workload for label in profile.workloads if label.confidence >= APPLIES)
        same = card.scored.fit.verdict is summary.verdict and profile.component.role is Role.PRODUCTION
        return card.radar is not None, same, works, profile.lines

    return max(cards, key=rank, default=None)


def _card(number: int, item: ScoredComponent, findings: int, *, opened: bool) -> Card:
    fit = item.fit
    counted = tuple(mark for mark in fit.criteria if mark.scored)
    return Card(
        id=f"component-{number}",
        scored=item,
        title=item.profile.component.name or item.profile.component.path,
        facts=_facts(item.profile),
        bars=_bars(item),
        radar=draw_radar(fit.criteria),
        total=sum(mark.weight for mark in counted) or 1.0,
        counted=counted,
        unknown=tuple(mark.id for mark in fit.criteria if not mark.scored),
        findings=findings,
        open=opened,
    )


def _bars(item: ScoredComponent) -> tuple[Bar, ...]:
    """Both fits, the runtime in use first; none where it is not scored."""
    own = item.profile.runtime.side
    if own is None or item.fit.python is None:
        return ()
    return (
        Bar(name=RUNTIMES[item.profile.runtime], value=item.fit.of(own) or 0.0, own=True),
        Bar(name=SIDES[own.other], value=item.fit.of(own.other) or 0.0, own=False),
    )


def _facts(profile: ProfiledComponent) -> tuple[str, ...]:
    """Frameworks, concurrency, WebSocket use and size."""
    files = sum(count.files for count in profile.languages)
    socket = profile.websocket
    facts = (
        ", ".join(profile.frameworks),
        " + ".join(profile.concurrency),
        f"WebSocket {' and '.join(socket.sides)}".strip() if socket.used else "",
        f"{plural(files, 'file')}, {plural(profile.lines, 'line')}" if files else "",
    )
    return tuple(fact for fact in facts if fact)
