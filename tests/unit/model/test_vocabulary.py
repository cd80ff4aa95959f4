"""The shared ids are lower-case, unique, and the ones that the data files use."""

from __future__ import annotations

import re

import pytest

from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.catalogue.technologies import load_catalogue
from stackfit.model.vocabulary import CONCURRENCY, CRITERIA, SCORING_PROFILES, WORKLOADS


@pytest.mark.parametrize("ids", [CRITERIA, WORKLOADS, CONCURRENCY], ids=["criteria", "workloads", "concurrency"])
def test_ids_are_plain_and_unique(ids: tuple[str, ...]) -> None:
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name) for name in ids)


@pytest.mark.parametrize("name", SCORING_PROFILES)
def test_profiles_hold_every_criterion_in_order(name: str) -> None:
    assert tuple(item.id for item in load_scoring_profile(name).criteria) == CRITERIA


def test_some_technology_shows_each_way_of_doing_several_things_at_once() -> None:
    shown = {model for entry in load_catalogue().technologies for model in entry.concurrency}
    assert shown >= set(CONCURRENCY) - {"event-loop"}
