"""Completion in the shell, as the shell asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import stackfit
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
        ("scan --fail-on w", {"warning"}),
        ("scan --fail-on warning:p", {"warning:probable", "warning:possible"}),
    ],
)
def test_what_is_offered(words: str, some: set[str]) -> None:
    *before, last = words.split(" ")
    offered = {item.value for item in ShellComplete(cli, {}, "stackfit", "_X").get_completions(before, last)}
    assert some <= offered
    assert all(item.startswith(last) for item in offered)


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
