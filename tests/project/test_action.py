"""The GitHub action: its steps run as a runner runs them, and what a caller passes in is never pasted into a shell."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from project.github_server import Server, serve

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

    def change(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(Path(self.outputs["diff"]).read_text("utf-8"))
        return found

    def new(self) -> list[str]:
        """Where the new errors are."""
        return [item["path"] for item in self.change()["new"] if item["severity"] == "error"]


def test_inputs_reach_the_shell_as_variables_only() -> None:
    for name, step in STEPS.items():
        assert "${{" not in step.get("run", ""), name
    passed = " ".join(value for step in STEPS.values() for value in (*step.get("env", {}).values(), step.get("if", "")))
    assert set(re.findall(r"inputs\.([\w-]+)", passed)) == ACTION["inputs"].keys()


def test_what_it_uses_is_pinned_with_its_version_beside() -> None:
    lines = [line for line in (PROJECT / "action.yml").read_text("utf-8").splitlines() if "uses:" in line]
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(r" *uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_the_cache_that_is_kept_is_the_one_that_is_used() -> None:
    path = STEPS["Restore"]["with"]["path"]
    assert f'STACKFIT_CACHE_DIR="{path.replace("${{ runner.temp }}", "$RUNNER_TEMP")}"' in STEPS["Scan"]["run"]


def test_only_steps_that_need_the_token_get_it() -> None:
    assert {name for name, step in STEPS.items() if "STACKFIT_TOKEN" in step.get("env", {})} == {"Scan", "Comment"}


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


class Runner:
    """A runner with one job: inputs, an event, and a workspace."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.workspace = place / "workspace"
        self.workspace.mkdir()
        home = place / "runner" / "stackfit" / "venv" / "bin"
        home.mkdir(parents=True)
        for name, arguments in (("stackfit", "-m stackfit "), ("python", "")):
            program = home / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', "utf-8")
            program.chmod(0o755)
        self.event: dict[str, Any] = {}
        self.environment = {
            "RUNNER_TEMP": str(place / "runner"),
            "PYTHONPATH": str(PROJECT / "src"),
            "STACKFIT_SOURCE": str(PROJECT),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_API_URL": "http://127.0.0.1:9",
            "GITHUB_REPOSITORY": "owner/name",
            "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
            "GITHUB_EVENT_PATH": str(place / "event.json"),
            "GITHUB_STEP_SUMMARY": str(place / "summary"),
            "GITHUB_OUTPUT": str(place / "output"),
            "GIT_CONFIG_GLOBAL": str(place / "no-config"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def run(self, **inputs: str) -> Job:
        """Run the steps "Scan", "Comment" and "Gate" with this interpreter's stackfit."""
        (self.place / "event.json").write_text(json.dumps(self.event), "utf-8")
        for name in ("summary", "output"):
            (self.place / name).unlink(missing_ok=True)
        defaults = {name: str(item["default"]) for name, item in ACTION["inputs"].items()}
        given = defaults | {"token": "a-token"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        code, log = self._step("Scan", given, {})
        text = (self.place / "output").read_text("utf-8") if (self.place / "output").exists() else ""
        outputs = read_outputs(text)
        if code == 0 and given["comment"] != "off":
            code, told = self._step("Comment", given, outputs)
            log += told
        if code == 0:
            code, _ = self._step("Gate", given, outputs)
        summary = (self.place / "summary").read_text("utf-8") if (self.place / "summary").exists() else ""
        return Job(code, log, summary, outputs)

    def _step(self, name: str, given: dict[str, str], outputs: dict[str, str]) -> tuple[int, str]:
        """Run a step of the action, with its inputs and the outputs of its scan."""
        known = {f"inputs.{key}": value for key, value in given.items()}
        known |= {f"steps.scan.outputs.{key}": value for key, value in outputs.items()}
        known["github.action_path"] = str(PROJECT)
        return self.step(STEPS[name], known)

    def step(self, step: dict[str, Any], known: dict[str, str]) -> tuple[int, str]:
        """Run a step with the variables that its `env` says, as the runner fills them in."""
        own = {
            key: re.sub(r"\$\{\{ ([\w.-]+) }}", lambda match: known[match[1]], value)
            for key, value in step["env"].items()
        }
        command = [shutil.which("bash") or "bash", *AS_RUNNERS_DO, "-c", step["run"]]
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "STACKFIT_"))}
        done = subprocess.run(
            command,
            cwd=self.workspace,
            env={**kept, **self.environment, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def git(self, *arguments: str, at: Path | None = None) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=at or self.workspace,
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, message: str, at: Path | None = None) -> str:
        self.git("add", "-A", ".", at=at)
        self.git("commit", "-qm", message, at=at)
        return self.git("rev-parse", "HEAD", at=at)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as found:
        yield found


@needs_bash
@pytest.mark.parametrize("event", [{}, {"ref": "refs/heads/main", "after": "0" * 40}, {"schedule": "0 0 * * 0"}])
def test_a_push_or_a_schedule_is_scanned(runner: Runner, event: dict[str, Any]) -> None:
    shutil.copytree(BOT, runner.workspace / "bot")
    runner.event = event
    job = runner.run(path="bot", comment="update")
    assert job.code == 0, job.log
    assert "## stackfit: bot: fits" in job.summary
    assert job.outputs["verdict"] == "fits"
    assert job.outputs["workload"] == "chatbot"
    assert "chatbot" in json.loads(job.outputs["profile"])
    assert 0 < float(job.outputs["fit"]) <= 100
    assert json.loads(Path(job.outputs["report"]).read_text("utf-8"))["summary"]["primary_workload"] == "chatbot"
    assert json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert Path(job.outputs["summary"]).read_text("utf-8") == job.summary
    assert [job.outputs[name] for name in ("new-count", "fit-change", "diff")] == ["", "", ""]
    assert "no comment: this run belongs to no open pull request" in job.log


@needs_bash
def test_every_output_is_given(runner: Runner) -> None:
    shutil.copytree(BOT, runner.workspace / "bot")
    given = runner.run(path="bot").outputs.keys()
    promised = {re.sub(r".*outputs\.([\w-]+) }}$", r"\1", item["value"]) for item in ACTION["outputs"].values()}
    assert promised == ACTION["outputs"].keys()
    assert given == {*promised, "code"}


@needs_bash
def test_findings_are_annotated_and_fail_the_job_only_at_its_end(runner: Runner) -> None:
    shutil.copytree(BLOCKED, runner.workspace / "shop")
    (runner.workspace / ".git").mkdir()
    job = runner.run(path="shop")
    assert job.code == 1
    assert (job.outputs["errors"], json.loads(job.outputs["counts"])["error"]) == ("1", 1)
    lines = job.log.splitlines()
    assert any(line.startswith("::error file=shop/prices/main.py,line=14,") for line in lines)
    start = "https://github.com/owner/name/blob/0123456789abcdef0123456789abcdef01234567/shop/"
    assert f"]({start}prices/main.py#L14)" in job.summary


@needs_bash
def test_summary_and_annotations_can_be_left_out(runner: Runner) -> None:
    shutil.copytree(BLOCKED, runner.workspace / "shop")
    job = runner.run(path="shop", summary="false", annotations="false", fail_on="never")
    assert (job.code, job.summary) == (0, "")
    assert "::error" not in job.log


@needs_bash
def test_the_baseline_is_used(runner: Runner) -> None:
    shutil.copytree(BLOCKED, runner.workspace / "shop")
    command = [sys.executable, "-m", "stackfit", "baseline", "create", "shop", "--file", "known.json"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    subprocess.run(command, cwd=runner.workspace, env=environment, check=True, capture_output=True)
    job = runner.run(path="shop", baseline="known.json")
    assert job.code == 0, job.log
    assert job.outputs["errors"] == "0"
    sarif = json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))
    assert [run["results"] for run in sarif["runs"]] == [[]], "GitHub would open alerts for them"


