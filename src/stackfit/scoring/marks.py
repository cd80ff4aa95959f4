"""The two marks of one criterion: base, lifted by mitigations, lowered by losses.

What keeps verdicts monotone (docs/adr/0003-scoring-model.md): a mitigation that the deployment gives to both sides
lifts the alternative by no more than the runtime, and a finding that a rewrite would carry along costs both the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from stackfit.catalogue.scoring_model import Criterion, Mitigation
from stackfit.model.evidence import Evidence
from stackfit.model.fit import Lift
from stackfit.model.kinds import Side
from stackfit.scoring.losses import Loss


class Answer(Struct, frozen=True, kw_only=True):
    """A mitigation in use: how far it counts (0..1) and where it was seen."""

    mitigation: Mitigation
    strength: float = 1.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def lift(self) -> float:
        """The share of the missing mark that it makes good."""
        return self.mitigation.lift * self.strength


class Standing(Struct, frozen=True, kw_only=True):
    """Everything that makes the marks of one criterion. `base` is (the runtime's, the alternative's)."""

    criterion: Criterion
    side: Side
    scored: bool
    weight: float
    raised: bool
    base: tuple[float, float]
    own: tuple[Answer, ...] = ()
    shared: tuple[Answer, ...] = ()
    usual: tuple[Answer, ...] = ()
    losses: tuple[Loss, ...] = ()
    impossible: bool = False
    evidence: tuple[Evidence, ...] = ()

    def marks(self) -> tuple[float, float]:
        """The mark of the runtime and that of the alternative, 0..1."""
        room, shared_room = _room(self.own), _room(self.shared)
        kept = _kept(loss for loss in self.losses if not loss.both)
        carried = _kept(loss for loss in self.losses if loss.both)
        lifted = 1.0 - (1.0 - self.base[0]) * room * shared_room
        own = lifted * kept * carried
        if self.impossible:
            return own, 0.0
        other, gain = self._alternative(room, shared_room, kept)
        return own, max(0.0, other + gain - lifted * kept * (1.0 - carried))

    def with_answers(self, extra: Iterable[Answer]) -> Standing:
        """The same criterion with further mitigations in use."""
        added = tuple(item for item in extra if item.mitigation.criterion == self.criterion.id)
        own = tuple(item for item in added if item.mitigation.side is not None)
        shared = tuple(item for item in added if item.mitigation.side is None)
        return replace(self, own=self.own + own, shared=self.shared + shared) if added else self

    def without_codes(self, codes: Collection[str]) -> Standing:
        """The same criterion with the findings of some rules fixed."""
        return replace(self, losses=tuple(loss for loss in self.losses if loss.code not in codes))

    def mitigations(self) -> tuple[Lift, ...]:
        """Each mitigation with the points it brings, first the runtime's, then the alternative's."""
        own, level = _steps(self.own, self.base[0], self.side)
        shared, _ = _steps(self.shared, level, self.side)
        if self.impossible:
            return own + shared
        usual, level = _steps(self.usual, self.base[1], self.side.other)
        lent, _ = _steps(self.shared, level, self.side.other)
        kept = _kept(loss for loss in self.losses if not loss.both)
        _, gain = self._alternative(_room(self.own), _room(self.shared), kept)
        full = sum(lift.amount for lift in lent)
        scale = gain / full if full else 0.0
        return own + shared + usual + tuple(replace(lift, amount=lift.amount * scale) for lift in lent)

    def aggravations(self) -> tuple[Lift, ...]:
        """Each loss with the points it takes from the runtime, and from the alternative where it is carried along."""
        level = 1.0 - (1.0 - self.base[0]) * _room(self.own) * _room(self.shared)
        kept = _kept(loss for loss in self.losses if not loss.both)
        other = 0.0 if self.impossible else sum(self._alternative(_room(self.own), _room(self.shared), kept))
        lifts = []
        for loss in self.losses:
            taken = level * loss.share
            level -= taken
            lifts.append(_loss_lift(loss, taken, self.side))
            if loss.both and not self.impossible:
                from_other = min(taken, other)
                other -= from_other
                lifts.append(_loss_lift(loss, from_other, self.side.other))
        return tuple(lifts)

    def _alternative(self, room: float, shared_room: float, kept: float) -> tuple[float, float]:
        """The alternative as commonly built, and what the same deployment adds to it."""
        left = (1.0 - self.base[1]) * _room(self.usual)
        own_gain = kept * (1.0 - self.base[0]) * room * (1.0 - shared_room)
        return 1.0 - left, min(left * (1.0 - shared_room), own_gain)


def _room(answers: Iterable[Answer]) -> float:
    room = 1.0
    for answer in _counted(answers):
        room *= 1.0 - answer.lift
    return room


def _counted(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Of each group the answer with the largest lift, in the order of the profile."""
    best: dict[str, Answer] = {}
    for answer in answers:
        group = answer.mitigation.group
        if group not in best or answer.lift > best[group].lift:
            best[group] = answer
    yield from best.values()


def _steps(answers: Iterable[Answer], level: float, side: Side) -> tuple[tuple[Lift, ...], float]:
    lifts = []
    for answer in _counted(answers):
        amount = (1.0 - level) * answer.lift
        level += amount
        item = answer.mitigation
        source = ", ".join(item.sources)
        lifts.append(
            Lift(id=item.id, what=item.what, amount=amount, side=side, evidence=answer.evidence, source=source)
        )
    return tuple(lifts), level


def _kept(losses: Iterable[Loss]) -> float:
    kept = 1.0
    for loss in losses:
        kept *= 1.0 - loss.share
    return kept


def _loss_lift(loss: Loss, taken: float, side: Side) -> Lift:
    return Lift(id=loss.code, what=loss.what, amount=-taken, side=side, evidence=loss.evidence)
