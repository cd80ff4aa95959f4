"""Whole runs: both engines find the same, what has not changed is not scanned again, and a fault costs its own row."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fleet.conftest import Plant, ask, git, make_plan, make_settings, scan_folders
from stackfit.fleet.run import run_fleet
from stackfit.fleet.schema import TABLES
from stackfit.fleet.source import Source, parse_source

TIMES = {"run", "result", "seconds"}


def tables(place: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of the last run but for what no two runs have alike."""
    return {name: sorted((drop(row) for row in ask(place, f"FROM {name}")), key=repr) for name in TABLES}


def drop(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in TIMES}


def test_every_repository_has_one_row(tmp_path: Path, plant: Plant) -> None:
    folders = plant("bot", "shop", broken="raises", gone="")
    (folders[-1] / "app.py").unlink()
    folders[-1].rmdir()
    rows = scan_folders(tmp_path, folders, workers=2)
    assert [(row["name"], row["status"], row["error_kind"]) for row in rows] == [
        ("bot", "scanned", ""),
        ("broken", "failed", "internal"),
        ("gone", "failed", "input"),
        ("shop", "scanned", ""),
    ]
    assert {row["repository"] for row in ask(tmp_path, "FROM findings")} == {"bot", "shop"}
    assert all(ask(tmp_path, f"FROM {name}") for name in TABLES)


def test_both_engines_find_the_same(tmp_path: Path, plant: Plant) -> None:
    folders = plant("bot", "shop", "lib", broken="raises", fragile="dies-once")
    scan_folders(tmp_path, folders, workers=2)
    one = tables(tmp_path)
    (tmp_path / "other").mkdir()
    (folders[-1] / "dies-once").touch()
    scan_folders(tmp_path / "other", folders, engine="dask", workers=1)
    assert tables(tmp_path / "other") == one


def test_resuming_scans_what_has_changed(tmp_path: Path, plant: Plant) -> None:
    bot, shop, lib, broken = plant("bot", "shop", "lib", broken="raises")
    scan_folders(tmp_path, [bot, shop, broken])
    (shop / "app.py").write_text("changed = True\n")
    rows = scan_folders(tmp_path, [bot, shop, lib, broken], resume=True)
    assert {row["name"]: row["status"] for row in rows} == {
        "bot": "reused",
        "broken": "failed",
        "lib": "scanned",
        "shop": "scanned",
    }
    assert {row["repository"] for row in ask(tmp_path, "FROM findings")} == {"bot", "lib", "shop"}
    assert len(ask(tmp_path, "SELECT DISTINCT result FROM all_findings")) == 4, "kept once, not copied"


def test_resuming_goes_on_after_an_interruption(tmp_path: Path, plant: Plant) -> None:
    folders = plant("a", "b", "c")

    def stop_at_second(document: dict[str, Any]) -> None:
        if done.append(document) or len(done) == 2:  # type: ignore[func-returns-value]
            raise KeyboardInterrupt

    done: list[dict[str, Any]] = []
    plan = make_plan(tmp_path, [Source(location=str(folder)) for folder in folders])
    with pytest.raises(KeyboardInterrupt):
        run_fleet(plan, stop_at_second)
    assert len(ask(tmp_path, "FROM repositories")) == 2
    rows = scan_folders(tmp_path, folders, resume=True)
    assert sorted(row["status"] for row in rows) == ["reused", "reused", "scanned"]


def test_another_date_or_configuration_is_another_result(tmp_path: Path, plant: Plant) -> None:
    folders = plant("bot")
    scan_folders(tmp_path, folders)
    assert scan_folders(tmp_path, folders, resume=True)[0]["status"] == "reused"
    dated = make_settings(as_of="2027-01-01")
    assert scan_folders(tmp_path, folders, resume=True, settings=dated)[0]["status"] == "scanned"


def test_urls_are_resumed_by_commit_without_a_clone(tmp_path: Path, origin: Path) -> None:
    sources = [parse_source(origin.as_uri(), tmp_path), parse_source(f"{origin.as_uri()}#none", tmp_path)]
    run_fleet(make_plan(tmp_path, sources), lambda document: None)
    rows = ask(tmp_path, "FROM repositories ORDER BY source")
    assert [(row["status"], row["error_kind"]) for row in rows] == [("scanned", ""), ("failed", "clone")]
    assert rows[0]["commit"] == git(origin, "rev-parse", "HEAD")
    shutil.rmtree(tmp_path / "cache" / "clones")
    run_fleet(make_plan(tmp_path, sources[:1], resume=True), lambda document: None)
    assert not [path for path in (tmp_path / "cache" / "clones").iterdir() if path.is_dir()]
    assert ask(tmp_path, "FROM repositories")[0]["status"] == "reused"
