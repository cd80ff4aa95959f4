"""A full disk, a missing home, a kill or a second run never leave a wrong or half a result."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from small_repos import plant

SOURCE = str(Path(__file__).parents[2] / "src")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
TREE = {
    "requirements.txt": "fastapi==0.115.0\n",
    "app.py": "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    "@app.get('/')\nasync def f():\n    time.sleep(1)\n",
}
SCAN = ("scan", "--as-of", "2026-01-01", "--format", "json")


def run(root: Path, *arguments: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in `root` with nothing else in its environment; `before` is Python that is run first."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
    code = f"{before}\nfrom stackfit.cli import run\nrun()"
    # Python's own compiled files would be cut off by a full disk, too.
    command = [sys.executable, "-B", "-c", code, *arguments]
    return subprocess.run(
        command,
        cwd=root,
        env={**kept, "PYTHONPATH": SOURCE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return plant(tmp_path / "shop", TREE)


# No file may become larger than this: what a full disk does, too.
FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60, 60))
"""


@POSIX
def test_on_a_full_disk_files_stay_as_they_were(shop: Path, tmp_path: Path) -> None:
    assert run(shop, "baseline", "create", STACKFIT_CACHE_DIR=str(tmp_path / "c")).returncode == 0
    before = (shop / "stackfit-baseline.json").read_bytes()
    done = run(
        shop, "baseline", "create", "--force", "--reason", "x", before=FULL, STACKFIT_CACHE_DIR=str(tmp_path / "c")
    )
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    done = run(shop, *SCAN, "--output", "html=out.html", before=FULL, STACKFIT_CACHE_DIR=str(tmp_path / "c2"))
    assert done.returncode == 2
    assert (shop / "stackfit-baseline.json").read_bytes() == before
    assert sorted(path.name for path in shop.iterdir()) == ["app.py", "requirements.txt", "stackfit-baseline.json"]


@POSIX
@pytest.mark.parametrize(
    "case", ["full", "no home", "home is a file", "home is a device", "read-only", "damaged cache"]
)
def test_without_a_cache_the_result_is_the_same(shop: Path, tmp_path: Path, case: str) -> None:
    wanted = run(shop, *SCAN, "--no-cache", HOME=str(tmp_path))
    assert wanted.returncode == 1
    (tmp_path / "file").write_text("")
    environment = {
        "full": {"HOME": str(tmp_path)},
        "no home": {},
        "home is a file": {"HOME": str(tmp_path / "file")},
        "home is a device": {"HOME": os.devnull, "STACKFIT_CACHE_DIR": f"{os.devnull}/x"},
        "read-only": {"HOME": "/proc"},  # where nobody may make a folder, not even root
        "damaged cache": {"STACKFIT_CACHE_DIR": str(tmp_path / "cache")},
    }[case]
    if case == "damaged cache":
        run(shop, *SCAN, **environment)
        for file in (tmp_path / "cache").rglob("*"):
            if file.is_file():
                file.write_bytes(b"damage" * 3_000)
    for _ in range(2):
        done = run(shop, *SCAN, before=FULL if case == "full" else "", **environment)
        assert (done.returncode, done.stdout) == (wanted.returncode, wanted.stdout), done.stderr
    assert "Traceback" not in done.stderr


def is_group(number: int) -> bool:
    """Whether a process of the group is left."""
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
@pytest.mark.parametrize("stage", ["Listing files", "Inferring workloads"])
def test_an_interrupted_run_says_nothing_and_leaves_nobody_behind(tmp_path: Path, name: str, stage: str) -> None:
    """There is code enough for a second process, which is there from the reading of files on."""
    sent = signal.Signals[name]
    code = "".join(f"def f{number}(a):\n    time.sleep(1)\n    return f{number + 1}(a)\n" for number in range(120))
    shop = plant(tmp_path / "shop", {**TREE, **{f"m{number}.py": f"import time\n{code}" for number in range(220)}})
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, "STACKFIT_CACHE_DIR": str(tmp_path / "cache")}
    # A shell lets what it starts in the background ignore Ctrl-C, these tests included.
    code = (
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom stackfit.cli import run\nrun()"
    )
    command = [sys.executable, "-c", code, "scan", "--verbose"]
    with subprocess.Popen(
        command,
        cwd=shop,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        assert child.stderr is not None
        said = ""
        for line in child.stderr:
            said += line
            if stage in line:
                break
        if sent is signal.SIGINT:
            os.killpg(child.pid, sent)  # as a terminal does: the whole group
        else:
            child.send_signal(sent)  # as a supervisor does: the first process alone
        _, told = child.communicate()  # which waits for everybody who holds the streams
    assert "Traceback" not in said + told
    assert child.returncode == (130 if sent is signal.SIGINT else -sent)
    for _ in range(600):  # the second process ends when it sees that the first is gone
        if not is_group(child.pid):
            break
        time.sleep(0.05)
    assert not is_group(child.pid)


@POSIX
def test_two_runs_at_once_write_whole_files(shop: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stackfit", "baseline", "create", "--force", "--quiet"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, "STACKFIT_CACHE_DIR": str(tmp_path / "cache")}
    running = [subprocess.Popen(command, cwd=shop, env=environment, stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [child.wait() for child in running] == [0, 0, 0]
    assert len(json.loads((shop / "stackfit-baseline.json").read_text())["accepted"]) >= 1
    assert sorted(path.name for path in shop.iterdir()) == ["app.py", "requirements.txt", "stackfit-baseline.json"]


@POSIX
def test_a_killed_run_leaves_the_file_as_it_was(shop: Path, tmp_path: Path) -> None:
    (shop / "stackfit-baseline.json").write_text('{"version": 1, "accepted": []}\n')
    die = "import os, signal\nos.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)"
    done = run(shop, "baseline", "update", before=die, STACKFIT_CACHE_DIR=str(tmp_path / "cache"))
    assert done.returncode == -signal.SIGKILL
    assert (shop / "stackfit-baseline.json").read_text() == '{"version": 1, "accepted": []}\n'
