"""The entry point: help, version, exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import stackfit.pipeline
from cli.conftest import Run
from stackfit import __version__
from stackfit.cli.main import COMMANDS

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(stackfit.__file__).parents[1])}


def fail(error: BaseException) -> object:
    def scan(*arguments: object) -> None:
        raise error

    return scan


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"stackfit {__version__}\n", "")


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys; from stackfit.cli import main; main(['--version']); main(['--help']);"
        "print([name for name in ('rich', 'yaml', 'tree_sitter', 'stackfit.pipeline') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_has_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: stackfit {name}")
    assert name in run("--help").out


def test_an_unknown_command_is_answered_with_a_suggestion(run: Run) -> None:
    result = run("scna")
    assert result.code == 2
    assert "did you mean 'scan'?" in result.err


def test_our_own_fault_is_called_so(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stackfit.cli.scanning.scan", fail(RuntimeError("odd \x1b[2J thing")))
    result = run("scan", shop)
    assert result.code == 3
    assert "internal error: RuntimeError: odd \\x1b[2J thing" in result.err
    assert "Please report it" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in run("scan", shop, "--verbose").err


def test_an_interrupt_is_quiet(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stackfit.cli.scanning.scan", fail(KeyboardInterrupt()))
    code, out, err = run("scan", shop)
    assert (code, out, err.strip()) == (130, "", "")


def test_a_reader_that_has_gone_away_is_no_error(shop: Path) -> None:
    command = [sys.executable, "-m", "stackfit", "schema"]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "stackfit report"
