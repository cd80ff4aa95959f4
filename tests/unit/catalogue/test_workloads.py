"""The shipped workloads: complete, well named, and found in texts as whole words."""

from __future__ import annotations

import re

import pytest

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.technologies import load_catalogue
from stackfit.catalogue.workloads import Workload, load_workloads
from stackfit.errors import DataError
from stackfit.model.vocabulary import WORKLOADS

ALL = load_workloads()
BY_ID = {workload.id: workload for workload in ALL}
each = pytest.mark.parametrize("workload", ALL, ids=lambda workload: workload.id)


def test_there_is_one_file_for_each_workload_that_is_scored() -> None:
    assert sorted(BY_ID) == sorted(WORKLOADS)
    assert sorted(path.stem for path in (profiles_root() / "workloads").glob("*.toml")) == sorted(BY_ID)


@each
def test_a_workload_says_what_it_is(workload: Workload) -> None:
    assert workload.name
    assert workload.summary.endswith(".")


@each
def test_words_are_lower_case_with_strengths_between_0_and_1(workload: Workload) -> None:
    for words in (workload.keywords, workload.paths):
        for word, strength in words.items():
            assert word == word.lower().strip(), word
            assert 0 < strength <= 1, word


@each
def test_a_word_alone_never_makes_a_label(workload: Workload) -> None:
    assert max(workload.keywords.values(), default=0) < 0.5
    assert max(workload.paths.values(), default=0) < 0.5


@each
def test_each_keyword_is_found_in_a_text(workload: Workload) -> None:
    for word in workload.keywords:
        assert workload.phrases(f"it is a {word}, they say"), word


@each
def test_some_technology_points_to_it(workload: Workload) -> None:
    assert any(workload.id in entry.workloads for entry in load_catalogue().technologies)


def test_a_keyword_is_a_whole_word() -> None:
    assert BY_ID["chatbot"].phrases("a chatbot for teams, or chat-bots") == ("chatbot", "chat-bots")
    assert not BY_ID["chatbot"].phrases("megachatbotish")


def test_a_keyword_in_another_sense_is_none() -> None:
    workload = BY_ID["image-processing"]
    said = workload.phrases("edits images\nin a docker\nimage")
    assert [workload.keyword(phrase) for phrase in said] == ["image", ""]


def test_how_work_is_delivered_is_told_from_what_it_is_about() -> None:
    assert {"web-api", "web-site", "cli-tool"} <= {workload.id for workload in ALL if workload.generic}
    assert not BY_ID["machine-learning"].generic


def test_a_misspelt_key_is_named_with_its_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "workloads").mkdir()
    (folder / "workloads" / "x.toml").write_text('id = "x"\nname = "X"\nsummary = "X."\nkeyword = {}\n', "utf-8")
    monkeypatch.setattr("stackfit.catalogue.workloads.profiles_root", lambda: folder)
    with pytest.raises(DataError, match=re.escape("workloads/x.toml: keyword: unknown key")):
        load_workloads.__wrapped__()