@needs_bash
def test_settings_gates_formats_and_components(runner: Runner) -> None:
    shutil.copytree(BOT, runner.workspace / "bot")
    shutil.copytree(BLOCKED, runner.workspace / "shop")
    (runner.workspace / "own.toml").write_text('fail-on = "never"\nmin-fit = 100\n')
    job = runner.run(config="own.toml", formats="html, junit", components="bot")
    assert job.code == 1, "the gate of the settings holds"
    assert "below --min-fit 100" in job.log
    assert {"report.html", "report.junit.xml"} <= {path.name for path in Path(job.outputs["reports"]).iterdir()}
    report = json.loads(Path(job.outputs["report"]).read_text("utf-8"))
    assert [item["path"] for item in report["components"]] == ["bot"]
    assert runner.run(config="own.toml", min_fit="1", components="bot\nshop").code == 0
    assert runner.run(components="nothing").code == 2


@needs_bash
@pytest.mark.parametrize(
    "name",
    ["path", "baseline", "profile", "fail_on", "min_fit", "config", "components", "formats", "base", "annotations"],
)
def test_an_input_full_of_shell_is_only_an_input(name: str, runner: Runner) -> None:
    (runner.workspace / "app.py").write_text("import flask\n")
    job = runner.run(**{name: "$(touch owned); touch owned\n::error::x `touch owned` --output=html=owned"})
    assert job.code != 0, job.log
    assert not list(runner.place.rglob("owned"))
    assert job.outputs == {}
    assert not re.search(r"^::error::x", re.sub(r"(?s)::stop-commands::(\w+)\n.*?::\1::", "", job.log), re.M)


