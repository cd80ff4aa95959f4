"""Workers: a repository that hangs, grows or kills costs itself, and the next one is scanned."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from fleet.conftest import Plant, make_settings
from stackfit.fleet.isolation import run_task
from stackfit.fleet.source import Source
from stackfit.fleet.task import Limits, Task


def scan(folder: Path, **limits: Any) -> dict[str, Any]:
    """What a worker says of a folder."""
    settings = make_settings(limits=Limits(**{"seconds": 30, **limits}))
    row: dict[str, Any] = json.loads(run_task(Task(source=Source(location=str(folder))), settings))["repository"]
    return row


def test_a_worker_scans_one_after_the_other(plant: Plant) -> None:
    rows = [scan(folder) for folder in plant("bot", "shop")]
    assert [(row["name"], row["status"]) for row in rows] == [("bot", "scanned"), ("shop", "scanned")]


@pytest.mark.parametrize(
    ("what", "limits", "kind", "message"),
    [
        ("hangs", {"seconds": 1.5}, "time", "took longer than 1.5 seconds"),
        ("grows", {"memory": 250_000_000}, "memory", "took more than 250 MB of memory"),
        ("dies", {}, "crash", "the worker died"),
        ("raises", {}, "internal", "RuntimeError: a fault in a rule"),
        ("misconfigured", {}, "config", "unknown key 'x'"),
    ],
)
def test_what_goes_wrong_is_a_row(what: str, limits: dict[str, Any], kind: str, message: str, plant: Plant) -> None:
    bad, good = plant("good", bad=what)[::-1]
    row = scan(bad, **limits)
    assert (row["status"], row["error_kind"]) == ("failed", kind)
    assert message in row["error"]
    assert row["source"] == str(bad)
    assert scan(good)["status"] == "scanned"


def test_a_repository_whose_worker_died_is_tried_once_more(plant: Plant) -> None:
    row = scan(plant(shop="dies-once")[0])
    assert (row["status"], row["attempts"]) == ("scanned", 2)


def test_the_current_folder_is_not_imported_from(plant: Plant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "stackfit", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('owned')\n")
    monkeypatch.chdir(tmp_path)
    assert scan(plant("shop")[0])["status"] == "scanned"


def test_a_machine_that_starts_no_process_is_said_to(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("stackfit.fleet.isolation.subprocess.Popen", refuse)
    monkeypatch.setattr("stackfit.fleet.isolation._own", threading.local())
    row = scan(plant("shop")[0])
    assert (row["error_kind"], row["error"][:30]) == ("crash", "no worker could be started: [E")
