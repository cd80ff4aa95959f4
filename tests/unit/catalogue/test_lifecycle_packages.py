"""Dead packages, jobs of libraries, and modules that are gone: sorted, sourced, and without contradictions."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from packaging.utils import canonicalize_name

from stackfit.catalogue.lifecycle_packages import (
    DeadPackage,
    Job,
    load_dead_packages,
    load_gone_modules,
    load_jobs,
)
from stackfit.catalogue.lifecycles import load_runtimes
from stackfit.model.kinds import Ecosystem

PACKAGES = load_dead_packages()
TODAY = datetime.date(2026, 1, 1)


def test_entries_are_sorted_by_name() -> None:
    for ecosystem in Ecosystem:
        names = [name for eco, name in PACKAGES if eco is ecosystem]
        assert names == sorted(names)


@pytest.mark.parametrize("package", PACKAGES.values(), ids=lambda item: f"{item.ecosystem.value}:{item.name}")
def test_an_entry_is_named_as_its_registry_does_and_sourced(package: DeadPackage) -> None:
    assert package.ecosystem is Ecosystem.NPM or package.name == canonicalize_name(package.name)
    assert package.source.startswith("https://")
    assert package.modules or package.plugin or package.kind == "deprecated"


def test_nothing_is_advised_that_is_itself_dead() -> None:
    for (ecosystem, name), package in PACKAGES.items():
        for other in package.use:
            found = PACKAGES.get((ecosystem, other))
            assert found is None or found.below, f"{name} advises {other}"


def test_a_package_is_dead_from_its_day_on() -> None:
    motor = PACKAGES[Ecosystem.PYPI, "motor"]
    assert not motor.is_dead(datetime.date(2025, 5, 13), None)
    assert motor.is_dead(datetime.date(2025, 5, 14), None)


@pytest.mark.parametrize(("newest", "dead"), [((2,), True), ((1, 4, 5, 0, 1), True), ((3,), False), (None, False)])
def test_where_only_old_versions_are_meant_the_newest_possible_counts(newest: tuple[int, ...], dead: bool) -> None:
    assert PACKAGES[Ecosystem.NPM, "multer"].is_dead(TODAY, newest) is dead


@pytest.mark.parametrize("job", load_jobs(), ids=lambda job: f"{job.ecosystem.value}:{job.what}")
def test_a_job_has_several_libraries_each_once(job: Job) -> None:
    names = [name for library in job.libraries for name in library.modules]
    assert len(job.libraries) > 1
    assert len(names) == len(set(names))
    assert [next(iter(a.modules)) <= next(iter(b.modules)) for a, b in pairwise(job.libraries)]


def test_gone_modules_name_a_known_version_of_python() -> None:
    known = {item.version for item in load_runtimes()["python"].generations}
    modules = load_gone_modules()
    assert list(modules) == sorted(modules)
    assert {item.gone for item in modules.values()} <= known
