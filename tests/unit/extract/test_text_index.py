"""What an earlier run knows of texts stands for a look at them as long as they have not changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from stackfit.cache import open_memory
from stackfit.extract.text_index import Stamps, TextIndex
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile

SOURCES = {f"{name}.py": b"import os\ndef %s(): shared()\n" % name.encode() for name in "abcdefghijklmnopqrstuvwxyz"}


class Run:
    """Indexes all files, with what earlier runs have kept in a folder; `read` lists what was read."""

    def __init__(self, folder: Path, sources: Mapping[str, bytes], stamps: Mapping[str, str], place: str = "") -> None:
        self.read: list[str] = []
        memory = open_memory(folder)
        files = [
            SourceFile(path=path, size=len(data), role=Role.PRODUCTION, language=Language.PYTHON)
            for path, data in sorted(sources.items())
        ]

        def read(path: str) -> bytes:
            self.read.append(path)
            return sources[path]

        self.texts = TextIndex(files, read, frozenset({"shared"}), memory, Stamps(place, stamps))
        self.found = [self.texts.find(file.path) for file in files]
        self.texts.keep()
        memory.close()


STAMPS = dict.fromkeys(SOURCES, "1")


def test_what_was_left_alone_is_not_read_again(tmp_path: Path) -> None:
    first, second = Run(tmp_path, SOURCES, STAMPS), Run(tmp_path, SOURCES, STAMPS)
    assert first.read == sorted(SOURCES)
    assert second.read == []
    assert second.found == first.found
    for word in ("shared", "q", "os", "nowhere"):
        assert second.texts.holding(word) == first.texts.holding(word)


def test_a_changed_file_is_read_and_found_in_its_place(tmp_path: Path) -> None:
    Run(tmp_path, SOURCES, STAMPS)
    sources, stamps = {**SOURCES, "k.py": b"import re\nshared = fresh\n"}, {**STAMPS, "k.py": "2"}
    again, anew = Run(tmp_path, sources, stamps), Run(tmp_path / "other", sources, stamps)
    assert again.read == ["k.py"]
    assert again.found == anew.found
    for word in ("shared", "k", "fresh", "os"):
        assert again.texts.holding(word) == anew.texts.holding(word)


def test_a_new_and_a_removed_file_are_minded(tmp_path: Path) -> None:
    Run(tmp_path, SOURCES, STAMPS)
    sources = {**SOURCES, "aa.py": b"shared()\n"}
    del sources["b.py"]
    again = Run(tmp_path, sources, {**STAMPS, "aa.py": "1"})
    assert again.read == ["aa.py"]
    assert again.texts.holding("shared") == sorted(sources)
    assert again.texts.holding("b") == []


def test_what_may_still_change_unseen_is_read_by_every_run(tmp_path: Path) -> None:
    stamps = {path: stamp for path, stamp in STAMPS.items() if path != "c.py"}
    Run(tmp_path, SOURCES, stamps)
    assert Run(tmp_path, SOURCES, STAMPS).read == ["c.py"]


def test_after_many_changes_all_is_indexed_and_kept_anew(tmp_path: Path) -> None:
    Run(tmp_path, SOURCES, STAMPS)
    stamps = dict.fromkeys(SOURCES, "2")
    assert Run(tmp_path, SOURCES, stamps).read == sorted(SOURCES)
    assert Run(tmp_path, SOURCES, stamps).read == []


@pytest.mark.parametrize(("stamps", "place"), [({}, ""), (STAMPS, "elsewhere")])
def test_without_stamps_or_at_another_place_everything_is_read(
    tmp_path: Path, stamps: Mapping[str, str], place: str
) -> None:
    Run(tmp_path, SOURCES, STAMPS)
    assert Run(tmp_path, SOURCES, stamps, place).read == sorted(SOURCES)
