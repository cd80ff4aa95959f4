"""Inputs: lists, globs, folders and URLs become sources, each once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from stackfit.errors import UsageError
from stackfit.fleet.inputs import expand, read_sources, write_sources


def names(arguments: list[str], checkouts: list[Path] | None = None, stdin: str = "") -> list[str]:
    return [source.name for source in expand(arguments, checkouts or [], io.StringIO(stdin))]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("bot", "shop", ".hidden"):
        (tmp_path / "all" / name).mkdir(parents=True)
    (tmp_path / "all" / "notes.txt").touch()
    return tmp_path / "all"


def test_a_list_holds_folders_and_urls_comments_and_empty_lines(folders: Path) -> None:
    listed = folders.parent / "list.txt"
    listed.write_text("# ours\n\n  all/bot  \nhttps://git.example/shop.git#v1\n")
    assert names([str(listed)]) == ["bot", "shop"]


def test_standard_input_is_a_list(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folders)
    assert names(["-"], stdin="shop\nbot\n") == ["shop", "bot"]


def test_globs_and_folders_of_checkouts(folders: Path) -> None:
    assert names([str(folders / "*")]) == ["bot", "shop"]
    assert names([], [folders]) == ["bot", "shop"]
    assert names([str(folders / "bot"), "https://git.example/shop"]) == ["bot", "shop"]


@pytest.mark.parametrize("name", ["none", "none/*"])
def test_a_name_that_stands_for_nothing_is_a_mistake(name: str, folders: Path) -> None:
    with pytest.raises(UsageError):
        names([str(folders / name)])


def test_each_source_is_written_once(folders: Path) -> None:
    twice = [str(folders / "bot"), str(folders / "b*"), "https://git.example/x", "https://git.example/x.git/"]
    file = io.StringIO()
    assert write_sources(expand(twice, [folders], io.StringIO()), file) == 3
    file.seek(0)
    assert [source.name for source in read_sources(file)] == ["bot", "x", "shop"]
