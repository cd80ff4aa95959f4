"""Faults in the middle of a run: workers that are killed, and what a run leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psutil

from fleet.conftest import Plant, ask, make_plan, make_settings
from stackfit.fleet.run import run_fleet
from stackfit.fleet.source import Source

WORKER = "stackfit.fleet.child"


def workers() -> list[psutil.Process]:
    """The worker processes of this one."""
    return [child for child in psutil.Process().children() if WORKER in " ".join(child.cmdline())]


def test_killed_workers_are_replaced_and_nothing_is_lost(tmp_path: Path, plant: Plant) -> None:
    folders = plant(*(f"r{number}" for number in range(12)))
    killed: list[int] = []

    def kill_at_fourth(document: dict[str, Any]) -> None:
        done.append(document)
        if len(done) == 4:
            for worker in workers():
                killed.append(worker.pid)
                worker.kill()

    done: list[dict[str, Any]] = []
    run_fleet(make_plan(tmp_path, [Source(location=str(folder)) for folder in folders], workers=2), kill_at_fourth)
    rows = ask(tmp_path, "FROM repositories ORDER BY source")
    assert killed
    assert [row["status"] for row in rows] == ["scanned"] * 12
    assert len({row["source"] for row in rows}) == 12
    assert len(ask(tmp_path, "FROM findings")) == len(ask(tmp_path, "SELECT DISTINCT source, path, line FROM findings"))


def test_no_worker_is_left_behind(tmp_path: Path, plant: Plant) -> None:
    run_fleet(make_plan(tmp_path, [Source(location=str(folder)) for folder in plant("a", "b")]), lambda document: None)
    assert workers() == []


def test_a_repository_that_stands_for_endless_files_is_named_and_the_others_are_scanned(
    tmp_path: Path, plant: Plant, origin: Path, bomb: Path
) -> None:
    sources = [Source(location=place.as_uri(), remote=True) for place in (bomb, origin)]
    sources += [Source(location=str(folder)) for folder in plant("a", "b")]
    settings = make_settings(clones=tmp_path / "clones", room=10**9)
    run_fleet(make_plan(tmp_path, sources, workers=2, settings=settings), lambda document: None)
    rows = {row["name"]: (row["status"], row["error"]) for row in ask(tmp_path, "FROM repositories")}
    assert rows.pop("bomb") == ("failed", "its files cannot be listed: git said more than 300 MB")
    assert {status for status, _ in rows.values()} == {"scanned"}
    assert set(rows) == {"origin", "a", "b"}