@needs_bash
def test_names_in_the_repository_are_no_commands(runner: Runner) -> None:
    shop = shutil.copytree(BLOCKED, runner.workspace / "shop")
    evil = "::set-output name=x::y\n::error::owned\n</details><script>"
    (shop / "pyproject.toml").write_text(f'[project]\nname = {json.dumps(evil)}\ndependencies = ["fastapi"]\n')
    (shop / "prices" / "main.py").rename(shop / "prices" / "a\n::error::owned.py")
    job = runner.run(path="shop")
    token = re.findall(r"^::stop-commands::(\w+)$", job.log, re.M)
    assert len(token) == 1
    before, _, after = job.log.partition(f"::{token[0]}::\n")
    assert before.startswith(f"::stop-commands::{token[0]}\n")
    assert all("owned" not in line.partition("::")[0] for line in after.splitlines())
    assert not re.search(r"^::error::owned", after, re.M)
    assert "<script>" not in job.summary
    assert set(job.outputs) == {*ACTION["outputs"], "code"}


def test_no_value_of_an_output_passes_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = runpy.run_path(str(PROJECT / "scripts" / "action" / "action_input.py"))["write_outputs"]
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    write({"first": "1"})
    seen = (tmp_path / "output").read_text("utf-8").splitlines()[0].partition("<<")[2]
    ends = (seen, "EOF", "end", "")
    write({"errors": "3", "path": "x\n" + "".join(f"{end}\nerrors<<{end}\n0\n" for end in ends)})
    assert read_outputs((tmp_path / "output").read_text("utf-8"))["errors"] == "3"


@pytest.fixture
def pull_request(runner: Runner) -> Runner:
    """A pull request that adds an error to an old one; GitHub's own merge of it is checked out, one commit deep."""
    origin = shutil.copytree(BLOCKED, runner.place / "origin")
    runner.git("init", "-q", "-b", "main", at=origin)
    runner.git("config", "uploadpack.allowAnySHA1InWant", "true", at=origin)
    runner.commit("one", at=origin)
    runner.git("checkout", "-qb", "topic", at=origin)
    shutil.copy(origin / "prices" / "main.py", origin / "prices" / "more.py")
    head = runner.commit("two", at=origin)
    runner.git("checkout", "-q", "main", at=origin)
    (origin / "README.md").write_text("# Prices\n")
    base = runner.commit("on main", at=origin)
    runner.git("checkout", "-q", "--detach", at=origin)
    runner.git("merge", "-q", "--no-ff", "-m", "merge", head, at=origin)
    merge = runner.git("rev-parse", "HEAD", at=origin)
    runner.git("update-ref", "refs/pull/7/merge", merge, at=origin)
    runner.git("init", "-q")
    runner.git("remote", "add", "origin", origin.as_uri())
    runner.git("fetch", "-q", "--depth=1", "origin", merge)
    runner.git("checkout", "-q", merge)
    runner.environment["GITHUB_SHA"] = merge
    runner.event = {
        "action": "synchronize",
        "number": 7,
        "pull_request": {
            "number": 7,
            "base": {"sha": base, "ref": "main"},
            "head": {"sha": head, "ref": "$(touch owned)`touch owned`;touch owned", "repo": {"fork": False}},
        },
    }
    return runner


@needs_bash
def test_a_pull_request_is_compared_with_its_base(pull_request: Runner) -> None:
    job = pull_request.run()
    assert job.code == 1, job.log
    assert "1 new finding at or above --fail-on error" in job.log
    assert job.new() == ["prices/more.py"]
    assert job.change()["base"]["commit"] == pull_request.event["pull_request"]["base"]["sha"]
    assert int(job.outputs["new-count"]) == len(job.change()["new"])
    assert job.outputs["errors"] == "2"
    assert float(job.outputs["fit-change"]) < 0
    assert job.summary.startswith("<!-- stackfit diff -->\n## stackfit: ")
    annotated = [line.partition(",")[0] for line in job.log.splitlines() if line.startswith("::error file=")]
    assert annotated == ["::error file=prices/more.py"]
    assert not list(pull_request.place.rglob("owned"))


