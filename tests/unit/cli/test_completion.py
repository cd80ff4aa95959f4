"""Completion in the shell, as the shell asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import stackfit

SOURCE = str(Path(stackfit.__file__).parents[1])


def offered(words: str, count: int) -> set[str]:
    """What Bash would offer for the last word."""
    asked = {"_STACKFIT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
    code = "import sys; sys.argv[0] = 'stackfit'; from stackfit.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": SOURCE, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return {line.partition(",")[2] for line in done.stdout.splitlines()}


@pytest.mark.parametrize(
    ("words", "count", "some"),
    [
        ("stackfit ", 1, {"scan", "check", "baseline"}),
        ("stackfit baseline ", 2, {"create", "update", "prune"}),
        ("stackfit scan --form", 2, {"--format"}),
        ("stackfit scan --format s", 3, {"sarif"}),
        ("stackfit scan --output s", 3, {"sarif="}),
        ("stackfit scan --select SF101,sca", 3, {"SF101,scalability"}),
        ("stackfit scan --fail-on warning:p", 3, {"warning:probable", "warning:possible"}),
    ],
)
def test_what_is_offered(words: str, count: int, some: set[str]) -> None:
    assert some <= offered(words, count)


def test_the_script_for_a_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'stackfit'; from stackfit.cli import run; run()"],
        env={**os.environ, "PYTHONPATH": SOURCE, "_STACKFIT_COMPLETE": "zsh_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "#compdef stackfit" in done.stdout
