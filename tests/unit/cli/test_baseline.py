"""`stackfit baseline` and `--baseline`: what was there yesterday does not count today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import SERVICE, Run

FILE = "stackfit-baseline.json"
SECOND = """

@app.get("/again")
async def again():
    return requests.get("https://example.org", timeout=3)
"""


def entries() -> list[dict[str, Any]]:
    accepted: list[dict[str, Any]] = json.loads(Path(FILE).read_text("utf-8"))["accepted"]
    return accepted


@pytest.fixture
def accepted(run: Run, shop: Path) -> Path:
    """The shop with all its findings accepted."""
    assert run("baseline", "create", "--select", "SF101", "--reason", "we know").code == 0
    return shop


def scan(run: Run, *more: str) -> Any:
    return run("scan", "--baseline", FILE, "--select", "SF101,SF002", *more)


def test_what_is_accepted_does_not_count(run: Run, accepted: Path) -> None:
    assert [(item["code"], item["symbol"], item["reason"]) for item in entries()] == [("SF101", "fetch", "we know")]
    assert scan(run).code == 0
    assert run("scan").code == 1
    assert "1 accepted in the baseline" in scan(run).out


def test_moved_lines_stay_accepted(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text(f"# a comment\n\nLIMIT = 3\n{SERVICE}")
    assert scan(run, "--format", "concise").out == ""


def test_a_renamed_file_stays_accepted(run: Run, accepted: Path) -> None:
    (accepted / "app.py").rename(accepted / "server.py")
    assert scan(run, "--format", "concise").out == ""


def test_a_second_one_like_it_is_new(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text(SERVICE + SECOND)
    result = scan(run, "--format", "concise")
    assert result.code == 1
    assert result.out.startswith("app.py:18:12: error SF101 ")


def test_a_copy_of_accepted_code_is_new(run: Run, accepted: Path) -> None:
    (accepted / "copy.py").write_text(SERVICE)
    result = scan(run, "--format", "concise")
    assert [line.partition(":")[0] for line in result.out.splitlines()] == ["copy.py"]


def test_what_was_fixed_is_reported_as_stale(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text("LIMIT = 3\n")
    result = scan(run, "--format", "concise")
    assert result.code == 0
    assert result.out.startswith(f"{FILE}:4:1: info SF002 ")
    assert "SF002" not in run("scan", "--baseline", FILE, "--ignore", "SF002").out


def test_rules_that_were_not_asked_for_are_not_stale(run: Run, accepted: Path) -> None:
    assert run("scan", "--baseline", FILE, "--select", "SF504,SF002", "--format", "concise").out == ""
    assert run("baseline", "prune", "--select", "SF504").code == 0
    assert len(entries()) == 1


def test_stale_entries_are_notes_and_hidden_with_them(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text("LIMIT = 3\n")
    (accepted / "stackfit.toml").write_text('severity = "warning"\n')
    assert scan(run, "--format", "concise").out == ""


def test_prune_removes_and_adds_nothing(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text(
        SECOND.replace("@app", "import requests\nfrom fastapi import FastAPI\napp = FastAPI()\n@app")
    )
    result = run("baseline", "prune", "--select", "SF101")
    assert (result.code, entries()) == (0, [])
    assert "accepts 0 findings (0 added, 1 removed)" in result.err


def test_update_adds_removes_and_keeps_reasons(run: Run, accepted: Path) -> None:
    (accepted / "app.py").write_text(SERVICE + SECOND)
    result = run("baseline", "update", "--select", "SF101", "--reason", "later")
    assert "accepts 2 findings (1 added, 0 removed)" in result.err
    assert [(item["symbol"], item["reason"]) for item in entries()] == [("again", "later"), ("fetch", "we know")]


def test_create_does_not_write_over_a_baseline(run: Run, accepted: Path) -> None:
    result = run("baseline", "create")
    assert result.code == 2
    assert "baseline update" in result.err
    assert run("baseline", "create", "--force").code == 0


def test_the_settings_may_name_it(run: Run, accepted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (accepted / "stackfit.toml").write_text(f'baseline = "{FILE}"\nselect = ["SF101"]\n')
    monkeypatch.chdir(tmp_path)
    assert run("scan", accepted).code == 0
    assert run("baseline", "update", accepted).code == 0


def test_formats_for_machines_have_what_is_accepted_unless_told_otherwise(run: Run, accepted: Path) -> None:
    report = json.loads(scan(run, "--format", "json").out)
    assert (report["findings"], [item["reason"] for item in report["accepted"]]) == ([], ["we know"])
    sarif = json.loads(scan(run, "--format", "sarif").out)
    assert [item["suppressions"][0]["status"] for item in sarif["runs"][0]["results"]] == ["accepted"]
    assert json.loads(scan(run, "--format", "json", "--new-only").out)["accepted"] == []


def test_check_knows_the_baseline(run: Run, accepted: Path) -> None:
    assert run("check", "app.py", "--baseline", FILE, "--select", "SF101").code == 0


def test_what_a_component_does_not_show_is_not_stale(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    (shop / "api").mkdir()
    (shop / "app.py").rename(shop / "api" / "app.py")
    (shop / "requirements.txt").rename(shop / "api" / "requirements.txt")
    assert run("baseline", "create").code == 0
    (shop / "api" / "stackfit.toml").write_text('ignore = ["SF101"]\n')
    assert "SF002" not in scan(run, "--format", "concise").out
    (shop / "api" / "stackfit.toml").unlink()
    (shop / "api" / "app.py").write_text("LIMIT = 3\n")
    assert "SF002" in scan(run, "--format", "concise").out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "no baseline of version 1"),
        ('{"version": 2}', "no baseline of version 1"),
        ('{"version": 1, "accepted": {}}', "expected a list"),
        ('{"version": 1, "accepted": [{"code": "SF101"}]}', "accepted[0]: expected texts"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_file_that_is_no_baseline_is_wrong_usage(run: Run, shop: Path, content: str, words: str) -> None:
    Path("b.json").write_text(content)
    result = run("scan", "--baseline", "b.json")
    assert result.code == 2
    assert words in result.err


def test_a_missing_baseline_says_how_to_make_one(run: Run, shop: Path) -> None:
    assert "stackfit baseline create" in run("scan", "--baseline", "none.json").err
    assert "stackfit baseline create" in run("scan", "--new-only").err
    assert run("baseline", "update").code == 2
