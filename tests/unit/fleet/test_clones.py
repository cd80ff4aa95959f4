"""Clones: one commit, nothing large, nothing run, and no more than fits."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet.conftest import git
from stackfit.fleet.checkout import LARGEST_FILE
from stackfit.fleet.clones import checked_out, find_commit
from stackfit.fleet.git import GitError
from stackfit.fleet.source import Source, parse_source

ROOM = 10**9


def clone(text: str, place: Path, room: int = ROOM) -> list[str]:
    """Check out a source, and list the files that are there."""
    source = parse_source(text, place)
    with checked_out(source, find_commit(source, place), place, room) as folder:
        top = next(parent for parent in (folder, *folder.parents) if (parent / ".git").exists())
        inside = (path.relative_to(top) for path in top.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in inside if path.parts[0] != ".git")


@pytest.mark.parametrize("ref", ["", "#main", "#v1"])
def test_a_ref_is_checked_out(ref: str, origin: Path, tmp_path: Path) -> None:
    assert clone(f"{origin.as_uri()}{ref}", tmp_path / "clones") == ["app.py", "docs/page.md", "services/api/main.py"]


def test_a_commit_is_checked_out(origin: Path, tmp_path: Path) -> None:
    commit = git(origin, "rev-parse", "HEAD")
    (origin / "app.py").unlink()
    git(origin, "commit", "--quiet", "--all", "-m", "two")
    assert "app.py" in clone(f"{origin.as_uri()}#{commit}", tmp_path / "clones")


def test_of_a_sub_path_no_more_than_that_and_the_files_above_it_is_fetched(origin: Path, tmp_path: Path) -> None:
    assert clone(f"{origin.as_uri()}#:services/api", tmp_path / "clones") == ["app.py", "services/api/main.py"]


def test_large_files_are_not_fetched(origin: Path, tmp_path: Path) -> None:
    (origin / "model.bin").write_bytes(os.urandom(LARGEST_FILE + 1))
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "model")
    assert "model.bin" not in clone(origin.as_uri(), tmp_path / "clones")
    assert sum(path.stat().st_size for path in (tmp_path / "clones").rglob("*") if path.is_file()) < LARGEST_FILE


def test_a_clone_follows_its_origin(origin: Path, tmp_path: Path) -> None:
    clone(origin.as_uri(), tmp_path / "clones")
    (origin / "app.py").rename(origin / "main.py")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "-m", "two")
    assert "app.py" not in clone(origin.as_uri(), tmp_path / "clones")
    assert len([path for path in (tmp_path / "clones").iterdir() if path.is_dir()]) == 1


def test_clones_make_room(origin: Path, tmp_path: Path) -> None:
    for ref in ("main", "v1"):
        clone(f"{origin.as_uri()}#{ref}", tmp_path / "clones", room=0)
    assert [path for path in (tmp_path / "clones").iterdir() if path.is_dir()] == []


def test_more_files_than_any_repository_has_are_not_laid_out(
    bomb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(GitError, match="cannot be listed: git said more than 300 MB"):
        clone(bomb.as_uri(), tmp_path / "clones")
    tree = git(bomb, "rev-parse", "main:f0/f0/f0/f0/f0/f0/f0")
    git(bomb, "update-ref", "refs/heads/small", git(bomb, "commit-tree", "-m", "two", tree))
    assert len(clone(f"{bomb.as_uri()}#small", tmp_path / "clones")) == 1_000
    monkeypatch.setattr("stackfit.fleet.checkout.MOST_FILES", 999)
    with pytest.raises(GitError, match="has more than 999 files"):
        clone(f"{bomb.as_uri()}#small", tmp_path / "others")


def test_one_file_in_many_places_does_not_fill_the_disk(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        (origin / f"{number}.txt").write_text("x" * 300)
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "two")
    monkeypatch.setattr("stackfit.fleet.checkout.MOST_BYTES", 1_500)
    with pytest.raises(GitError, match="GB of files"):
        clone(origin.as_uri(), tmp_path / "clones")
    assert not list((tmp_path / "clones").rglob("*.txt"))
    monkeypatch.setattr("stackfit.fleet.checkout.MOST_BYTES", 1_600)
    assert "0.txt" in clone(origin.as_uri(), tmp_path / "clones")


@pytest.mark.skipif(os.name == "nt", reason="the hooks are shell scripts, and links need a privilege")
def test_nothing_of_the_repository_is_run(origin: Path, tmp_path: Path) -> None:
    owned = tmp_path / "owned"
    script = f"touch '{owned}'"
    (tmp_path / "gitconfig").write_text(
        f'[filter "evil"]\nsmudge = {script}; cat\nclean = {script}; cat\nrequired = true\n'
        f"[core]\nhooksPath = {tmp_path / 'hooks'}\nfsmonitor = {tmp_path / 'hooks' / 'post-checkout'}\n"
        "[user]\nname = Test\nemail = test@example.com\n"
    )
    (tmp_path / "hooks").mkdir()
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (tmp_path / "hooks" / hook).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "hooks" / hook).chmod(0o755)
    (origin / ".gitattributes").write_text("*.py filter=evil\n")
    (origin / "link.py").symlink_to("/etc/passwd")
    (origin / ".gitmodules").write_text(f'[submodule "sub"]\npath = sub\nurl = {origin}\n')
    git(origin, "-c", "filter.evil.clean=cat", "-c", "core.hooksPath=", "-c", "core.fsmonitor=", "add", ".")
    git(origin, "-c", "core.hooksPath=", "-c", "core.fsmonitor=", "commit", "--quiet", "-m", "evil")
    owned.unlink(missing_ok=True)
    source = parse_source(origin.as_uri(), tmp_path)
    with checked_out(source, find_commit(source, tmp_path / "clones"), tmp_path / "clones", ROOM) as folder:
        assert (folder / "app.py").read_text() == "print(1)\n"
        assert not (folder / "link.py").is_symlink()
        assert not (folder / "sub").exists()
    assert not owned.exists()


@pytest.mark.parametrize("text", ["#no-such-branch", "#main:no/such/folder"])
def test_what_is_not_there_is_said(text: str, origin: Path, tmp_path: Path) -> None:
    with pytest.raises(GitError, match="has no"):
        clone(f"{origin.as_uri()}{text}", tmp_path / "clones")


def test_git_says_why_it_cannot_clone(tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"does not appear to be a git repository|not found|does not exist"):
        clone((tmp_path / "nothing").as_uri(), tmp_path / "clones")


def test_a_protocol_that_is_not_allowed_is_refused_by_git_as_well(tmp_path: Path) -> None:
    source = Source(location=f"ext::touch {tmp_path / 'owned'}", remote=True)
    with pytest.raises(GitError, match="not allowed"):
        find_commit(source, tmp_path / "clones")
    assert not (tmp_path / "owned").exists()


def test_the_users_own_settings_reach_servers(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{tmp_path.as_uri()}/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://git.example/")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert "app.py" in clone("https://git.example/origin", tmp_path / "clones")


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A git daemon on this machine, for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["git", "daemon", "--export-all", "--listen=127.0.0.1", f"--port={port}", f"--base-path={folder}"]
    program = Path(subprocess.check_output(["git", "--exec-path"], text=True).strip()) / "git-daemon"
    with subprocess.Popen([str(program), *command[2:], str(folder)], stderr=subprocess.DEVNULL) as daemon:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.05)
            yield f"git://127.0.0.1:{port}"
        finally:
            daemon.terminate()


@pytest.mark.skipif(os.name == "nt", reason="Git for Windows has no git daemon")
def test_a_server_is_asked_for_no_more_than_is_needed(origin: Path, tmp_path: Path) -> None:
    for number in range(3):
        (origin / "old.txt").write_bytes(os.urandom(300_000))
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "-m", f"change {number}")
    with serve(tmp_path) as address:
        assert "services/api/main.py" in clone(f"{address}/origin", tmp_path / "clones")
    size = sum(path.stat().st_size for path in (tmp_path / "clones").rglob("*.pack"))
    assert 300_000 < size < 500_000, "one commit, not all three"
