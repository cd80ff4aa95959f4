"""The radar of the criteria as plain coordinates: an axis for each, a shape for each runtime."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from stackfit.model.fit import CriterionScore

WIDTH, HEIGHT = 460, 340
_CENTRE = (230.0, 168.0)
_RADIUS = 118.0
_LABEL = 16.0
_RINGS = (0.25, 0.5, 0.75, 1.0)


class Axis(Struct, frozen=True, kw_only=True):
    """One criterion: where its axis ends, where its label stands, and both marks as points on it."""

    id: str
    end: tuple[float, float]
    label: tuple[float, float]
    anchor: str
    scored: bool
    python: tuple[float, float]
    node: tuple[float, float]


class Radar(Struct, frozen=True, kw_only=True):
    """Axes, rings and both shapes; a criterion without evidence has an axis and no corner."""

    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    python: str
    node: str
    centre: tuple[float, float] = _CENTRE
    size: tuple[int, int] = (WIDTH, HEIGHT)


def draw_radar(criteria: Sequence[CriterionScore]) -> Radar | None:
    """The radar of a component, None where there is too little for a shape."""
    if sum(item.scored for item in criteria) < 3:
        return None
    axes = tuple(_axis(item, index / len(criteria)) for index, item in enumerate(criteria))
    turns = [index / len(criteria) for index in range(len(criteria))]
    return Radar(
        axes=axes,
        rings=tuple(_points(_at(turn, share) for turn in turns) for share in _RINGS),
        python=_points(axis.python for axis in axes if axis.scored),
        node=_points(axis.node for axis in axes if axis.scored),
    )


def _axis(item: CriterionScore, turn: float) -> Axis:
    x, y = _at(turn, 1 + _LABEL / _RADIUS)
    side = x - _CENTRE[0]
    return Axis(
        id=item.id,
        end=_at(turn, 1),
        label=(x, round(y + 4, 1)),
        anchor="middle" if abs(side) < 20 else "start" if side > 0 else "end",
        scored=item.scored,
        python=_at(turn, item.python),
        node=_at(turn, item.node),
    )


def _at(turn: float, share: float) -> tuple[float, float]:
    """The point at a share of the radius; the first axis points up, the others follow clockwise."""
    angle = 2 * math.pi * turn
    x, y = _CENTRE
    return (round(x + _RADIUS * share * math.sin(angle), 1), round(y - _RADIUS * share * math.cos(angle), 1))


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
