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
    assert result.err == "stackfit: error: no command 'scna' (did you mean 'scan'?)\nTry 'stackfit --help' for help.\n"


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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("scan", "--formt", "json"), "Did you mean '--format'?"),
        (("baseline", "craete"), "Did you mean 'create'?"),
        (("scan", "a", "b\x1b[2J"), "(b\\x1b[2J)"),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_leads_to_help(run: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    first, second = result.err.splitlines()
    assert first.startswith("stackfit: error: ")
    assert words in first
    assert second == f"Try 'stackfit {arguments[0]} --help' for help."


def test_help_groups_the_options(run: Run) -> None:
    lines = run("scan", "--help").out.splitlines()
    heads = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    assert heads == ["Output:", "Which findings:", "Exit code:", "How to scan:", "Other:"]
    assert lines[-1].split()[:2] == ["-h,", "--help"]


@pytest.mark.parametrize("command", [("scan",), ("scan", "--format", "json"), ("rules",), ("explain", "SF101")])
def test_head_takes_the_first_line_and_all_is_well(shop: Path, command: tuple[str, ...]) -> None:
    words = [sys.executable, "-m", "stackfit", *command]
    with subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert b"Error" not in process.stderr.read()
        assert process.wait() in (0, 1)


def test_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "stackfit report"
