"""Whatever lies in a folder, a scan ends in a report that names what it left out."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from small_repos import AS_OF, plant, scan_tree
from stackfit.config import Config, load_config
from stackfit.discovery import fileset
from stackfit.discovery.listing import Entry
from stackfit.discovery.reading import read_bytes
from stackfit.discovery.sieve import Sieve, Sifted
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.report import FORMATS, View

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
APP = "import time\n\n\nasync def f():\n    time.sleep(1)\n"


def reasons(report: Report) -> dict[str, str]:
    return {skip.path: skip.reason for skip in report.coverage.skipped}


def found(report: Report) -> set[str]:
    return {item.location.path for item in report.findings if item.code == "SF101"}


def scan_here(root: Path) -> Report:
    report = scan(root, Config(), AS_OF)
    for render in FORMATS.values():
        assert render(report, View(name=root.name)).encode("utf-8", "backslashreplace")
    return report


@POSIX
@pytest.mark.parametrize("tracked", [False, True])
def test_pipes_devices_and_sockets_are_not_opened(
    tmp_path: Path, tracked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plant(tmp_path / "t", {"app.py": APP, "package.json": "{}"})
    for name in ("pipe.py", "requirements.txt", "a.ipynb", "run"):
        os.mkfifo(root / name)
    with contextlib.suppress(OSError):  # only root may, and not everywhere
        os.mknod(root / "endless.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.js")
        if tracked:
            subprocess.run(["git", "init", "-q"], check=True)
        report = scan_here(root)
    assert found(report) == {"app.py"}
    # git does not list what it cannot keep.
    assert tracked or (root / "endless.py").exists() == ("endless.py" in reasons(report))
    assert tracked or {"pipe.py", "requirements.txt", "a.ipynb", "socket.js"} <= reasons(report).keys()


@POSIX
def test_links_are_not_followed_out_of_the_tree_nor_in_circles(tmp_path: Path) -> None:
    plant(tmp_path, {"secret/app.py": APP, "secret/package.json": '{"name": "secret"}'})
    root = plant(tmp_path / "t", {"app.py": APP})
    links = {"loop": ".", "up": "..", "out": "../secret", "one.py": "two.py", "two.py": "one.py", "gone.py": "nowhere",
             "s.py": "../secret/app.py", "package.json": "../secret/package.json", "null.py": os.devnull}  # fmt: skip
    for name, target in links.items():
        (root / name).symlink_to(target)
    report = scan_here(root)
    assert found(report) == {"app.py"}
    assert {path for path, reason in reasons(report).items() if reason == "symlink"} == set(links)
    assert "secret" not in FORMATS["json"](report, View()).replace('"secret', "")
    with pytest.raises(OSError, match="symbolic link"):
        read_bytes(root, "out/app.py")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def as_anybody(ask: Callable[[], str]) -> str:
    """What is answered in a process without the rights of root, to whom every file is readable."""
    if os.geteuid() != 0:
        return ask()
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # other tests may have left threads, which hold nothing here
        process = os.fork()
    if process == 0:
        os.close(ours)
        try:
            os.setgroups([])
            os.setgid(65_534)
            os.setuid(65_534)
            os.write(theirs, ask().encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as answer:
        told = answer.read()
    os.waitpid(process, 0)
    return told


@POSIX
@pytest.mark.parametrize("tracked", [False, True])
def test_what_may_not_be_read_is_named(open_folder: Path, tracked: bool) -> None:
    closed = ("no.py", "closed", "requirements.txt", "a/.gitignore", "a/.gitattributes", "b/stackfit.toml")
    tree = {"app.py": APP, **dict.fromkeys(closed, "x"), "closed/a.py": APP, "a/b.py": APP, "b/package.json": "{}"}
    root = plant(open_folder / "t", {name: text for name, text in tree.items() if name != "closed"})
    for name in closed:
        (root / name).chmod(0)
    if tracked:
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        subprocess.run(["git", "add", "."], cwd=root, check=os.geteuid() == 0, capture_output=True)
    scan_here(root)  # so that the process without rights has nothing left to import

    def ask() -> str:
        report = scan_here(root)
        return json.dumps([sorted(found(report)), sorted({error.path for error in report.coverage.errors})])

    try:
        answer = as_anybody(ask)
    finally:
        (root / "closed").chmod(0o700)
    assert answer, "the scan failed"
    seen, named = json.loads(answer)
    assert {"app.py", "a/b.py"} <= set(seen)
    assert {"no.py", "requirements.txt"} <= set(named)
    assert {"closed", "closed/a.py"} & set(named)


@POSIX
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_that_may_not_be_listed_or_entered_is_named(open_folder: Path, mode: int) -> None:
    root = plant(open_folder / "t", {"app.py": APP, "stackfit.toml": "fail-on = 'never'\n"})
    root.chmod(mode)

    def ask() -> str:
        errors = scan(root, load_config(root), AS_OF).coverage.errors
        return " ".join(f"{error.path}: {error.message}" for error in errors)

    try:
        scan_here(plant(open_folder / "u", {"app.py": APP}))
        answer = as_anybody(ask)
    finally:
        root.chmod(0o700)
    assert "Permission denied" in answer


@POSIX
@pytest.mark.parametrize("tracked", [False, True])
def test_names_of_all_kinds(tmp_path: Path, tracked: bool) -> None:
    root = plant(tmp_path / "t", {})
    names = [b"new\nline.py", b"esc\x1b[2Jape.py", b"bi\xe2\x80\xaedi.py", b"bad\xff\xfe.py", b"\xed\xa0\x80.py",
             b"-rf.py", b"quote'\".py", b"$(x).py", b"a\\b.py", b"con.py", b" .py",
             b"%0A::error::.py", b"\xf0\x9f\x90\x8d.py"]  # fmt: skip
    for name in names:
        with open(os.path.join(os.fsencode(root), name), "wb") as file:  # noqa: PTH118, PTH123 - bytes
            file.write(APP.encode())
    if tracked:
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        subprocess.run(["git", "add", "."], cwd=root, check=True)
    report = scan_here(root)
    undecodable = [path for path, reason in reasons(report).items() if reason == "undecodable-name"]
    assert len(undecodable) == 2
    assert len(found(report)) == len(names) - 2
    for format_name in ("text", "concise", "github", "markdown", "html"):
        text = FORMATS[format_name](report, View(name="t", color=True, unicode=True))
        assert "\u202e" not in text, format_name
        assert "\x1b[2J" not in text, format_name


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="paths of 4,096 bytes need Linux")
def test_paths_as_long_as_the_system_has_them(tmp_path: Path) -> None:
    root = plant(tmp_path / "t", {"app.py": APP})
    handle = os.open(root, os.O_RDONLY)
    for _ in range(40):  # beyond what can be opened by its whole path
        os.mkdir("d" * 200, dir_fd=handle)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=handle)
        with os.fdopen(os.open("deep.py", os.O_WRONLY | os.O_CREAT, dir_fd=inner), "w") as file:
            file.write(APP)
        os.close(handle)
        handle = inner
    os.close(handle)
    report = scan_here(root)
    assert len(found(report)) > 10
    assert any("too long" in error.message for error in report.coverage.errors)
    subprocess.run(["rm", "-rf", root], check=True)  # pytest's own clean-up would not get down there


def test_names_that_differ_in_case_only(tmp_path: Path) -> None:
    tree = {"App.py": APP, "app.py": APP, "README.md": "a", "readme.md": "b", "Package.json": "{", "package.json": "{}"}
    report = scan_tree(tmp_path / "t", tree)
    assert len(found(report)) == len(list((tmp_path / "t").glob("[aA]pp.py")))


@pytest.mark.parametrize("name", ["big.ipynb", "package-lock.json", "poetry.lock", "app.py", "pyproject.toml"])
def test_files_of_hundreds_of_megabytes_are_not_read(tmp_path: Path, name: str) -> None:
    root = plant(tmp_path / "t", {"b.py": APP, name: "{"})
    os.truncate(root / name, 400_000_000)  # takes no room on the disk
    report = scan_here(root)
    assert reasons(report)[name] == "too-large"
    assert found(report) == {"b.py"}


@pytest.mark.parametrize(
    ("name", "size"), [("compose.yaml", 2_000_001), ("Dockerfile", 4_000_000), ("uv.lock", 60_000_001)]
)
def test_files_beyond_the_bound_of_their_kind_are_named(tmp_path: Path, name: str, size: int) -> None:
    root = plant(tmp_path / "t", {"b.py": APP, name: "#"})
    os.truncate(root / name, size)
    report = scan_here(root)
    told = [error.message for error in report.coverage.errors if error.path == name]
    assert reasons(report).get(name) == "too-large" or any("larger than 2 MB" in message for message in told)


def test_files_that_grow_shrink_or_vanish_while_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant(tmp_path / "t", {f"f{number}.py": APP for number in range(6)} | {"requirements.txt": "fastapi\n"})
    real = Sieve.sift

    def sift(sieve: Sieve, entry: Entry) -> Sifted | None:
        kept = real(sieve, entry)
        file = root / entry.path
        if entry.path in ("f1.py", "requirements.txt"):
            file.unlink()
        elif entry.path == "f2.py":
            os.truncate(file, 6_000_000)
        elif entry.path == "f3.py":
            file.write_text("")
        elif entry.path == "f4.py":
            file.unlink()
            file.mkdir()
        return kept

    monkeypatch.setattr(Sieve, "sift", sift)
    report = scan_here(root)
    assert found(report) == {"f0.py", "f5.py"}
    assert {"f1.py", "f2.py", "f4.py", "requirements.txt"} <= {error.path for error in report.coverage.errors}


def test_more_files_than_any_repository_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fileset, "MOST_FILES", 3)
    report = scan_tree(tmp_path / "t", {f"f{number}.py": APP for number in range(8)})
    assert found(report) == {"f0.py", "f1.py", "f2.py"}
    assert "5 files beyond 3 were not looked at" in [error.message for error in report.coverage.errors]
