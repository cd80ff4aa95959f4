"""The page on CI: workflows that services accept and a linter finds nothing in, commands that do what is said."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stackfit.cli.setup.texts import GITLAB_JOB, WORKFLOW

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "ci.md").read_text("utf-8")
README = (PROJECT / "README.md").read_text("utf-8")
YAML = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
SHELL = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S)
SHOP = PROJECT / "tests" / "repos" / "price-service"
ACTIONS = ("action.yml", "comment/action.yml")
needs_bash = pytest.mark.skipif(os.name == "nt", reason="the recipes are for Bash")


def blocks(key: str) -> list[str]:
    """The recipes that have a key at their top."""
    found = [text for text in YAML if key in yaml.safe_load(text)]
    assert found
    return found


WORKFLOWS = {
    **{f"recipe-{number}": text for number, text in enumerate(blocks("jobs"))},
    "readme": next(text for text in re.findall(r"^```yaml\n(.*?)^```$", README, re.M | re.S) if "jobs:" in text),
    "init": WORKFLOW,
    "own": (PROJECT / ".github" / "workflows" / "ci.yml").read_text("utf-8"),
}


def pinned(text: str) -> str:
    """As the page says: a release's hash in place of `main`; the short examples name releases of actions."""
    text = re.sub(r"(uses: stackfit/stackfit(?:/comment)?)@main.*", rf"\1@{'0' * 39}1 # v1.0.0", text)
    return text.replace("actions/checkout@v4", f"actions/checkout@{'0' * 39}2 # v4.2.2")


def run_tool(name: str, *arguments: str | Path) -> None:
    """Run a program of the development environment; it must find nothing."""
    program = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    assert program, f"{name} is not installed: run `python dev.py test`"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", ACTIONS)
def test_actions_are_what_their_schema_says(path: str) -> None:
    run_tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", PROJECT / path)


@pytest.mark.parametrize("path", ACTIONS)
def test_a_linter_of_actions_finds_nothing(path: str) -> None:
    run_tool("zizmor", "--offline", "--no-progress", "--quiet", PROJECT / path)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_are_what_their_schema_says_and_lint_clean(name: str, tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / f"{name}.yml"
    file.parent.mkdir(parents=True)
    file.write_text(pinned(WORKFLOWS[name]), "utf-8")
    run_tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    run_tool("zizmor", "--offline", "--no-progress", "--quiet", file)


@pytest.mark.parametrize("text", [*blocks("stackfit"), GITLAB_JOB])
def test_gitlab_jobs_are_what_their_schema_says(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(text, "utf-8")
    run_tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)


@pytest.mark.parametrize("text", blocks("repos"))
def test_pre_commit_accepts_its_configuration(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    known = {hook["id"] for hook in yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]} <= known


@pytest.mark.parametrize("path", ACTIONS)
def test_workflows_give_inputs_that_there_are(path: str) -> None:
    known = yaml.safe_load((PROJECT / path).read_text("utf-8"))["inputs"].keys()
    uses = f"stackfit/stackfit{f'/{Path(path).parent}' if '/' in path else ''}@main"
    for text in WORKFLOWS.values():
        for job in yaml.safe_load(text)["jobs"].values():
            given = [step.get("with", {}) for step in job["steps"] if step.get("uses") == uses]
            assert all(item.keys() <= known for item in given)


def test_every_input_and_output_is_on_the_page() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
    inputs = re.findall(r"^\| `([\w-]+)` \| .* \| .* \|$", PAGE, re.M)
    assert inputs == list(action["inputs"])
    told = PAGE.partition("### Outputs")[2].partition("\n### ")[0]
    assert set(re.findall(r"`([\w-]+)`", told)) >= action["outputs"].keys()


@pytest.fixture
def clone(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A clone of a shop with an error, on a branch that adds another; and variables to run recipes with."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "CI_", "STACKFIT_"))},
        "GIT_CONFIG_GLOBAL": str(tmp_path / "no-config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(PROJECT / "src"),
        "PATH": os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"])),
        "TARGET_BRANCH": "main",
    }
    (tmp_path / "bin").mkdir()
    for name, line in (("stackfit", f'exec "{sys.executable}" -m stackfit "$@"'), ("pip", "exit 0")):
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        program.chmod(0o755)
    shop = shutil.copytree(SHOP, tmp_path / "shop")

    def git(*arguments: str, at: Path = shop) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        command = ["git", *identity, *arguments]
        done = subprocess.run(command, cwd=at, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git("rev-parse", "HEAD")
    git("clone", "-q", str(shop), "clone", at=tmp_path)
    shutil.copy(shop / "prices" / "main.py", tmp_path / "clone" / "prices" / "more.py")
    git("add", ".", at=tmp_path / "clone")
    git("commit", "-qm", "two", at=tmp_path / "clone")
    environment["CI_COMMIT_SHA"] = git("rev-parse", "HEAD", at=tmp_path / "clone")
    environment["CI_PROJECT_DIR"] = str(tmp_path / "clone")
    return tmp_path / "clone", environment


def run_lines(lines: list[str], place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = "\n".join(lines)
    command = [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


@needs_bash
def test_the_job_of_gitlab_does_what_is_said(clone: tuple[Path, dict[str, str]]) -> None:
    place, environment = clone
    job: dict[str, Any] = yaml.safe_load(blocks("stackfit")[0])["stackfit"]
    environment["STACKFIT_CACHE_DIR"] = str(place / ".stackfit-cache")
    done = run_lines(job["script"], place, environment)
    assert done.returncode == 1, done.stderr
    assert "1 new finding at or above --fail-on error" in done.stderr
    assert all((place / name).is_file() for name in job["artifacts"]["reports"].values())
    assert "prices/main.py" in (place / "gl-code-quality.json").read_text("utf-8"), "GitLab compares by itself"
    assert "prices/main.py:14" not in (place / "stackfit.xml").read_text("utf-8")
    del environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
    assert run_lines(job["script"], place, environment).returncode == 0


@needs_bash
@pytest.mark.parametrize("text", SHELL)
def test_the_recipe_for_a_shell_does_what_is_said(text: str, clone: tuple[Path, dict[str, str]]) -> None:
    place, environment = clone
    done = run_lines(text.splitlines(), place, environment)
    assert done.returncode == 1, done.stderr
    assert "1 new finding at or above --fail-on error" in done.stderr
    assert all((place / name).is_file() for name in ("stackfit.md", "stackfit.xml", "stackfit.sarif"))
