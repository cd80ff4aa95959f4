"""A second scan of the same files: the same report, without looking at the code again."""

from __future__ import annotations

import datetime
import os
import time
from pathlib import Path

import pytest

from stackfit.cache import Memory, open_memory
from stackfit.config import Config
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.report.json_ import render_json

APP = """import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    time.sleep(1)
"""
LONG_AGO = time.time() - 3600


class _Run:
    """Scans one repository with one cache, and tells the stages that each scan went through."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root, self.cache = root, cache
        self.stages: list[str] = []

    def write(self, name: str, text: str, when: float = LONG_AGO) -> None:
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        os.utime(path, (when, when))

    def scan(self, *, config: Config | None = None, as_of: str = "2026-01-01", memory: Memory | None = None) -> str:
        memory = memory or open_memory(self.cache)
        self.stages.clear()
        day = datetime.date.fromisoformat(as_of)
        report: Report = scan(self.root, config or Config(), day, self.stages.append, memory)
        memory.close()
        return render_json(report)

    @property
    def looked(self) -> bool:
        return "Reading files" in self.stages


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Run:
    (tmp_path / "shop").mkdir()
    # Files that a test has just written would count as still being changed.
    monkeypatch.setattr("stackfit.pipeline.remembered._TICK", -3600 * 1_000_000_000)
    made = _Run(tmp_path / "shop", tmp_path / "cache")
    made.write("app.py", APP)
    made.write("requirements.txt", "fastapi\n")
    return made


def test_nothing_changed_gives_the_same_report_at_once(run: _Run) -> None:
    first = run.scan()
    assert run.looked
    assert run.scan() == first
    assert not run.looked
    assert "SF101" in first


def test_a_changed_file_is_seen_even_with_the_same_size_and_time(run: _Run) -> None:
    first = run.scan()
    run.write("app.py", APP.replace("time.sleep(1)", "time.strftime"))
    assert len(APP.replace("time.sleep(1)", "time.strftime")) == len(APP)
    second = run.scan()
    assert run.looked
    assert first != second
    assert "SF101" not in second


@pytest.mark.parametrize("change", ["new", "deleted", "renamed"])
def test_a_changed_listing_is_seen(run: _Run, change: str) -> None:
    run.scan()
    if change == "new":
        run.write("more.py", "")
    elif change == "deleted":
        (run.root / "requirements.txt").unlink()
    else:
        (run.root / "app.py").rename(run.root / "main.py")
    run.scan()
    assert run.looked


def test_other_settings_and_another_day_are_another_report(run: _Run) -> None:
    run.scan()
    assert '"code": "SF101"' not in run.scan(config=Config(ignore=("SF101",)))
    assert run.looked
    run.scan(as_of="2026-01-02")
    assert run.looked


def test_a_file_that_is_just_being_changed_is_looked_at_again(run: _Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stackfit.pipeline.remembered._TICK", 1_000_000_000)
    run.scan()
    run.scan()
    assert run.looked


def test_facts_of_unchanged_files_are_the_same_from_the_cache(run: _Run) -> None:
    run.scan()
    run.write("more.py", "x = 1\n")
    assert run.scan() == run.scan(memory=open_memory(None))


def test_a_damaged_cache_changes_nothing(run: _Run) -> None:
    first = run.scan()
    (run.cache / "cache.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert run.scan() == first
    assert run.scan() == first


QUIET = APP.replace("time.sleep(1)", "print('ab')  ")
YEAR = 365 * 86_400


@pytest.mark.parametrize("when", [0, -YEAR, 3, 2**31 + 5, time.time() + YEAR])
def test_no_date_of_a_file_makes_a_report_stale(run: _Run, when: float) -> None:
    run.write("app.py", APP, when)
    assert "SF101" in run.scan()
    run.scan()
    run.write("app.py", QUIET, when)
    assert len(APP) == len(QUIET)
    assert "SF101" not in run.scan()
    run.write("app.py", APP, when)
    assert "SF101" in run.scan()


@pytest.mark.parametrize("years", [-50, -1, 1, 70])
def test_nor_does_a_clock_that_was_moved(run: _Run, years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, real_ns = time.time, time.time_ns
    wrong = years * YEAR
    for first, second in ((wrong, 0), (0, wrong), (wrong, wrong), (-wrong, wrong)):
        for text in (APP, QUIET):
            run.write("app.py", text)
            monkeypatch.setattr(time, "time", lambda by=first: real() + by)
            monkeypatch.setattr(time, "time_ns", lambda by=first: real_ns() + by * 1_000_000_000)
            before = run.scan()
            monkeypatch.setattr(time, "time", lambda by=second: real() + by)
            monkeypatch.setattr(time, "time_ns", lambda by=second: real_ns() + by * 1_000_000_000)
            assert run.scan() == before
            assert ("SF101" in before) is (text is APP)


def test_a_file_of_the_future_is_not_taken_for_settled(run: _Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stackfit.pipeline.remembered._TICK", 1_000_000_000)
    run.write("app.py", APP, time.time() + YEAR)
    for _ in range(2):
        run.scan()
        assert run.looked