@needs_bash
def test_all_findings_count_where_that_is_asked_for(pull_request: Runner) -> None:
    job = pull_request.run(new_only="false")
    assert job.code == 1
    annotated = {line.partition(",")[0] for line in job.log.splitlines() if line.startswith("::error file=")}
    assert annotated == {"::error file=prices/more.py", "::error file=prices/main.py"}
    assert job.new() == ["prices/more.py"]


@needs_bash
def test_the_drop_of_a_fit_fails_a_pull_request(pull_request: Runner) -> None:
    assert pull_request.run(fail_on="never").code == 0
    assert pull_request.run(fail_on="never", max_fit_drop="0.01").code == 1


@needs_bash
def test_the_head_itself_is_compared_with_where_it_left_its_base(pull_request: Runner) -> None:
    head = pull_request.event["pull_request"]["head"]["sha"]
    pull_request.git("fetch", "-q", "--depth=1", "origin", head)
    pull_request.git("checkout", "-q", head)
    job = pull_request.run()
    assert job.new() == ["prices/more.py"]
    assert job.change()["base"]["merge_base"] is True


@needs_bash
def test_a_base_that_cannot_be_fetched_is_told(pull_request: Runner) -> None:
    shutil.rmtree(pull_request.place / "origin")
    job = pull_request.run()
    assert job.code == 2
    assert re.search(r"^::error title=stackfit::the base commit .*`fetch-depth: 0`", job.log, re.M)
    assert job.outputs == {}


@needs_bash
def test_a_merge_group_is_compared_with_its_base(pull_request: Runner) -> None:
    base = pull_request.event["pull_request"]["base"]["sha"]
    head = pull_request.git("rev-parse", "HEAD")
    pull_request.event = {"merge_group": {"base_sha": base, "head_sha": head}}
    assert pull_request.run().new() == ["prices/more.py"]


@needs_bash
def test_a_checkout_without_the_pull_request_is_not_passed_off_as_clean(pull_request: Runner) -> None:
    base = pull_request.event["pull_request"]["base"]["sha"]
    pull_request.git("fetch", "-q", "--depth=1", "origin", base)
    pull_request.git("checkout", "-q", base)
    job = pull_request.run()
    assert job.code == 2
    assert "what is checked out does not hold the pull request's head" in job.log


@needs_bash
def test_a_comparison_may_be_asked_for_or_declined(pull_request: Runner) -> None:
    assert pull_request.run(base="none").outputs["errors"] == "2"
    assert pull_request.run(base="none").outputs["new-count"] == ""
    pull_request.event = {}
    assert pull_request.run(base="HEAD").outputs["new-count"] == "0"


@needs_bash
def test_one_comment_is_edited_in_place(pull_request: Runner, server: Server) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    server.comments[7] = [
        {"id": 1, "body": "<!-- stackfit comment of somebody -->", "user": {"login": "eve", "type": "User"}}
    ]
    for _ in range(2):
        assert pull_request.run(comment="update").code == 1
    mine = [item for item in server.comments[7] if item["user"]["type"] == "Bot"]
    assert len(mine) == 1
    assert "`prices/more.py:14`" in mine[0]["body"]
    assert [request.split(" ")[0] for request in server.log if "comments" in request] == ["GET", "POST", "GET", "PATCH"]
    assert server.tokens == {"Bearer a-token"}


@needs_bash
def test_a_comment_of_somebody_else_is_left_alone(pull_request: Runner, server: Server) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    pull_request.run(comment="update")
    stolen = server.comments[7][0]["body"]
    server.comments[7] = [{"id": 5, "body": stolen, "user": {"login": "eve", "type": "User"}}]
    pull_request.run(comment="update")
    assert [item["user"]["login"] for item in server.comments[7]] == ["eve", "github-actions[bot]"]


@needs_bash
def test_a_new_comment_for_each_run(pull_request: Runner, server: Server) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    for _ in range(2):
        pull_request.run(comment="new")
    assert len(server.comments[7]) == 2


@needs_bash
def test_components_of_one_repository_have_their_own_comments(pull_request: Runner, server: Server) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    for path in (".", "prices", "."):
        pull_request.run(comment="update", path=path)
    assert len(server.comments[7]) == 2


@needs_bash
def test_nothing_is_written_while_there_is_nothing_to_tell(pull_request: Runner, server: Server) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    shutil.rmtree(pull_request.workspace / "prices")
    pull_request.git("checkout", "-q", "HEAD", "--", "prices")
    (pull_request.workspace / "prices" / "more.py").unlink()
    job = pull_request.run(comment="update")
    assert job.code == 0, job.log
    assert server.comments.get(7, []) == []


