"""One scan: always a report, and the same bytes for the same repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from small_repos import AS_OF, ScanRepo, plant, scan_tree
from stackfit.config import Config
from stackfit.model.kinds import Verdict
from stackfit.pipeline import scan
from stackfit.report.json_ import render_json

REPOS = Path(__file__).parents[2] / "repos"
NAMES = sorted(path.name for path in REPOS.iterdir() if path.is_dir())


def report_of(root: Path) -> str:
    return render_json(scan(root, Config(), AS_OF))


@pytest.mark.parametrize("name", NAMES)
def test_two_scans_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(REPOS / name, tmp_path / "shop")
    assert report_of(root) == report_of(root)


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_elsewhere_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = shutil.copytree(REPOS / name, tmp_path / "shop")
    second = shutil.copytree(REPOS / name, tmp_path / "tests" / "deep" / "node_modules" / "shop")
    assert report_of(first) == report_of(second)


def test_the_name_of_the_folder_only_names_a_component_that_has_no_other_name(tmp_path: Path) -> None:
    first = shutil.copytree(REPOS / "flask-app", tmp_path / "first")
    second = shutil.copytree(REPOS / "flask-app", tmp_path / "second")
    assert report_of(first).replace('"name": "first"', '"name": "second"') == report_of(second)


def test_the_order_in_which_files_were_written_does_not_matter(tmp_path: Path) -> None:
    tree = {path.relative_to(REPOS).as_posix(): path.read_bytes() for path in REPOS.rglob("*") if path.is_file()}
    first = plant(tmp_path / "a" / "shop", dict(sorted(tree.items())))
    second = plant(tmp_path / "b" / "shop", dict(sorted(tree.items(), reverse=True)))
    assert report_of(first) == report_of(second)


def test_lists_come_sorted(tmp_path: Path) -> None:
    report = scan(shutil.copytree(REPOS, tmp_path / "shop"), Config(), AS_OF)
    places = [(item.profile.component.path != ".", item.profile.component.path) for item in report.components]
    assert places == sorted(places)
    assert list(report.findings) == sorted(report.findings, key=lambda item: item.sort_key)
    assert list(report.coverage.skipped) == sorted(report.coverage.skipped, key=lambda item: (item.path, item.reason))
    errors = [(item.path, item.line, item.message) for item in report.coverage.errors]
    assert errors == sorted(set(errors))


def test_an_empty_folder_is_answered_clearly(tmp_path: Path) -> None:
    report = scan_tree(tmp_path / "shop", {})
    assert (report.components, report.findings) == ((), ())
    assert report.summary.runtimes == ()
    assert report.summary.primary_workload == "unknown"
    assert report.summary.verdict is Verdict.UNKNOWN
    assert report.coverage.files_read == 0


def test_other_languages_are_answered_clearly(scan_repo: ScanRepo) -> None:
    report = scan_repo({"main.go": "package main\n", "README.md": "# A chatbot with machine learning\n"})
    assert report.summary.primary_workload == "unknown"
    assert report.summary.verdict is Verdict.UNKNOWN


def test_progress_names_each_stage(tmp_path: Path) -> None:
    stages: list[str] = []
    scan(plant(tmp_path / "shop", {"a.py": "x = 1\n"}), Config(), AS_OF, stages.append)
    assert len(stages) == len(set(stages)) >= 4


def test_a_broken_part_is_named_and_the_rest_is_read(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "flask\n",
            "pyproject.toml": "[tool\n",
            "package.json": "{",
            "app.py": "from flask import Flask\napp = Flask(__name__)\n",
            "broken.py": "import flask\ndef open_end(:\n",
            "notes.ipynb": "{",
        }
    )
    assert {error.path for error in report.coverage.errors} == {
        "broken.py",
        "notes.ipynb",
        "package.json",
        "pyproject.toml",
    }
    assert report.summary.runtimes == ("python",)


ODD_NAMES = st.sampled_from(
    ["requirements.txt", "pyproject.toml", "package.json", "setup.py", "setup.cfg", "Pipfile", "Procfile", "Dockerfile",
     "compose.yaml", "environment.yml", ".nvmrc", "README.md", "a.py", "b.js", "c.ts", "d.tsx", "e.ipynb"]
)  # fmt: skip
PIECES = st.sampled_from(
    ["import flask\n", "flask\n", "{", "}", "[", "[project]\n", '"', "'''", "\\", "\0", "\ufeff", "from . import *\n",
     "web: gunicorn -k gthread a:b\n", "FROM python:3\n", "services:\n", "  a: *b\n", "async def f(\n",
     "<<<<<<< HEAD\n", "require('express')", "`${", "\r", "@", "é", "\u2028"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=st.dictionaries(ODD_NAMES, st.lists(PIECES, max_size=6).map("".join), max_size=5))
def test_any_content_ends_in_a_report(tmp_path: Path, tree: dict[str, str]) -> None:
    root = tmp_path / "shop"
    shutil.rmtree(root, ignore_errors=True)
    report = scan_tree(root, tree)
    assert not [error for error in report.coverage.errors if "failed" in error.message], report.coverage.errors
    for item in report.components:
        assert all(0.0 <= label.confidence <= 1.0 for label in item.profile.workloads)
