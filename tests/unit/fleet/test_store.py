"""The store: nothing is lost and nothing is there twice, however a run ends."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from fleet.conftest import ask
from stackfit.errors import StackfitError, UsageError
from stackfit.fleet import journal, parts, store
from stackfit.fleet.results import open_results
from stackfit.fleet.store import Run

FACTS: dict[str, Any] = {"asked": 3, "engine": "process"}


def answer(name: str, **row: Any) -> bytes:
    own = {"source": f"/srv/{name}", "name": name, "status": "scanned", "verdict": "fits", **row}
    findings = [{"code": "SF101", "severity": "error", "path": "app.py", "line": 3, "criteria": ["architecture"]}]
    return json.dumps({"repository": own, "findings": findings}).encode()


def names(place: Path) -> list[str]:
    """The repositories in the results, and a check that each has its one finding."""
    found = [row["name"] for row in ask(place, "FROM all_repositories ORDER BY name, run")]
    assert len(ask(place, "SELECT * FROM all_findings")) == len(found)
    return found


def test_results_are_there_after_a_run(tmp_path: Path) -> None:
    with Run(tmp_path / "results", FACTS) as run:
        run.add(answer("bot"))
        run.add(answer("shop"))
        run.finish()
    assert names(tmp_path) == ["bot", "shop"]
    assert not list(tmp_path.rglob("journal-*"))
    rows = ask(tmp_path, "SELECT source, repository, criteria FROM findings ORDER BY source")
    assert rows[0] == {"source": "/srv/bot", "repository": "bot", "criteria": ["architecture"]}


def interrupt(place: Path) -> None:
    with Run(place, FACTS) as run:
        run.add(answer("bot"))
        raise KeyboardInterrupt


def test_an_interrupted_run_keeps_what_is_done(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt(tmp_path / "results")
    assert names(tmp_path) == ["bot"]
    assert ask(tmp_path, "FROM runs")[0]["finished"] is None


def test_an_interruption_between_journal_and_memory_loses_nothing(tmp_path: Path) -> None:
    run = Run(tmp_path / "results", FACTS)
    run.add(answer("bot"))
    run._batch.clear()
    run.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert names(tmp_path) == ["bot"]


def kill(run: Run) -> None:
    """End a run as SIGKILL does: nothing of it runs any more, and the system takes its lock."""
    run._journal.close()
    run._lock.release()


def test_a_killed_run_loses_at_most_the_line_it_was_writing(tmp_path: Path) -> None:
    run = Run(tmp_path / "results", FACTS)
    run.add(answer("bot"))
    run.add(answer("shop"))
    kill(run)
    with run._journal.path.open("ab") as file:
        file.write(answer("half")[:40])
    assert names(tmp_path) == ["bot", "shop"]
    assert names(tmp_path) == ["bot", "shop"], "reading again changes nothing"


def test_a_run_killed_between_part_and_journal_has_nothing_twice(tmp_path: Path) -> None:
    run = Run(tmp_path / "results", FACTS)
    run.add(answer("bot"))
    run._flush()
    kill(run)
    assert run._journal.path.exists()
    assert names(tmp_path) == ["bot"]


def test_a_run_killed_while_it_writes_a_part(tmp_path: Path) -> None:
    run = Run(tmp_path / "results", FACTS)
    run.add(answer("bot"))
    kill(run)
    half = run.folder / "part-000001.new"
    half.mkdir()
    (half / "findings.parquet").write_bytes(b"PAR1")
    assert names(tmp_path) == ["bot"]
    assert not half.exists()


def test_parts_are_made_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART_REPOSITORIES", 2)
    with Run(tmp_path / "results", FACTS) as run:
        for number in range(5):
            run.add(answer(f"r{number}"))
            assert len(run._batch) < 2
        run.finish()
    assert len(list((run.folder / "parts").iterdir())) == 3
    assert names(tmp_path) == [f"r{number}" for number in range(5)]


class FullDisk:
    """A disk that has room for some bytes more."""

    def __init__(self, room: int, place: Path) -> None:
        self.room = room
        self._file = place.open("ab", buffering=0)

    def write(self, content: bytes) -> int:
        taken = content[: self.room]
        self.room -= len(taken)
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._file.write(taken)

    def close(self) -> None:
        self._file.close()


def fill_the_disk(place: Path) -> None:
    with Run(place, FACTS) as run:
        run.add(answer("bot"))
        run._journal.close()
        run._journal._file = FullDisk(50, run._journal.path)  # type: ignore[assignment]
        run.add(answer("shop"))


def test_a_full_disk_ends_the_run_and_loses_nothing(tmp_path: Path) -> None:
    with pytest.raises(StackfitError, match=r"No space left.*--resume"):
        fill_the_disk(tmp_path / "results")
    assert names(tmp_path) == ["bot"]


def test_a_disk_too_full_for_a_part_keeps_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run = Run(tmp_path / "results", FACTS)
    run.add(answer("bot"))
    with monkeypatch.context() as patch:
        patch.setattr(parts, "write_tables", refuse)
        with pytest.raises(StackfitError, match="No space left") as caught:
            run.finish()
    run.__exit__(StackfitError, caught.value, None)
    assert names(tmp_path) == ["bot"]


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with Run(tmp_path / "results", FACTS), pytest.raises(UsageError, match="another run"):
        Run(tmp_path / "results", FACTS)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(UsageError, match="not empty"):
        open_results(tmp_path, create=True)
    with pytest.raises(UsageError, match="no results"):
        open_results(tmp_path)


def test_results_of_a_later_version_are_not_read(tmp_path: Path) -> None:
    with Run(tmp_path / "results", FACTS) as run:
        run.finish()
    (tmp_path / "results" / "fleet.json").write_text('{"schema_version": 99}')
    with pytest.raises(UsageError, match="version 99"):
        open_results(tmp_path / "results")


def test_a_journal_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"half a li")
    assert journal.read_journal(tmp_path / "empty") == []