@needs_bash
@pytest.mark.parametrize(("answer", "told"), [(403, "may not write comments"), (500, "GitHub answers 500")])
def test_a_token_that_may_not_write_leaves_the_summary(
    pull_request: Runner, server: Server, answer: int, told: str
) -> None:
    pull_request.environment["GITHUB_API_URL"] = server.url
    pull_request.event["pull_request"]["head"]["repo"] = {"fork": True}
    server.refuse = answer
    job = pull_request.run(comment="update", fail_on="never")
    assert job.code == 0, job.log
    assert re.search(f"^::notice title=stackfit::no comment: .*{told}", job.log, re.M)
    assert "prices/more.py" in job.summary


@needs_bash
def test_a_server_that_is_not_there_or_sends_elsewhere_fails_nothing(pull_request: Runner, server: Server) -> None:
    assert pull_request.run(comment="update", fail_on="never").code == 0
    pull_request.environment["GITHUB_API_URL"] = server.url
    server.refuse = 302
    job = pull_request.run(comment="update", fail_on="never")
    assert job.code == 0, job.log
    assert "GitHub answers 302" in job.log
    assert server.log == [request for request in server.log if "/elsewhere" not in request], "the token went along"


COMMENT: dict[str, Any] = yaml.safe_load((PROJECT / "comment" / "action.yml").read_text("utf-8"))


def comment_from_elsewhere(runner: Runner, report: bytes, **event: Any) -> tuple[int, str]:
    """Run the step of the action `comment` in a workflow that follows another."""
    (runner.workspace / "diff.txt").write_bytes(report)
    run = {"head_sha": "a" * 40, "head_branch": "topic", "head_repository": {"owner": {"login": "fork"}}, **event}
    runner.event = {"workflow_run": run}
    (runner.place / "event.json").write_text(json.dumps(runner.event), "utf-8")
    (step,) = COMMENT["runs"]["steps"]
    known = {"inputs.report": "diff.txt", "inputs.key": ".", "inputs.token": "a-token"}
    known["github.action_path"] = str(PROJECT / "comment")
    return runner.step(step, known)


@pytest.fixture
def fork(runner: Runner, server: Server) -> Runner:
    """A workflow that follows one of a fork's pull request."""
    runner.environment["GITHUB_API_URL"] = server.url
    server.pulls = [
        {"number": 8, "head": {"label": "fork:topic", "sha": "a" * 40}},
        {"number": 9, "head": {"label": "fork:other", "sha": "b" * 40}},
    ]
    return runner


@needs_bash
def test_a_report_from_a_fork_is_text_and_nothing_else(fork: Runner, server: Server) -> None:
    evil = b"````\n</details>@everyone ![x](https://evil.example)\n<!-- stackfit comment -->\n"
    evil += b"\x1b[31m\xe2\x80\xae~~~~~\n```"
    code, log = comment_from_elsewhere(fork, evil)
    assert code == 0, log
    (made,) = server.comments[8]
    marker, intro, empty, fence, *lines, end, last = made["body"].split("\n")
    assert marker.startswith("<!-- stackfit comment ")
    assert "may have been changed" in intro
    assert (empty, fence, end, last) == ("", "``````text", "``````", "")
    assert not any(line.startswith("``````") for line in lines)
    assert all(line.isprintable() for line in lines)


@needs_bash
def test_a_report_from_a_fork_is_cut_and_kept_up_to_date(fork: Runner, server: Server) -> None:
    for letter in (b"x", b"y"):
        assert comment_from_elsewhere(fork, letter * 500_000)[0] == 0
    (made,) = server.comments[8]
    assert len(made["body"]) < 65_536
    assert "yyy" in made["body"]


@needs_bash
@pytest.mark.parametrize(
    "event",
    [
        {"head_sha": "c" * 40},
        {"head_branch": "nothing"},
        {"head_branch": "other", "head_sha": "a" * 40},
        {"head_repository": None},
    ],
)
def test_a_run_that_is_not_the_newest_of_a_pull_request_writes_nothing(
    fork: Runner, server: Server, event: dict[str, Any]
) -> None:
    code, log = comment_from_elsewhere(fork, b"report", **event)
    assert (code, server.comments) == (0, {})
    assert "no comment: this run belongs to no open pull request" in log


@needs_bash
def test_a_missing_report_fails_the_step(fork: Runner) -> None:
    known = {"inputs.report": "none.txt", "inputs.key": "", "inputs.token": "a-token"}
    known["github.action_path"] = str(PROJECT / "comment")
    fork.event = {"pull_request": {"number": 8}}
    (fork.place / "event.json").write_text(json.dumps(fork.event), "utf-8")
    code, log = fork.step(COMMENT["runs"]["steps"][0], known)
    assert code == 2
    assert "none.txt cannot be read" in log
