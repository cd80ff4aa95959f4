"""Small fleets: repositories that a made-up scanner reads, and results to look at."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fleet import scanners
from stackfit.fleet.database import connect, fetch
from stackfit.fleet.inputs import write_sources
from stackfit.fleet.isolation import allow_workers, stop_workers
from stackfit.fleet.run import Plan, run_fleet
from stackfit.fleet.source import Source
from stackfit.fleet.task import Limits, Settings

Plant = Callable[..., list[Path]]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Workers find the scanner; clones stay in the test's folder; none is left behind."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.setenv("STACKFIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = Test\nemail = test@example.com\n[protocol]\nversion = 2\n")
    allow_workers()
    yield
    stop_workers()
    allow_workers()


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Hand out a function that makes a folder for each name, with a file of the name given as a value, if any."""

    def make(*names: str, **does: str) -> list[Path]:
        folders = []
        for name, what in {**dict.fromkeys(names, ""), **does}.items():
            folder = tmp_path / "fleet" / name
            folder.mkdir(parents=True)
            (folder / "app.py").write_text(f"name = {name!r}\n")
            if what:
                (folder / what).touch()
            folders.append(folder)
        return folders

    return make


def make_settings(**changed: Any) -> Settings:
    """Settings with the made-up scanner."""
    limits = changed.pop("limits", Limits(seconds=30, memory=1_000_000_000))
    return Settings(configure=scanners.configure, scan=scanners.scan, limits=limits, **changed)


def make_plan(place: Path, sources: list[Source], **changed: Any) -> Plan:
    """A plan over some sources, with results in the folder `results` of `place`."""
    listed = place / "sources"
    with listed.open("w") as file:
        total = write_sources(sources, file)
    facts = {"asked": total, "engine": "process", "tool_version": "1", "data_version": "d", "as_of": "2026-01-01"}
    settings = changed.pop("settings", None) or make_settings()
    return Plan(results=place / "results", sources=listed, settings=settings, facts=facts, **changed)


def scan_folders(place: Path, folders: list[Path], **changed: Any) -> list[dict[str, Any]]:
    """Run over folders, and give the rows of `repositories`."""
    run_fleet(make_plan(place, [Source(location=str(folder)) for folder in folders], **changed), lambda document: None)
    return ask(place, "FROM repositories ORDER BY source")


def ask(place: Path, query: str) -> list[dict[str, Any]]:
    """The rows of a query."""
    with connect(place / "results") as connection:
        return fetch(connection, query)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a repository of a test."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository to clone, with a tag, a sub-folder, a large file and a link that leads out of it."""
    folder = tmp_path / "origin"
    (folder / "services" / "api").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "app.py").write_text("print(1)\n")
    (folder / "services" / "api" / "main.py").write_text("print(2)\n")
    (folder / "docs").mkdir()
    (folder / "docs" / "page.md").write_text("words\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "one")
    git(folder, "tag", "v1")
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    return folder


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """A repository of a few small objects: ten trees, each ten times in the next, for ten thousand million files."""
    folder = tmp_path / "bomb"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "a.py").write_text("print(1)\n")
    name, kind, mode = git(folder, "hash-object", "-w", "a.py"), "blob", "100644"
    for _ in range(10):
        lines = "".join(f"{mode} {kind} {name}\tf{number}\n" for number in range(10))
        made = subprocess.run(["git", "mktree"], cwd=folder, input=lines, capture_output=True, text=True, check=True)
        name, kind, mode = made.stdout.strip(), "tree", "40000"
    git(folder, "update-ref", "refs/heads/main", git(folder, "commit-tree", "-m", "one", name))
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    return folder
