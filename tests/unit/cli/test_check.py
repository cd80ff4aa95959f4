"""`stackfit check`: findings of some files only."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run

OTHER = """\
from fastapi import FastAPI

names = FastAPI()


@names.get("/names")
async def read_names():
    with open("names.txt") as file:
        return file.read()
"""


@pytest.fixture
def sleepy(shop: Path) -> Path:
    """A second, milder finding in another file."""
    (shop / "other.py").write_text(OTHER)
    return shop


def test_no_files_means_all(run: Run, shop: Path) -> None:
    result = run("check")
    assert result.code == 1
    assert result.out.startswith("app.py:8:12: error SF101 ")


def test_only_what_concerns_the_files(run: Run, shop: Path) -> None:
    assert run("check", "other.py") == (0, "", "")
    assert run("check", "other.py", "app.py").code == 1


def test_a_chain_concerns_every_file_it_passes(run: Run, shop: Path) -> None:
    assert "app.py:8:12" in run("check", shop / "app.py").out


def test_folders_stand_for_their_files(run: Run, shop: Path) -> None:
    assert run("check", ".").code == 1


def test_a_folder_beside_its_files_is_still_all_of_it(run: Run, sleepy: Path) -> None:
    assert run("check", ".", "other.py").code == 1


def test_what_joins_code_and_deployment_concerns_both(run: Run, shop: Path) -> None:
    (shop / "Procfile").write_text("web: gunicorn chat:app\n")
    (shop / "chat.py").write_text("from flask_socketio import SocketIO\nsockets = SocketIO(app)\n")
    for file in ("Procfile", "chat.py"):
        assert "Procfile:1:1: warning SF102" in run("check", file).out


def test_paths_can_be_opened_from_here(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / ".git").mkdir()
    (shop / "deep").mkdir()
    monkeypatch.chdir(shop / "deep")
    assert run("check", "../app.py").out.startswith("../app.py:8:12: ")


def test_the_gate_is_lower_than_that_of_scan(run: Run, sleepy: Path) -> None:
    result = run("check", "--ignore", "error")
    assert "warning" in result.out
    assert result.code == 1
    assert run("scan", "--ignore", "error").code == 0


def test_a_file_that_is_not_there(run: Run, shop: Path) -> None:
    result = run("check", "gone.py")
    assert result.code == 2
    assert "gone.py: no such file" in result.err


def test_files_of_two_repositories(run: Run, shop: Path, tmp_path: Path) -> None:
    (shop / ".git").mkdir()
    (tmp_path / "stray.py").write_text("")
    result = run("check", "app.py", tmp_path / "stray.py")
    assert result.code == 2
    assert "one repository at a time" in result.err
