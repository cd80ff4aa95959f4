"""The overview: what is counted, and how text and page show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from report.examples import HOSTILE_TEXTS
from report.test_html import Outline

from fleet.documents import failed, repository, write
from stackfit.fleet.html import render_page
from stackfit.fleet.overview import Overview, read_overview
from stackfit.fleet.text import render_text
from stackfit.report import View


@pytest.fixture
def overview(tmp_path: Path) -> Overview:
    write(tmp_path, repository("bot", "fits", 1), repository("shop", "misfit", 3), repository("old", "fits"))
    write(tmp_path, repository("shop", "strained", 2), repository("bot", "misfit", 2), failed("wiki"))
    found = read_overview(tmp_path / "results")
    assert found is not None
    return found


def test_what_is_counted(overview: Overview) -> None:
    assert overview.totals["repositories"] == 3
    assert overview.verdicts == {"strained": 1, "misfit": 1}
    assert [row["name"] for row in overview.repositories] == ["bot", "shop"]
    assert [row["name"] for row in overview.failures] == ["wiki"]
    cell = overview.work["chatbot"]["python"]
    assert (cell.components, cell.fit, cell.bad) == (2, 40.0, 2)
    assert [(row["code"], row["repositories"], row["findings"]) for row in overview.worst] == [
        ("SF101", 2, 4),
        ("SF1001", 2, 2),
    ]
    assert [(row["code"], row["repositories"], row["named"]) for row in overview.ended] == [
        ("SF1001", 2, ["bot", "shop"])
    ]
    assert [(row["name"], row["repositories"]) for row in overview.technologies] == [("discord.py", 2)]


def test_what_has_changed(overview: Overview) -> None:
    change = overview.change
    assert change is not None
    assert (change.added, change.gone, change.rescanned) == (1, 1, 2)
    assert [(row["name"], row["verdict_before"], row["verdict_now"]) for row in change.worse] == [
        ("bot", "fits", "misfit")
    ]
    assert [row["name"] for row in change.better] == ["shop"]
    assert change.findings == {("new", "error"): 1, ("gone", "error"): 1}


def test_an_unfinished_run_is_called_so_and_not_compared_with(tmp_path: Path) -> None:
    write(tmp_path, repository("bot", "fits"), finish=False)
    overview = read_overview(tmp_path / "results")
    assert overview is not None
    assert "Not finished: 1 of 3 repositories" in render_text(overview, View())
    assert "This run was not finished" in render_page(overview)
    write(tmp_path, repository("bot", "fits"))
    later = read_overview(tmp_path / "results")
    assert later is not None
    assert later.change is None


def test_the_text_names_all_parts(overview: Overview) -> None:
    text = render_text(overview, View(width=100))
    for words in (
        "3 repositories, 1 failed",
        "1 misfit 1 strained",
        "shop chatbot Python 40 2 1 strained",
        "wiki clone is empty",
        "2 at 40",
        "Python 3.7 is past its end of life",
        "discord.py 2",
        "1 added, 1 gone, 2 scanned anew",
        "worse: bot: fits -> misfit",
    ):
        assert words in " ".join(text.split()), f"{words!r} is not in\n{text}"
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_name_breaks_out(text: str, tmp_path: Path) -> None:
    overview, plain = overview_of(tmp_path / "one", text), overview_of(tmp_path / "other", "shop")
    shown = render_text(overview, View(unicode=True))
    assert all(char.isprintable() or char in "\n\ufffe\uffff" for char in shown)
    assert Outline(render_page(overview)).shape() == Outline(render_page(plain)).shape()


def overview_of(place: Path, text: str) -> Overview:
    """Two runs over repositories that have the text wherever they have a say."""
    place.mkdir()
    for verdict in ("fits", "misfit"):
        bad = repository(f"bot{text}", verdict, 1)
        bad["repository"] |= {"source": f"/srv/{text}", "workload": text, "runtime_version": text}
        for finding in bad["findings"]:
            finding |= {"message": text, "path": text, "name": text}
        for technology in bad["technologies"]:
            technology["name"] = text
        write(place, bad, failed(f"x{text}", text))
    overview = read_overview(place / "results")
    assert overview is not None
    return overview
