"""End-of-life dates: complete, ordered, dated, and read by the day they are asked for."""

from __future__ import annotations

import datetime
import re

import pytest

from stackfit.catalogue.lifecycles import Lifecycle, load_frameworks, load_runtimes, numbers
from stackfit.model.kinds import Ecosystem

RUNTIMES = load_runtimes()
DJANGO = load_frameworks()[Ecosystem.PYPI, "django"]
ALL = [*RUNTIMES.values(), *load_frameworks().values()]
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
each = pytest.mark.parametrize("lifecycle", ALL, ids=lambda item: item.name)


def test_every_version_of_both_runtimes_is_there() -> None:
    python = [item.version for item in RUNTIMES["python"].generations]
    node = [item.version for item in RUNTIMES["node"].generations]
    assert python == ["2.7", *(f"3.{minor}" for minor in range(15))]
    assert node == ["0.8", "0.10", "0.12", *(str(major) for major in range(4, 27))]


@each
def test_dates_are_dates_and_sources_are_links(lifecycle: Lifecycle) -> None:
    assert lifecycle.source.startswith("https://")
    for item in lifecycle.generations:
        assert not item.ends or DAY.fullmatch(item.ends), item
        assert item.released <= item.ends or not item.ends, item


@pytest.mark.parametrize("runtime", RUNTIMES.values(), ids=lambda item: item.name)
def test_every_release_of_a_runtime_has_both_dates(runtime: Lifecycle) -> None:
    assert all(item.released and item.ends for item in runtime.generations)


@pytest.mark.parametrize(
    ("version", "ends"), [((3, 8, 10), "2024-10-07"), ((2, 7), "2020-01-01"), ((3,), None), ((4, 0), None)]
)
def test_a_python_version_belongs_to_its_minor_release(version: tuple[int, ...], ends: str | None) -> None:
    found = RUNTIMES["python"].containing(version)
    assert (found.ends if found else None) == ends


def test_a_node_version_belongs_to_its_major_release() -> None:
    node = RUNTIMES["node"]
    assert [item.version for item in (node.containing((18, 17)), node.containing((0, 10, 48))) if item] == [
        "18",
        "0.10",
    ]


def test_the_last_day_of_support_is_still_supported() -> None:
    eight = RUNTIMES["python"].containing((3, 8))
    assert eight is not None
    assert not eight.has_ended(datetime.date(2024, 10, 7))
    assert eight.has_ended(datetime.date(2024, 10, 8))


@pytest.mark.parametrize(
    ("bound", "version"),
    [((2,), "1.11"), ((3, 0, 1), "3.0"), ((1, 8, 3, 0, 0, 1), "1.8"), ((1, 1), "1.3"), ((99,), None)],
)
def test_the_newest_generation_below_a_version(bound: tuple[int, ...], version: str | None) -> None:
    found = DJANGO.newest_below(bound)
    assert (found.version if found else None) == version


def test_advice_names_what_is_looked_after_on_that_day() -> None:
    day = datetime.date(2026, 1, 1)
    assert [item.version for item in DJANGO.supported(day)] == ["4.2", "5.2", "6.0", "6.1"]
    assert [item.version for item in RUNTIMES["node"].supported(day)] == ["20", "22", "24"]
    assert [item.version for item in RUNTIMES["python"].supported(day)][-1] == "3.14"


def test_zeros_at_the_end_of_a_version_do_not_count() -> None:
    assert numbers("4.0.0") == numbers("4") == (4,)
    assert numbers("no number") == ()
