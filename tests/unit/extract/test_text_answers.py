"""What a text was asked in an earlier run is not asked again while the file is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from stackfit.cache import open_memory
from stackfit.extract.text_answers import TextAnswers
from stackfit.extract.text_index import Stamps

PATHS = [f"{name}.py" for name in "abcdefghijklmnopqrstuvwxyz"]
STAMPS = dict.fromkeys(PATHS, "1")


def ask(folder: Path, stamps: Mapping[str, str], question: str = "words", place: str = "") -> list[str]:
    """Ask all texts, with what earlier runs have kept in a folder, and give those that were looked into."""
    looked: list[str] = []
    memory = open_memory(folder)
    answers = TextAnswers(memory, Stamps(place, stamps))

    def look(path: str) -> list[str]:
        looked.append(path)
        return [path, question]

    for _ in range(2):
        assert [answers.get(path, question, lambda path=path: look(path)) for path in PATHS] == [  # type: ignore[misc]
            [path, question] for path in PATHS
        ]
    answers.keep()
    memory.close()
    return looked


def test_only_what_has_changed_is_asked_again(tmp_path: Path) -> None:
    assert ask(tmp_path, STAMPS) == PATHS
    assert ask(tmp_path, STAMPS) == []
    assert ask(tmp_path, {**STAMPS, "k.py": "2"}) == ["k.py"]
    assert ask(tmp_path, STAMPS, "another") == PATHS
    assert ask(tmp_path, STAMPS, "another", place="elsewhere") == PATHS


def test_a_file_without_a_stamp_is_asked_each_time(tmp_path: Path) -> None:
    stamps = {path: "1" for path in PATHS if path != "k.py"}
    ask(tmp_path, stamps)
    assert ask(tmp_path, stamps) == ["k.py"]


@pytest.mark.parametrize("stamps", [{}, {"other.py": "1"}])
def test_nothing_is_remembered_of_files_that_nobody_stamped(tmp_path: Path, stamps: dict[str, str]) -> None:
    ask(tmp_path, stamps)
    assert ask(tmp_path, stamps) == PATHS
