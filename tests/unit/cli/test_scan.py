"""`stackfit scan`: streams, formats, gates and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from stackfit.cli.terminal import wants_color
from stackfit.report import FORMATS


def test_errors_close_the_gate_by_default(run: Run, shop: Path) -> None:
    result = run("scan")
    assert result.code == 1
    assert result.out.startswith("shop: ")
    assert "app.py:8:12" in result.out
    assert result.err == "stackfit: exit 1: 1 finding at or above --fail-on error\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--ignore", "SF101"), 0),
        (("--ignore", "error,SF504"), 0),
        (("--select", "community"), 0),
        (("--select", "sf101"), 1),
        (("--select", "architecture", "--select", "community"), 1),
        (("--fail-on", "info"), 1),
        (("--exclude", "app.py"), 0),
        (("--ignore", "SF101", "--min-fit", "100"), 1),
        (("--ignore", "SF101", "--min-fit", "1"), 0),
    ],
)
def test_gates(run: Run, shop: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run("scan", shop, *arguments).code == code


def test_a_low_fit_is_named(run: Run, shop: Path) -> None:
    result = run("scan", "--ignore", "SF101", "--min-fit", "100")
    assert "component .: python fits" in result.err
    assert "below --min-fit 100" in result.err


def test_strict_minds_what_could_not_be_read(run: Run, shop: Path) -> None:
    (shop / "package.json").write_text("{")
    assert run("scan", "--ignore", "SF101").code == 0
    result = run("scan", "--ignore", "SF101", "--strict")
    assert result.code == 4
    assert "could not be read" in result.err


def test_a_gate_outranks_a_gap(run: Run, shop: Path) -> None:
    (shop / "package.json").write_text("{")
    assert run("scan", "--strict").code == 1


def test_a_folder_without_code_is_unknown_and_clean(run: Run, tmp_path: Path) -> None:
    result = run("scan", tmp_path)
    assert result.code == 0
    assert "No Python or Node.js code was found here" in result.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "no such folder"),
        (("app.py",), "is a file, not a folder"),
        (("--format", "jsn"), "did you mean 'json'?"),
        (("--output", "json"), "FORMAT=FILE"),
        (("--output", "jsn=a"), "did you mean 'json'?"),
        (("--output", "json=no/such/place.json"), "does not exist"),
        (("--select", "SF10"), "SF10"),
        (("--select", "SF999"), "no rule SF999"),
        (("--ignore", "scalabilty"), "did you mean 'scalability'?"),
        (("--format", "junitt"), "did you mean 'junit'?"),
        (("--format", "spreadsheet"), "known: "),
        (("--fail-on", "fatal"), "severities: error, warning, info"),
        (("--profile", "currnt"), "article, current"),
        (("--team", "ruby"), "known: both, node, python"),
        (("--as-of", "tomorrow"), "not a date"),
        (("--min-fit", "101"), "101"),
        (("--config", "none.toml"), "no such file"),
        (("--qiet",), "--quiet"),
    ],
)
def test_wrong_usage_says_what_to_do(run: Run, shop: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("scan", *arguments)
    assert result.code == 2
    assert result.out == ""
    assert words in result.err


def test_an_unknown_key_of_the_configuration_is_wrong_usage(run: Run, shop: Path) -> None:
    (shop / "stackfit.toml").write_text('exlude = ["a"]\n')
    result = run("scan")
    assert result.code == 2
    assert "did you mean 'exclude'?" in result.err


def test_flags_outrank_the_file(run: Run, shop: Path) -> None:
    (shop / "stackfit.toml").write_text('ignore = ["SF101"]\nfail-on = "info"\n')
    assert run("scan").code == 0
    (shop / "stackfit.toml").write_text('select = ["SF504"]\n')
    assert run("scan").code == 0
    assert run("scan", "--select", "SF101").code == 1


def test_an_unknown_rule_in_the_configuration_is_wrong_usage(run: Run, shop: Path) -> None:
    (shop / "stackfit.toml").write_text('[per-path-ignores]\n"app.py" = ["SF110"]\n')
    result = run("scan", shop)
    assert result.code == 2
    assert "stackfit.toml: no rule SF110 (did you mean " in result.err


def test_another_configuration_file(run: Run, shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('ignore = ["SF101"]\n')
    assert run("scan", "--config", other).code == 0


def test_a_scoring_profile_of_the_file_is_found_beside_it(
    run: Run, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "mine.toml").write_text('extends = "article"\n')
    (shop / "stackfit.toml").write_text('profile = "mine.toml"\n')
    monkeypatch.chdir(tmp_path)
    assert "scoring profile mine" in run("scan", shop).out


def test_json_goes_to_standard_output_alone(run: Run, shop: Path) -> None:
    result = run("scan", "--format", "json", "--quiet")
    assert json.loads(result.out)["summary"]["counts"]["error"] == 1
    assert result.err == ""


def test_every_format_in_one_run(run: Run, shop: Path, tmp_path: Path) -> None:
    outputs = [part for name in FORMATS for part in ("--output", f"{name}={tmp_path / name}")]
    result = run("scan", "--format", "jsonl", *outputs)
    assert result.out == (tmp_path / "jsonl").read_text("utf-8")
    assert all("app.py" in (tmp_path / name).read_text("utf-8") for name in FORMATS)


def test_several_formats_in_one_run(run: Run, shop: Path, tmp_path: Path) -> None:
    report, lines = tmp_path / "report.json", tmp_path / "lines.jsonl"
    result = run("scan", "--format", "concise", "--output", f"json={report}", "--output", f"jsonl={lines}")
    assert result.out.startswith("app.py:8:12: error SF101 ")
    assert json.loads(report.read_bytes())["findings"] == [json.loads(lines.read_bytes())]


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_two_runs_print_the_same(run: Run, shop: Path, format_name: str) -> None:
    arguments = ("scan", "--format", format_name, "--as-of", "2026-01-01")
    assert run(*arguments) == run(*arguments)


def test_the_date_is_an_input(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "as of 1970-01-02" in run("scan").out
    assert "as of 2026-03-04" in run("scan", "--as-of", "2026-03-04").out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("scan")
    assert result.code == 2
    assert "SOURCE_DATE_EPOCH" in result.err


def test_colour_is_forced_and_refused(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("scan").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("scan").out
    assert "\x1b[" not in run("scan", "--no-color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("scan").out


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, True),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR": "0"}, True, False),
        ({"CLICOLOR": "1"}, False, False),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"CI": "true"}, False, False),
    ],
)
def test_who_decides_on_colour(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, colour: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(terminal, no_color=False) == colour
    assert not wants_color(terminal, no_color=True)


def test_what_comes_next_depends_on_what_there_is(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    said = run("scan").out.partition("\nNext\n")[2]
    assert [line.split("  ")[1] for line in said.splitlines()] == [
        "stackfit explain SF101",
        "stackfit explain web-api",
        "stackfit scan --verbose",
        "stackfit scan --output html=report.html",
        "stackfit init",
        "stackfit baseline create",
    ]
    (shop / "stackfit.toml").write_text("")
    assert "stackfit init" not in run("scan").out
    assert "Next" not in run("scan", "--quiet").out


def test_what_comes_next_is_for_the_folder_that_was_scanned(
    run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)
    said = run("scan", "shop").out
    assert "stackfit scan shop --verbose" in said
    assert "stackfit init shop" in said


def test_a_job_may_say_how_wide_its_log_is(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 80 < max(map(len, run("scan").out.splitlines())) <= 100
    monkeypatch.setenv("COLUMNS", "70")
    assert max(map(len, run("scan").out.splitlines())) <= 70


def test_verbose_times_the_stages(run: Run, shop: Path) -> None:
    assert "stackfit: Reading files: " in run("scan", "--verbose").err


def test_parsing_everything_changes_no_finding(run: Run, shop: Path) -> None:
    few, all_ = (json.loads(run("scan", shop, "--format", "json", *more).out) for more in ((), ("--exhaustive",)))
    assert few["findings"] == all_["findings"]
    assert "--exhaustive" not in run("scan", "--help").out
