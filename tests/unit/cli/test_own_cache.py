"""A cache in the work tree is used only if it cannot have come with the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cli.conftest import Run
from stackfit.cli.own_cache import trusted_cache_folder


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("STACKFIT_CACHE_DIR", "sub/cache")
    return root


def test_a_cache_that_git_does_not_know_is_used(repo: Path) -> None:
    assert trusted_cache_folder() == (Path("sub/cache"), "")
    (repo / "sub/cache").mkdir(parents=True)
    (repo / "sub/cache/cache.sqlite").write_bytes(b"")
    assert trusted_cache_folder() == (Path("sub/cache"), "")


@pytest.mark.parametrize("name", ["cache.sqlite", "cache.sqlite-journal"])
def test_one_that_the_repository_brings_is_not(repo: Path, run: Run, name: str) -> None:
    (repo / "sub/cache").mkdir(parents=True)
    (repo / "sub/cache" / name).write_bytes(b"forged")
    (repo / "app.py").write_text("x = 1\n")
    subprocess.run(["git", "add", "-f", "."], cwd=repo, check=True)
    folder, reason = trusted_cache_folder()
    assert folder is None
    assert "the repository has files there" in reason
    result = run("scan", "--format", "concise")
    assert result.code == 0
    assert f"stackfit: {reason}\n" in result.err
    assert (repo / "sub/cache" / name).read_bytes() == b"forged"
    assert [path.name for path in (repo / "sub/cache").iterdir()] == [name]


@pytest.mark.parametrize("link", ["sub", "sub/cache"])
def test_nor_is_one_behind_a_link(repo: Path, link: str) -> None:
    (repo.parent / "elsewhere/cache").mkdir(parents=True)
    (repo / link).parent.mkdir(exist_ok=True)
    try:
        (repo / link).symlink_to(repo.parent / "elsewhere")
    except OSError:
        pytest.skip("links need rights that this user lacks")
    folder, reason = trusted_cache_folder()
    assert folder is None
    assert "a link of the repository leads there" in reason


def test_one_outside_of_all_work_trees_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STACKFIT_CACHE_DIR", str(tmp_path / "cache"))
    assert trusted_cache_folder() == (tmp_path / "cache", "")
