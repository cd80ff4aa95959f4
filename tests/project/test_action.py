"""The GitHub action: its steps run as written, and what a caller passes in is never pasted into a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
AS_RUNNERS_DO = ("--noprofile", "--norc", "-eo", "pipefail")
needs_bash = pytest.mark.skipif(os.name == "nt", reason="the steps are Bash; Windows runners bring their own")


def test_inputs_reach_the_shell_as_variables_only() -> None:
    for name, step in STEPS.items():
        assert "${{" not in step["run"], name
    passed = " ".join(STEPS["Scan"]["env"].values())
    assert set(re.findall(r"inputs\.([\w-]+)", passed)) == ACTION["inputs"].keys()


def run_scan(place: Path, **inputs: str) -> tuple[int, str, str]:
    """Run the step "Scan" with this interpreter's stackfit; gives exit code, log and summary."""
    home = place / "runner" / "stackfit" / "venv" / "bin"
    home.mkdir(parents=True)
    program = home / "stackfit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stackfit "$@"\n', "utf-8")
    program.chmod(0o755)
    given = {
        f"STACKFIT_{name.upper().replace('-', '_')}": str(value["default"]) for name, value in ACTION["inputs"].items()
    }
    files = {"GITHUB_STEP_SUMMARY": str(place / "summary"), "GITHUB_OUTPUT": str(place / "output")}
    runner = {"RUNNER_TEMP": str(place / "runner"), "PYTHONPATH": str(PROJECT / "src")}
    environment = {**os.environ, **given, **inputs, **files, **runner}
    bash = shutil.which("bash") or "bash"
    done = subprocess.run(
        [bash, *AS_RUNNERS_DO, "-c", STEPS["Scan"]["run"]],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    summary = (place / "summary").read_text("utf-8")
    return done.returncode, done.stdout + done.stderr, summary


@needs_bash
def test_a_scan_writes_summary_and_report(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests" / "repos" / "discord-bot", tmp_path / "bot")
    code, log, summary = run_scan(tmp_path, STACKFIT_PATH="bot")
    assert code == 0, log
    assert "chatbot" in summary
    assert all(line.startswith("    ") for line in summary.splitlines()[2:])
    report = Path((tmp_path / "output").read_text("utf-8").strip().removeprefix("report="))
    assert json.loads(report.read_text("utf-8"))["summary"]["primary_workload"] == "chatbot"


@needs_bash
def test_a_path_full_of_shell_is_only_a_path(tmp_path: Path) -> None:
    code, log, _ = run_scan(tmp_path, STACKFIT_PATH="$(touch owned); touch owned")
    assert code == 2, log
    assert not (tmp_path / "owned").exists()


@needs_bash
def test_a_gate_that_is_not_met_fails_the_step(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests" / "repos" / "discord-bot", tmp_path / "bot")
    code, log, _ = run_scan(tmp_path, STACKFIT_PATH="bot", STACKFIT_MIN_FIT="100")
    assert code == 1, log
