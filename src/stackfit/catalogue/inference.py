"""The figures by which evidence is combined: `profiles/inference.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from stackfit.catalogue.toml import Table, read_compiled

_TABLES = ("kind", "texts", "caps", "usage", "paths", "templates", "commands", "rollup", "primary")


class Inference(Struct, frozen=True, kw_only=True):
    """Every table of the file; keys are documented there."""

    floor: float
    text_gain: float
    kind: Mapping[str, float]
    texts: Mapping[str, float]
    caps: Mapping[str, float]
    diminishing: Mapping[str, Sequence[float]]
    usage: Mapping[str, float]
    paths: Mapping[str, float]
    templates: Mapping[str, float]
    commands: Mapping[str, float]
    rollup: Mapping[str, float]
    primary: Mapping[str, float]


@lru_cache(maxsize=1)
def load_inference() -> Inference:
    """Read the file. Raises `DataError` when it is broken."""
    table = read_compiled("inference.toml")
    table.only((*("floor", "text_gain", "diminishing"), *_TABLES))
    return Inference(
        floor=table.number("floor"),
        text_gain=table.number("text_gain"),
        diminishing=_lists(table.table("diminishing")),
        **{name: table.numbers(name) for name in _TABLES},
    )


def _lists(table: Table) -> dict[str, tuple[float, ...]]:
    """A table of lists of numbers."""
    return {key: table.number_list(key) for key in table.keys()}  # noqa: SIM118 - a Table is no dict
