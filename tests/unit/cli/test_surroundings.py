"""Paths as CI services know them, and links only to where they surely lead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from stackfit.cli.surroundings import find_base, find_source_url

GITHUB = {
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "owner/name",
    "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
}
GITLAB = {
    "CI_SERVER_URL": "https://gitlab.example:8443",
    "CI_PROJECT_PATH": "group/sub/name",
    "CI_COMMIT_SHA": "0123456789abcdef0123456789abcdef01234567",
}


def test_a_folder_of_a_work_tree_knows_its_way_from_the_top(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "services" / "api").mkdir(parents=True)
    assert find_base(tmp_path) == ""
    assert find_base(tmp_path / "services" / "api") == "services/api/"


def test_a_work_tree_may_have_its_git_folder_elsewhere(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /somewhere/else\n")
    (tmp_path / "api").mkdir()
    assert find_base(tmp_path / "api") == "api/"


@pytest.mark.parametrize("name", ["sarif", "gitlab", "github", "rdjson", "junit"])
def test_formats_of_services_start_at_the_top(run: Run, shop: Path, name: str) -> None:
    (shop.parent / ".git").mkdir()
    out = run("scan", "--format", name).out
    assert "shop/app.py" in out
    assert run("check", "app.py", "--format", name).out.count("shop/app.py") > 0


def test_json_starts_at_the_scanned_folder(run: Run, shop: Path) -> None:
    (shop.parent / ".git").mkdir()
    assert json.loads(run("scan", "--format", "json").out)["findings"][0]["path"] == "app.py"


def test_files_of_a_ci_job_have_an_address() -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    assert find_source_url(GITHUB) == f"https://github.com/owner/name/blob/{commit}/"
    assert find_source_url(GITLAB) == f"https://gitlab.example:8443/group/sub/name/-/blob/{commit}/"
    assert find_source_url({}) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_SERVER_URL", "javascript:alert(1)//"),
        ("GITHUB_SERVER_URL", "https://github.com/) [x](y"),
        ("GITHUB_REPOSITORY", "owner/name)"),
        ("GITHUB_REPOSITORY", "owner"),
        ("GITHUB_SHA", "main"),
        ("GITHUB_SHA", ""),
    ],
)
def test_variables_that_are_no_address_give_none(name: str, value: str) -> None:
    assert find_source_url({**GITHUB, name: value}) == ""
