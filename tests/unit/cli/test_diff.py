"""`stackfit diff`: what a change did, between commits and against the work tree, with its gates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Result, Run

QUIET = "import requests\n\n\ndef fetch():\n    return requests.get('https://example.com', timeout=3)\n"
CALLER = "\n\n@app.get('/slow')\nasync def slow():\n    return fetch()\n"
Git = Callable[..., str]


@pytest.fixture
def git(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Make the shop a repository with one commit on `main`; run git in it."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    program = shutil.which("git")
    assert program, "these tests need git"

    def run(*arguments: str, at: Path = shop) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        done = subprocess.run([program, *identity, *arguments], cwd=at, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    run("init", "-q", "-b", "main")
    run("add", ".")
    run("commit", "-qm", "one")
    return run


def document(run: Run, *arguments: str | Path) -> dict[str, Any]:
    result = run("diff", *arguments, "--format", "json", "--fail-on", "never")
    assert result.code == 0, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def new(run: Run, *arguments: str | Path) -> list[tuple[str, str, str]]:
    return [(item["code"], item["path"], item["symbol"]) for item in document(run, *arguments)["new"]]


def commit(git: Git, message: str = "two") -> str:
    git("add", "-A", ".")
    git("commit", "-qm", message)
    return git("rev-parse", "HEAD")


def test_nothing_changed(run: Run, git: Git) -> None:
    result = run("diff", "HEAD")
    assert (result.code, result.err) == (0, "")
    assert "the work tree compared with HEAD (" in result.out
    assert "0 new findings, 0 fixed" in result.out
    assert "No component's profile, fit or verdict changed." in result.out


def test_a_new_error_closes_the_gate_and_old_ones_do_not(run: Run, shop: Path, git: Git) -> None:
    (shop / "more.py").write_text((shop / "app.py").read_text())
    result = run("diff", "HEAD")
    assert result.code == 1
    assert result.err == "stackfit: exit 1: 1 new finding at or above --fail-on error\n"
    assert "more.py:8:12" in result.out
    assert "app.py:8:12" not in result.out
    assert run("diff", "HEAD", "--fail-on", "never").code == 0


def test_moved_lines_are_not_new(run: Run, shop: Path, git: Git) -> None:
    (shop / "app.py").write_text("# a comment\n\n" + (shop / "app.py").read_text())
    assert new(run, "HEAD") == []


def test_a_copy_is_new_and_so_is_only_one_of_two(run: Run, shop: Path, git: Git) -> None:
    call = "    return requests.get('https://example.com', timeout=3)\n"
    (shop / "app.py").write_text((shop / "app.py").read_text() + f"\n\n@app.get('/b')\nasync def b():\n{call}{call}")
    commit(git)
    (shop / "app.py").write_text((shop / "app.py").read_text() + call)
    assert new(run, "HEAD") == [("SF101", "app.py", "b")]
    assert [code for code, _, _ in new(run, "HEAD~1", "--select", "SF101")] == ["SF101"] * 3


def test_new_reachability_on_a_line_that_did_not_change(run: Run, shop: Path, git: Git) -> None:
    (shop / "far.py").write_text(QUIET)
    before = commit(git)
    text = (shop / "app.py").read_text().replace("def fetch", "def old")
    (shop / "app.py").write_text(f"from far import fetch\n{text}")
    found = document(run, before)
    assert [(item["path"], item["touched"]) for item in found["new"]] == [("far.py", False)]
    assert [item["path"] for item in found["fixed"]] == ["app.py"]
    assert "New at lines that did not change" in run("diff", before).out
    strict = document(run, before, "--changed-lines-only")
    assert (strict["new"], strict["summary"]["left_out"]) == ([], 1)
    assert run("diff", before, "--changed-lines-only").code == 0


def test_a_call_that_was_written_counts_as_changed_where_it_leads(run: Run, shop: Path, git: Git) -> None:
    (shop / "far.py").write_text(QUIET)
    before = commit(git)
    text = (shop / "app.py").read_text().replace("def fetch", "def local")
    (shop / "app.py").write_text("from far import fetch\n" + text + CALLER)
    found = document(run, before, "--changed-lines-only")
    assert [(item["path"], item["touched"]) for item in found["new"]] == [("far.py", True)]


def test_a_finding_that_got_graver_is_told_as_such(run: Run, shop: Path, git: Git) -> None:
    (shop / "app.py").write_text("import time\n\n\nasync def main():\n    time.sleep(2)\n")
    before = commit(git)
    start = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n\n\n@app.get('/')\n"
    (shop / "app.py").write_text(f"{start}async def main():\n    time.sleep(2)\n")
    (item,) = document(run, before)["new"]
    assert (item["code"], item["severity"]) == ("SF101", "error")
    assert item["was"] in ("warning", "info")
    assert "Graver than before" in run("diff", before).out


def test_two_commits_are_compared_without_the_work_tree(run: Run, shop: Path, git: Git) -> None:
    (shop / "more.py").write_text((shop / "app.py").read_text())
    commit(git)
    (shop / "more.py").unlink()
    (shop / "app.py").write_text("broken(")
    state = git("status", "--porcelain=v2")
    assert new(run, "HEAD~1", "HEAD") == [("SF101", "more.py", "fetch")]
    assert new(run, "HEAD", "HEAD~1") == []
    assert git("status", "--porcelain=v2") == state


def test_the_merge_base_is_what_counts_unless_told_otherwise(run: Run, shop: Path, git: Git) -> None:
    start = git("rev-parse", "HEAD")
    git("checkout", "-qb", "topic")
    (shop / "other.py").write_text("LIMIT = 4\n")
    commit(git, "topic")
    git("checkout", "-q", "main")
    (shop / "app.py").write_text("LIMIT = 3\n")
    main = commit(git, "fixed on main")
    git("checkout", "-q", "topic")
    found = document(run, "main")
    assert (found["new"], found["base"]) == ([], {"name": "main", "commit": start, "merge_base": True})
    assert found["head"] == {"name": None, "commit": None}
    direct = document(run, "main", "--direct")
    assert [item["path"] for item in direct["new"]] == ["app.py"]
    assert direct["base"] == {"name": "main", "commit": main, "merge_base": False}


def test_a_renamed_file_keeps_its_findings(run: Run, shop: Path, git: Git) -> None:
    (shop / "Procfile").write_text("web: flask run\n")
    (shop / "app.py").write_text((shop / "app.py").read_text() + "\nrequests.get('https://example.com')\n" * 2)
    before = commit(git)
    git("mv", "app.py", "renamed.py")
    assert new(run, before) == []
    commit(git, "moved")
    assert new(run, before, "HEAD") == []


def test_a_mistake_in_the_settings_of_the_base_stops_nothing(run: Run, shop: Path, git: Git) -> None:
    (shop / "api").mkdir()
    (shop / "api" / "app.py").write_text((shop / "app.py").read_text())
    (shop / "api" / "requirements.txt").write_text((shop / "requirements.txt").read_text())
    (shop / "api" / "stackfit.toml").write_text("ignroe = []\n")
    commit(git)
    (shop / "api" / "stackfit.toml").write_text("ignore = []\n")
    assert new(run, "main") == []
    (shop / "api" / "stackfit.toml").write_text("ignroe = []\n")
    assert "did you mean 'ignore'?" in run("diff", "main").err


def test_a_part_of_a_repository(run: Run, shop: Path, git: Git) -> None:
    (shop / "api").mkdir()
    (shop / "api" / "app.py").write_text((shop / "app.py").read_text())
    (shop / "more.py").write_text((shop / "app.py").read_text())
    assert new(run, "HEAD", "--path", "api") == [("SF101", "app.py", "fetch")]
    lines = run("diff", "HEAD", "--path", "api", "--format", "github").out.splitlines()
    assert [line.partition(",")[0] for line in lines] == ["::error file=api/app.py"]


def test_a_drop_of_the_fit_closes_its_gate(run: Run, shop: Path, git: Git) -> None:
    blocked = (shop / "app.py").read_text()
    (shop / "app.py").write_text(blocked.replace("    return requests", "    # return requests"))
    before = commit(git)
    (shop / "app.py").write_text(blocked)
    (component,) = document(run, before)["components"]
    assert component["fit"]["python"]["change"] < -0.5
    result = run("diff", before, "--fail-on", "never", "--max-fit-drop", "0.5")
    assert result.code == 1
    assert "component .: the fit fell from" in result.err
    assert run("diff", before, "--fail-on", "never", "--max-fit-drop", "90").code == 0
    (shop / "stackfit.toml").write_text('max-fit-drop = 0.5\nfail-on = "never"\n')
    assert run("diff", before).code == 1
    assert run("diff", before, "--min-fit", "100", "--max-fit-drop", "90").code == 1


def test_what_the_baseline_accepts_is_not_new(run: Run, shop: Path, git: Git) -> None:
    (shop / "more.py").write_text((shop / "app.py").read_text())
    assert run("baseline", "create").code == 0
    assert run("diff", "HEAD", "--baseline", "stackfit-baseline.json").code == 0
    assert new(run, "HEAD", "--baseline", "stackfit-baseline.json") == []


def test_reports_of_both_kinds_in_one_run(run: Run, shop: Path, git: Git) -> None:
    (shop / "more.py").write_text((shop / "app.py").read_text())
    result = run(
        *("diff", "HEAD", "--format", "concise", "--output", "markdown=diff.md", "--output", "sarif=new.sarif"),
        *("--head-output", "json=all.json", "--head-output", "sarif=all.sarif"),
    )
    assert [line.partition(":")[0] for line in result.out.splitlines()] == ["more.py"]
    assert (shop / "diff.md").read_text().startswith("<!-- stackfit diff -->\n")
    counts = [
        sum(len(part["results"]) for part in json.loads((shop / name).read_text())["runs"])
        for name in ("new.sarif", "all.sarif")
    ]
    assert counts[0] < counts[1]
    assert len(json.loads((shop / "all.json").read_text())["findings"]) == counts[1]


def test_links_lead_to_the_commit_that_is_judged(
    run: Run, shop: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "more.py").write_text((shop / "app.py").read_text())
    head = commit(git)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/name")
    monkeypatch.setenv("GITHUB_SHA", "0" * 40)
    page = run("diff", "HEAD~1", "HEAD", "--format", "markdown").out
    assert f"https://github.com/owner/name/blob/{head}/more.py#L8" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "git knows no such commit"),
        (("HEAD", "nothing"), "git knows no such commit"),
        (("--", "--upload-pack=x"), "is no commit"),
        (("HEAD", "--path", "missing"), "no such folder"),
        (("HEAD", "--format", "html"), "no format 'html'"),
    ],
)
def test_mistakes_are_told(run: Run, git: Git, arguments: tuple[str, ...], message: str) -> None:
    result = run("diff", *arguments)
    assert result.code == 2
    assert message in result.err


def test_outside_of_a_repository(run: Run, shop: Path) -> None:
    assert run("diff", "HEAD") == Result(
        2, "", "stackfit: error: .: is in no git repository (diff compares commits of a repository)\n"
    )


def test_strict_minds_both_sides(run: Run, shop: Path, git: Git) -> None:
    (shop / "package.json").write_text("{")
    commit(git)
    (shop / "package.json").unlink()
    assert run("diff", "HEAD").code == 0
    result = run("diff", "HEAD", "--strict")
    assert (result.code, "could not be read" in result.err) == (4, True)


def test_both_schemas_are_printed(run: Run) -> None:
    titles = [json.loads(run("schema", *name).out)["title"] for name in ((), ("report",), ("diff",))]
    assert titles == ["stackfit report", "stackfit report", "stackfit diff"]
