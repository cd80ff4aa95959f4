"""The GitHub action: its steps run as a runner runs them, and what a caller passes in is never pasted into a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
AS_RUNNERS_DO = ("--noprofile", "--norc", "-eo", "pipefail")
BOT = PROJECT / "tests" / "repos" / "discord-bot"
BLOCKED = PROJECT / "tests" / "repos" / "price-service"
needs_bash = pytest.mark.skipif(os.name == "nt", reason="the steps are Bash; Windows runners bring their own")


class Job(NamedTuple):
    """What the steps left behind."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]


def test_inputs_reach_the_shell_as_variables_only() -> None:
    for name, step in STEPS.items():
        assert "${{" not in step.get("run", ""), name
    passed = " ".join(STEPS["Scan"]["env"].values()) + STEPS["Upload"]["if"]
    assert set(re.findall(r"inputs\.([\w-]+)", passed)) == ACTION["inputs"].keys()


def test_what_it_uses_is_pinned() -> None:
    for step in STEPS.values():
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))


def read_outputs(text: str) -> dict[str, str]:
    """What a runner makes of a GITHUB_OUTPUT file."""
    outputs: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, marker, end = line.partition("<<")
        assert marker, line
        value: list[str] = []
        for inner in lines:
            if inner == end:
                break
            value.append(inner)
        outputs[name] = "\n".join(value)
    return outputs


def run_step(name: str, place: Path, environment: dict[str, str]) -> tuple[int, str]:
    command = [shutil.which("bash") or "bash", *AS_RUNNERS_DO, "-c", STEPS[name]["run"]]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def run_job(place: Path, **inputs: str) -> Job:
    """Run the steps "Scan" and "Gate" with this interpreter's stackfit."""
    home = place / "runner" / "stackfit" / "venv" / "bin"
    home.mkdir(parents=True)
    for name, arguments in (("stackfit", "-m stackfit "), ("python", "")):
        program = home / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', "utf-8")
        program.chmod(0o755)
    given = {f"STACKFIT_{name.upper().replace('-', '_')}": item["default"] for name, item in ACTION["inputs"].items()}
    files = {"GITHUB_STEP_SUMMARY": str(place / "summary"), "GITHUB_OUTPUT": str(place / "output")}
    runner = {
        "RUNNER_TEMP": str(place / "runner"),
        "PYTHONPATH": str(PROJECT / "src"),
        "STACKFIT_SOURCE": str(PROJECT),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owner/name",
        "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
    }
    environment = {**os.environ, **given, **inputs, **files, **runner}
    code, log = run_step("Scan", place, environment)
    outputs = read_outputs((place / "output").read_text("utf-8")) if (place / "output").exists() else {}
    if code == 0:
        code, _ = run_step("Gate", place, {**environment, "STACKFIT_CODE": outputs["code"]})
    summary = (place / "summary").read_text("utf-8") if (place / "summary").exists() else ""
    return Job(code, log, summary, outputs)


@needs_bash
def test_a_scan_writes_summary_and_reports(tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot")
    job = run_job(tmp_path, STACKFIT_PATH="bot")
    assert job.code == 0, job.log
    assert "## stackfit: bot: fits" in job.summary
    assert job.outputs["verdict"] == "fits"
    assert job.outputs["workload"] == "chatbot"
    assert 0 < float(job.outputs["fit"]) <= 100
    assert json.loads(Path(job.outputs["report"]).read_text("utf-8"))["summary"]["primary_workload"] == "chatbot"
    assert json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert Path(job.outputs["summary"]).read_text("utf-8") == job.summary


@needs_bash
def test_every_output_is_given(tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot")
    given = run_job(tmp_path, STACKFIT_PATH="bot").outputs.keys()
    promised = {re.sub(r".*outputs\.([\w-]+) }}$", r"\1", item["value"]) for item in ACTION["outputs"].values()}
    assert promised == ACTION["outputs"].keys()
    assert given == {*promised, "code"}


@needs_bash
def test_findings_are_annotated_and_fail_the_job_only_at_its_end(tmp_path: Path) -> None:
    shutil.copytree(BLOCKED, tmp_path / "shop")
    (tmp_path / ".git").mkdir()
    job = run_job(tmp_path, STACKFIT_PATH="shop")
    assert job.code == 1
    assert job.outputs["errors"] == "1"
    lines = job.log.splitlines()
    assert any(line.startswith("::error file=shop/prices/main.py,line=14,") for line in lines)
    start = "https://github.com/owner/name/blob/0123456789abcdef0123456789abcdef01234567/shop/"
    assert f"]({start}prices/main.py#L14)" in job.summary


@needs_bash
def test_summary_and_annotations_can_be_left_out(tmp_path: Path) -> None:
    shutil.copytree(BLOCKED, tmp_path / "shop")
    off = {"STACKFIT_SUMMARY": "false", "STACKFIT_ANNOTATIONS": "false", "STACKFIT_FAIL_ON": "never"}
    job = run_job(tmp_path, STACKFIT_PATH="shop", **off)
    assert (job.code, job.summary) == (0, "")
    assert "::error" not in job.log


@needs_bash
def test_the_baseline_is_used(tmp_path: Path) -> None:
    shutil.copytree(BLOCKED, tmp_path / "shop")
    command = [sys.executable, "-m", "stackfit", "baseline", "create", "shop", "--file", "known.json"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    job = run_job(tmp_path, STACKFIT_PATH="shop", STACKFIT_BASELINE="known.json")
    assert job.code == 0, job.log
    assert job.outputs["errors"] == "0"
    sarif = json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))
    assert [run["results"] for run in sarif["runs"]] == [[]], "GitHub would open alerts for them"


@needs_bash
@pytest.mark.parametrize("name", ["STACKFIT_PATH", "STACKFIT_BASELINE", "STACKFIT_PROFILE", "STACKFIT_FAIL_ON"])
def test_an_input_full_of_shell_is_only_an_input(name: str, tmp_path: Path) -> None:
    job = run_job(tmp_path, **{name: "$(touch owned); touch owned\n::error::x"})
    assert job.code == 2, job.log
    assert not list(tmp_path.rglob("owned"))
    assert job.outputs == {}


@needs_bash
def test_names_in_the_repository_are_no_commands(tmp_path: Path) -> None:
    shop = shutil.copytree(BLOCKED, tmp_path / "shop")
    evil = "::set-output name=x::y\n::error::owned\n</details><script>"
    (shop / "pyproject.toml").write_text(f'[project]\nname = {json.dumps(evil)}\ndependencies = ["fastapi"]\n')
    (shop / "prices" / "main.py").rename(shop / "prices" / "a\n::error::owned.py")
    job = run_job(tmp_path, STACKFIT_PATH="shop")
    token = re.findall(r"^::stop-commands::(\w+)$", job.log, re.M)
    assert len(token) == 1
    before, _, after = job.log.partition(f"::{token[0]}::\n")
    assert before.startswith(f"::stop-commands::{token[0]}\n")
    assert all("owned" not in line.partition("::")[0] for line in after.splitlines())
    assert not re.search(r"^::error::owned", after, re.M)
    assert "<script>" not in job.summary
    assert set(job.outputs) == {*ACTION["outputs"], "code"}


@needs_bash
def test_a_gate_that_is_not_met_fails_the_job(tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot")
    job = run_job(tmp_path, STACKFIT_PATH="bot", STACKFIT_MIN_FIT="100")
    assert job.code == 1, job.log
    assert "below --min-fit 100" in job.log
