"""Which commits are meant, where they part, which files were renamed; and what to do where git cannot tell."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from stackfit.discovery.commit import Commit
from stackfit.discovery.history import find_commit, find_merge_base, find_renames
from stackfit.errors import UsageError

from .conftest import Git, Plant

LONG = "".join(f"line {number}\n" for number in range(30))


@pytest.fixture
def repo(plant: Plant, git: Git) -> Path:
    """A branch `main` with a second commit, and a branch `topic` from the first one."""
    root = plant({"a.py": LONG, "sub/b.py": LONG.upper()})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    git(root, "tag", "first")
    git(root, "checkout", "-qb", "topic")
    git(root, "commit", "-qm", "on topic", "--allow-empty")
    git(root, "checkout", "-q", "main")
    git(root, "commit", "-qm", "two", "--allow-empty")
    return root


def test_commits_are_found_by_branch_tag_and_hash(repo: Path, git: Git) -> None:
    name = git(repo, "rev-parse", "first").strip()
    assert find_commit(repo, "first") == find_commit(repo, "main~1") == find_commit(repo, name[:10]) == name


@pytest.mark.parametrize("name", ["nothing", "--all", "-h", "", "a\0b", "main:a.py", "$(touch x)", "main..topic"])
def test_what_is_no_commit_is_refused(name: str, repo: Path) -> None:
    with pytest.raises(UsageError):
        find_commit(repo, name)
    assert not (repo / "x").exists()


def test_a_branch_that_only_the_server_has_is_suggested(repo: Path, git: Git, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(repo), "clone")
    with pytest.raises(UsageError, match="there is origin/topic"):
        find_commit(tmp_path / "clone", "topic")


def test_outside_of_a_repository_there_are_no_commits(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="in no git repository"):
        find_commit(tmp_path, "HEAD")


def test_the_histories_part_at_the_merge_base(repo: Path, git: Git) -> None:
    main, topic = find_commit(repo, "main"), find_commit(repo, "topic")
    assert find_merge_base(repo, main, topic) == find_commit(repo, "first")


def test_a_shallow_clone_says_how_to_get_more(repo: Path, git: Git, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", "--no-tags", repo.as_uri(), "clone")
    clone = tmp_path / "clone"
    main, topic = find_commit(clone, "main"), find_commit(clone, "origin/topic")
    with pytest.raises(UsageError, match=r"shallow.*--unshallow.*fetch-depth: 0.*--direct"):
        find_merge_base(clone, main, topic)
    with pytest.raises(UsageError, match="git fetch --depth=1 origin"):
        find_commit(clone, git(repo, "rev-parse", "first").strip())


def test_histories_without_a_common_commit_are_told(repo: Path, git: Git) -> None:
    git(repo, "checkout", "-q", "--orphan", "alone")
    git(repo, "commit", "-qm", "alone")
    with pytest.raises(UsageError, match="nothing in common"):
        find_merge_base(repo, find_commit(repo, "main"), find_commit(repo, "alone"))


def test_renames_between_commits_and_staged_ones(repo: Path, git: Git) -> None:
    base = find_commit(repo, "main")
    git(repo, "mv", "sub/b.py", "sub/c d.py")
    assert find_renames(repo, base, None) == {"sub/b.py": "sub/c d.py"}
    (repo / "sub" / "c d.py").write_text(LONG.upper() + "one more\n")
    git(repo, "commit", "-qam", "moved")
    head = find_commit(repo, "HEAD")
    assert find_renames(repo, base, head) == {"sub/b.py": "sub/c d.py"}
    assert find_renames(repo / "sub", base, head) == {"b.py": "c d.py"}
    assert find_renames(repo, base, base) == {}


def test_a_hostile_configuration_runs_nothing(repo: Path, git: Git, tmp_path: Path) -> None:
    base = find_commit(repo, "main")
    (repo / "a.py").write_text(LONG + "changed\n")
    git(repo, "mv", "sub/b.py", "sub/c.py")
    marker = tmp_path / "marker"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    script.chmod(0o755)
    evil = script.as_posix()
    with (repo / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {evil}\n\thooksPath = {tmp_path.as_posix()}\n\tpager = {evil}\n"
            f'[diff]\n\texternal = {evil}\n[diff "x"]\n\tcommand = {evil}\n\ttextconv = {evil}\n'
            f'[filter "x"]\n\tclean = {evil}\n\tsmudge = {evil}\n\tprocess = {evil}\n'
            f"[alias]\n\trev-parse = !{evil}\n\tmerge-base = !{evil}\n\tdiff-index = !{evil}\n\tcat-file = !{evil}\n"
        )
    (repo / ".gitattributes").write_text("* filter=x diff=x\n")
    assert find_merge_base(repo, base, find_commit(repo, "topic")) == find_commit(repo, "first")
    assert find_renames(repo, base, None) == {"sub/b.py": "sub/c.py"}
    assert find_renames(repo, base, find_commit(repo, "topic")) == {}
    with Commit(repo, base) as commit:
        assert commit.read("a.py") == LONG.encode()
    assert not marker.exists()
    # The bait is real: plain git does run it.
    subprocess.run(["git", "diff"], cwd=repo, capture_output=True, check=False)
    assert marker.exists()
