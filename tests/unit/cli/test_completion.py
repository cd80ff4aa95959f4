"""Completion in the shell, as the shell asks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import stackfit
from cli.conftest import Run
from stackfit.cli.main import cli


@pytest.mark.parametrize(
    ("words", "some"),
    [
        ("", {"scan", "check", "baseline"}),
        ("baseline ", {"create", "update", "prune"}),
        ("scan --form", {"--format"}),
        ("scan --format s", {"sarif"}),
        ("scan --output s", {"sarif="}),
        ("scan --select SF101,sca", {"SF101,scalability"}),
        ("", {"init", "completion"}),
        ("explain SF1", {"SF101", "SF1001"}),
        ("explain sf101", {"SF101"}),
        ("explain scal", {"scalability"}),
        ("explain blocking", {"blocking-call-on-event-loop"}),
        ("explain web", {"web-api", "web-site"}),
        ("rules --format j", {"json"}),
        ("init --only h", {"hook"}),
        ("scan --profile c", {"current"}),
        ("completion f", {"fish"}),
        ("schema c", {"config"}),
        ("scan --fail-on w", {"warning"}),
        ("scan --fail-on warning:p", {"warning:probable", "warning:possible"}),
    ],
)
def test_what_is_offered(words: str, some: set[str]) -> None:
    *before, last = words.split(" ")
    offered = {item.value for item in ShellComplete(cli, {}, "stackfit", "_X").get_completions(before, last)}
    assert some <= offered
    assert all(item.lower().startswith(last.lower()) for item in offered)


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete -o nosort"), ("zsh", "#compdef"), ("fish", "complete ")]
)
def test_a_command_prints_the_script(run: Run, shell: str, sign: str) -> None:
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert sign in result.out
    assert "_STACKFIT_COMPLETE" in result.out


def test_bash_completes_with_it(run: Run, tmp_path: Path) -> None:
    """Only where there is a Bash: its own function is asked, with `stackfit` on the path."""
    bash = shutil.which("bash")
    if bash is None or os.name == "nt":
        pytest.skip("there is no Bash here")
    (tmp_path / "script").write_text(run("completion", "bash").out)
    source = Path(stackfit.__file__).parents[1]
    starter = f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m stackfit "$@"\n'
    (tmp_path / "stackfit").write_text(starter)
    (tmp_path / "stackfit").chmod(0o755)
    asked = "COMP_WORDS=(stackfit scan --format sa); COMP_CWORD=3; _stackfit_completion stackfit; echo ${COMPREPLY[@]}"
    done = subprocess.run(
        [bash, "--norc", "-c", f"source ./script 2>/dev/null; {asked}"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "sarif"


def test_the_script_for_a_shell() -> None:
    source = str(Path(stackfit.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'stackfit'; from stackfit.cli import run; run()"],
        env={**os.environ, "PYTHONPATH": source, "_STACKFIT_COMPLETE": "zsh_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "#compdef stackfit" in done.stdout
