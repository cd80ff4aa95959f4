"""`stackfit init` from end to end: it shows, asks, writes once, and writes nothing over."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run

ALL = [".github/workflows/stackfit.yml", ".pre-commit-config.yaml", "stackfit.toml"]


@pytest.fixture
def repo(shop: Path) -> Path:
    (shop / ".git").mkdir()
    return shop


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_it_shows_and_writes(run: Run, repo: Path) -> None:
    before = files(repo)
    result = run("init", "--yes")
    assert result.code == 0
    assert sorted(files(repo).keys() - before.keys()) == ALL
    assert '    profile = "article"' in result.out
    assert "      - uses: stackfit/stackfit@main" in result.out
    assert result.err.startswith(f"Wrote {', '.join(ALL)}.\n")
    assert "stackfit scan" in result.err
    assert "pre-commit install" in result.err
    assert run("config", "verify").code == 0
    assert run("scan").code == 1


def test_a_second_time_there_is_nothing_to_do(run: Run, repo: Path) -> None:
    run("init", "--yes")
    before = files(repo)
    result = run("init", "--yes")
    assert (result.code, result.err) == (0, "Nothing to write.\n")
    assert result.out.splitlines() == [
        "stackfit.toml is there already",
        ".pre-commit-config.yaml has the hook already",
        ".github/workflows/stackfit.yml runs stackfit already",
    ]
    assert files(repo) == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--dry-run",), 0, "Nothing was written (--dry-run)."),
        (("--dry-run", "--yes"), 0, "Nothing was written (--dry-run)."),
        ((), 2, "there is nobody to ask (add --yes to write, or --dry-run to look)"),
        (("--only", "hok"), 2, "did you mean 'hook'?"),
        (("nowhere",), 2, "nowhere"),
    ],
)
def test_nothing_is_written_unasked(
    run: Run, repo: Path, arguments: tuple[str, ...], code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(repo)
    result = run("init", *arguments)
    assert result.code == code
    assert words in result.err
    assert files(repo) == before


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_it_asks(
    run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr("stackfit.cli.init.is_terminal", lambda stream: True)
    monkeypatch.setattr("click.confirm", lambda text, err: answer == "y\n")
    result = run("init", "--only", "config")
    assert result.code == 0
    assert (repo / "stackfit.toml").exists() == written


def test_only_a_part(run: Run, repo: Path) -> None:
    before = files(repo)
    assert run("init", "--yes", "--only", "hook").code == 0
    assert files(repo).keys() - before.keys() == {".pre-commit-config.yaml"}


def test_what_is_there_gets_an_addition(run: Run, repo: Path) -> None:
    (repo / "pyproject.toml").write_text('[project]\nname = "shop"  # ours\n')
    hooks = "# ours\nrepos:\n  - repo: local\n    hooks: []\n"
    (repo / ".pre-commit-config.yaml").write_text(hooks)
    result = run("init", "--yes")
    assert "pyproject.toml gets a table [tool.stackfit]" in result.out
    assert "    +[tool.stackfit]" in result.out
    assert (repo / "pyproject.toml").read_text().startswith('[project]\nname = "shop"  # ours\n\n[tool.stackfit]')
    assert (repo / ".pre-commit-config.yaml").read_text().startswith(f"{hooks}  - repo: https://")
    assert not (repo / "stackfit.toml").exists()


def test_from_a_folder_within_it_sets_up_the_repository(run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "deep").mkdir()
    monkeypatch.chdir(repo / "deep")
    result = run("init", "--yes")
    assert result.code == 0
    assert result.err.startswith(f"In {repo}:\n")
    assert (repo / "stackfit.toml").exists()
    assert list((repo / "deep").iterdir()) == []


def test_outside_of_git_there_is_only_a_configuration(run: Run, shop: Path) -> None:
    before = files(shop)
    result = run("init", "--yes")
    assert files(shop).keys() - before.keys() == {"stackfit.toml"}
    assert "no git repository" in result.err


def test_a_link_out_of_the_repository_is_not_followed(run: Run, repo: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (repo / ".github").symlink_to(tmp_path / "outside")
    result = run("init", "--yes", "--only", "workflow")
    assert not list((tmp_path / "outside").iterdir())
    assert result.code == 0
    assert "stays" in result.out
