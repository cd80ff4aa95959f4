"""A commit is read as the work tree of its checkout would be, and the work tree plays no part in it."""

from __future__ import annotations

import pickle
import subprocess
from pathlib import Path

import pytest

from stackfit.discovery import fileset
from stackfit.discovery.commit import Commit
from stackfit.discovery.fileset import discover
from stackfit.errors import UsageError
from stackfit.model.source import Skip

from .conftest import Git, Plant

FILES: dict[str, str | bytes] = {
    "app.py": "import flask\n",
    "tool": "#!/usr/bin/env python3\nprint(1)\n",
    "empty.py": "",
    "dir with space/ü.py": "x = 1\r\n",
    "sub/.stackfitignore": "left.py\n",
    "sub/left.py": "",
    "sub/kept.py": "",
    ".gitattributes": "made.py linguist-generated\n",
    "made.py": "",
    "photo.bin": b"\0" * 70_000,
    "package.json": "{}",
}


def commit_all(git: Git, root: Path, message: str = "one") -> str:
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", message)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def repo(plant: Plant, git: Git) -> Path:
    root = plant(FILES)
    git(root, "init", "-q")
    return root


def test_a_commit_is_discovered_as_its_checkout_is(repo: Path, git: Git) -> None:
    (repo / "link.py").symlink_to("app.py")
    name = commit_all(git, repo)
    checkout = discover(repo)
    with Commit(repo, name) as commit:
        assert discover(commit) == checkout
        assert commit.name == "tree"
        assert commit.read("dir with space/ü.py") == b"x = 1\r\n"
        assert commit.read("empty.py") == b""


def test_excluded_files_are_named(repo: Path, git: Git) -> None:
    name = commit_all(git, repo)
    with Commit(repo, name) as commit:
        assert Skip(path="app.py", reason="excluded") in discover(commit, exclude=("/app.py",)).skipped


def test_the_work_tree_plays_no_part(repo: Path, git: Git) -> None:
    name = commit_all(git, repo)
    before = discover(repo)
    for path in (repo / "app.py", repo / "tool"):
        path.unlink()
    (repo / "new.py").write_text("import os\n")
    with Commit(repo, name) as commit:
        assert discover(commit) == before
    assert git(repo, "status", "--porcelain") == " D app.py\n D tool\n?? new.py\n"


def test_a_folder_of_a_work_tree_is_a_tree_of_its_own(repo: Path, git: Git) -> None:
    name = commit_all(git, repo)
    with Commit(repo / "sub", name) as commit:
        assert [file.path for file in discover(commit).files] == ["kept.py"]
        assert commit.read("kept.py") == b""
        assert commit.name == "sub"


def test_a_folder_that_the_commit_does_not_have_is_empty(repo: Path, git: Git) -> None:
    name = commit_all(git, repo)
    (repo / "later").mkdir()
    with Commit(repo / "later", name) as commit:
        assert discover(commit).paths == frozenset()


def test_submodules_are_named(repo: Path, git: Git) -> None:
    git(repo / "sub", "init", "-q")
    commit_all(git, repo / "sub")
    name = commit_all(git, repo)
    with Commit(repo, name) as commit:
        assert Skip(path="sub", reason="submodule") in discover(commit).skipped


def test_links_and_what_is_too_large_are_not_read(repo: Path, git: Git) -> None:
    (repo / "link.py").symlink_to("app.py")
    with Commit(repo, commit_all(git, repo)) as commit:
        for path in ("link.py", "no.py", "sub"):
            with pytest.raises(OSError, match="not a regular file"):
                commit.read(path)
        with pytest.raises(OSError, match="larger than"):
            commit.read("photo.bin", 69_999)


def test_works_in_a_linked_work_tree_and_in_a_shallow_clone(repo: Path, git: Git, tmp_path: Path) -> None:
    name = commit_all(git, repo)
    expected = discover(repo)
    git(repo, "worktree", "add", "-q", str(tmp_path / "beside"), "HEAD")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "shallow")
    for place in (tmp_path / "beside", tmp_path / "shallow"):
        with Commit(place, name) as commit:
            assert discover(commit) == expected


def test_a_partial_clone_says_what_to_do(repo: Path, git: Git, tmp_path: Path) -> None:
    first = commit_all(git, repo)
    (repo / "app.py").write_text("import django\n")
    commit_all(git, repo, "two")
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", repo.as_uri(), "partial")
    with pytest.raises(UsageError, match=r"partial.*git diff --stat"):
        Commit(tmp_path / "partial", first)


def test_a_damaged_repository_is_read_as_far_as_it_goes(repo: Path, git: Git) -> None:
    name = commit_all(git, repo)
    blob = git(repo, "rev-parse", "HEAD:app.py").strip()
    damaged = repo / ".git" / "objects" / blob[:2] / blob[2:]
    damaged.chmod(0o644)
    damaged.unlink()
    with Commit(repo, name) as commit:
        files = discover(commit)
        assert commit.read("tool").startswith(b"#!")
    assert [error.path for error in files.errors] == ["app.py"]
    assert Skip(path="app.py", reason="unreadable") in files.skipped


def test_a_commit_can_be_handed_to_another_process(repo: Path, git: Git) -> None:
    with Commit(repo, commit_all(git, repo)) as commit:
        commit.read("app.py")
        with pickle.loads(pickle.dumps(commit)) as copy:  # noqa: S301 - made here
            assert copy.read("app.py") == b"import flask\n"


def test_names_that_lead_out_of_the_tree_are_no_files(repo: Path, git: Git) -> None:
    commit_all(git, repo)
    blob = git(repo, "rev-parse", "HEAD:app.py").strip()
    entry = f"100644 blob {blob}\t..\n100644 blob {blob}\tgood.py\n"
    made = subprocess.run(["git", "mktree"], cwd=repo, input=entry, capture_output=True, text=True, check=True)
    name = git(repo, "commit-tree", "-m", "evil", made.stdout.strip()).strip()
    with Commit(repo, name) as commit:
        assert discover(commit).paths == {"good.py"}


def test_no_more_files_are_taken_from_git_than_are_looked_at(
    repo: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = commit_all(git, repo)
    monkeypatch.setattr(fileset, "MOST_FILES", 4)
    with Commit(repo, name) as commit:
        found = discover(commit)
    assert len(found.paths) == 4
    assert "7 files beyond 4 were not looked at" in [error.message for error in found.errors]


def test_a_name_that_is_no_commit_is_refused(repo: Path, git: Git) -> None:
    commit_all(git, repo)
    with pytest.raises(UsageError, match="cannot be listed"):
        Commit(repo, "0" * 40)
