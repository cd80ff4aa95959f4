"""`stackfit fleet`: exit codes, gates, formats, and what a plain install says."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import stackfit
from cli.conftest import SERVICE, Run
from stackfit.fleet import extra

SOURCE_ROOT = str(Path(stackfit.__file__).parents[1])


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two services, one of which blocks its loop, and a list of them and of one that is not there."""
    for name, code in (("shop", SERVICE), ("shelf", SERVICE.replace("return fetch()", "return 1"))):
        (tmp_path / "all" / name).mkdir(parents=True)
        (tmp_path / "all" / name / "requirements.txt").write_text("fastapi==0.115.0\nrequests==2.32.3\n")
        (tmp_path / "all" / name / "app.py").write_text(code)
    (tmp_path / "list.txt").write_text("all/shop\nall/shelf\n./all/shop\nall/none\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STACKFIT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def test_a_fleet_is_scanned_reported_and_asked(run: Run, fleet: Path) -> None:
    scanned = run("fleet", "scan", "list.txt", "-j", "1", "--fail-on", "error", "--as-of", "2026-01-01")
    assert scanned.code == 1
    assert f"{fleet / 'all' / 'shop'}: 1 finding at or above --fail-on error" in scanned.err
    assert f"{fleet / 'all' / 'none'}: no such folder" in scanned.err
    assert "3 repositories done, 1 failed" in scanned.err
    assert scanned.out == ""

    report = run("fleet", "report", "--html", "fleet.html")
    assert report.code == 0
    assert "3 repositories, 1 failed" in report.out
    assert "SF101  blocking-call-on-event-loop" in report.out
    assert "3 repositories" in (fleet / "fleet.html").read_text("utf-8")

    asked = run("fleet", "query", "SELECT name, errors FROM repositories ORDER BY name", "--format", "csv")
    assert asked.out == "name,errors\nnone,\nshelf,0\nshop,1\n"
    assert run("fleet", "query", "DROP VIEW repositories").code == 2

    again = run(
        "fleet", "scan", "--checkouts", "all", "--resume", "--as-of", "2026-01-01", "--format", "jsonl", "--strict"
    )
    assert again.code == 0
    rows = [json.loads(line)["repository"] for line in again.out.splitlines()]
    assert sorted((row["name"], row["status"]) for row in rows) == [("shelf", "reused"), ("shop", "reused")]
    listed = run("fleet", "report", "--format", "jsonl")
    assert [json.loads(line)["name"] for line in listed.out.splitlines()] == ["shelf", "shop"]


def test_a_repository_that_cannot_be_scanned_fails_only_a_strict_run(run: Run, fleet: Path) -> None:
    assert run("fleet", "scan", "all/shop", "file:///none", "--strict").code == 4
    low = run("fleet", "scan", "all/shop", "--resume", "--min-fit", "99")
    assert low.code == 1
    assert "python fits" in low.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("scan",), "nothing to scan"),
        (("scan", "nowhere"), "nowhere: no such file or folder"),
        (("scan", ".", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler needs --engine dask"),
        (("scan", ".", "--results", "all"), "holds no results"),
        (("report",), "no results here"),
        (("query", "SELECT 1"), "no results here"),
    ],
)
def test_misuse_is_explained(arguments: tuple[str, ...], words: str, run: Run, fleet: Path) -> None:
    result = run("fleet", *arguments)
    assert result.code == 2
    assert words in result.err


@pytest.mark.parametrize("arguments", [("scan", "."), ("report",), ("query", "SELECT 1")])
def test_a_plain_install_says_what_is_missing(
    arguments: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "duckdb" else object())
    result = run("fleet", *arguments)
    assert result.code == 2
    assert "needs duckdb" in result.err
    assert 'pip install "stackfit[fleet]"' in result.err


def test_nobody_else_pays_for_it() -> None:
    code = (
        "import sys; from stackfit.cli import main; main(['--version']); main(['scan', '--help']);"
        "print([name for name in ('stackfit.fleet', 'duckdb', 'pyarrow', 'dask', 'psutil') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": SOURCE_ROOT}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that asks a process to end")
def test_a_run_that_is_asked_to_end_keeps_what_is_done(run: Run, fleet: Path) -> None:
    for number in range(40):
        (fleet / "all" / f"more{number}").mkdir()
        (fleet / "all" / f"more{number}" / "app.py").write_text(SERVICE)
    command = [sys.executable, "-m", "stackfit", "fleet", "scan", "--checkouts", "all", "-j", "1", "--format", "jsonl"]
    environment = {**os.environ, "PYTHONPATH": SOURCE_ROOT}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as going:
        assert going.stdout is not None
        going.stdout.readline()
        going.send_signal(signal.SIGTERM)
        rest, told = going.communicate(timeout=120)
    assert going.returncode == 130
    assert "--resume goes on from there" in told
    kept = json.loads(run("fleet", "query", "SELECT count(*) AS n FROM repositories", "--format", "jsonl").out)["n"]
    assert kept == 1 + len(rest.splitlines()) < 42


# A shell lets what it starts in the background ignore Ctrl-C, these tests included.
HEARING = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom stackfit.cli import run\nrun()"


@pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")
@pytest.mark.parametrize("engine", ["process", "dask"])
def test_ctrl_c_ends_everybody_also_those_who_wait_for_a_server(engine: str, fleet: Path) -> None:
    arguments = ["fleet", "scan", "--checkouts", "all", "-j", "2", "--format", "jsonl", "--engine", engine]
    environment = {**os.environ, "PYTHONPATH": SOURCE_ROOT}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        arguments.append(f"git://127.0.0.1:{silent.getsockname()[1]}/never")
        with subprocess.Popen(
            [sys.executable, "-c", HEARING, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as going:
            waiting, _ = silent.accept()
            family = psutil.Process(going.pid).children(recursive=True)
            os.killpg(going.pid, signal.SIGINT)  # as a terminal does: the whole group
            _, told = going.communicate(timeout=60)
        for _ in range(200):  # those who lost their parent in the middle of a task see it within a moment
            if not any(map(is_alive, family)):
                break
            time.sleep(0.1)
        left = [process for process in family if is_alive(process)]
        waiting.close()
    assert going.returncode == 130
    assert "--resume goes on from there" in told
    assert "Traceback" not in told
    assert len(family) >= 2
    assert not left


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
