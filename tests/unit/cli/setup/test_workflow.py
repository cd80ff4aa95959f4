"""The workflow is a new file, or advice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from small_repos import plant
from stackfit.cli.setup.workflow import plan_workflow

OWN = ".github/workflows/stackfit.yml"


def test_a_new_workflow_is_valid_and_asks_for_little(tmp_path: Path) -> None:
    step = plan_workflow(tmp_path)
    assert step.path == OWN
    workflow = yaml.safe_load(step.after or "")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["stackfit"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert [item["uses"].partition("@")[0] for item in workflow["jobs"]["stackfit"]["steps"]] == [
        "actions/checkout",
        "stackfit/stackfit",
    ]


@pytest.mark.parametrize(("branch", "written"), [("master", "master"), ("release/2", "release/2"), ("we{i}rd", "main")])
def test_the_branch_of_the_server_is_taken(tmp_path: Path, branch: str, written: str) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    reference = ["symbolic-ref", "refs/remotes/origin/HEAD", f"refs/remotes/origin/{branch}"]
    subprocess.run(["git", "-C", tmp_path, *reference], check=True)
    workflow = yaml.safe_load(plan_workflow(tmp_path).after or "")
    assert workflow[True]["push"]["branches"] == [written]  # YAML takes `on` for true


@pytest.mark.parametrize("text", ["- uses: stackfit/stackfit@v1\n", "- run: stackfit scan\n"])
def test_a_workflow_that_runs_stackfit_is_enough(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {".github/workflows/ci.yaml": text})
    assert plan_workflow(tmp_path).what == "runs stackfit already"


def test_a_file_of_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    plant(tmp_path, {OWN: "on: push\n"})
    step = plan_workflow(tmp_path)
    assert not step.writes
    assert "stays" in step.what
    assert "stackfit/stackfit@" in step.by_hand


def test_on_gitlab_there_is_a_job_to_add(tmp_path: Path) -> None:
    plant(tmp_path, {".gitlab-ci.yml": "test:\n  script: [make]\n"})
    step = plan_workflow(tmp_path)
    assert not step.writes
    assert yaml.safe_load(step.by_hand)["stackfit"]["script"]
    plant(tmp_path, {".gitlab-ci.yml": "stackfit:\n  script: [stackfit scan]\n"})
    assert plan_workflow(tmp_path).what == "runs stackfit already"
