"""The step that scans: reports in a folder, summary, annotations, outputs. It fails only where there is no report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from action_base import Base, find_base
from action_input import RefusedError, asked, given, listed, read_event, show, write_outputs
from action_outputs import outputs_of

FAILED = 1
_ENDINGS = {
    "concise": "concise.txt",
    "gitlab": "gitlab.json",
    "html": "html",
    "jsonl": "jsonl",
    "junit": "junit.xml",
    "rdjson": "rdjson.json",
    "text": "txt",
}
_ALWAYS = ("json", "sarif", "markdown")


def scan() -> int:
    """Scan, or compare a pull request with its base, and tell everybody."""
    home = Path(os.environ["RUNNER_TEMP"]) / "stackfit" / "reports"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    base = find_base(read_event())
    code = _compare(base, home) if base else _scan(home)
    if base and code <= FAILED and not asked("new-only"):
        code = _scan(home, again=True)
    if code > FAILED:
        return code
    shown = home / ("diff.md" if base else "report.md")
    if asked("annotations"):
        print((home / "annotations.txt").read_text(encoding="utf-8"), end="")  # noqa: T201 - commands to the runner
    if asked("summary"):
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8", newline="\n") as file:
            file.write(shown.read_text(encoding="utf-8"))
    report = json.loads((home / "report.json").read_text(encoding="utf-8"))
    change = json.loads((home / "diff.json").read_text(encoding="utf-8")) if base else None
    write_outputs({**outputs_of(report, change, home, shown), "code": str(code)})
    return 0


def _scan(home: Path, *, again: bool = False) -> int:
    """Scan the folder; `again` where a comparison has already told what is in it."""
    outputs = {"json": "report.json", "sarif": "report.sarif", "markdown": "report.md", "github": "annotations.txt"}
    options = [f"--output={name}={home / file}" for name, file in outputs.items()]
    options += [f"--output={name}={home / file}" for name, file in _extra().items()]
    # GitHub opens alerts for suppressed results, too: by default they stay out.
    options += ["--new-only"] if given("baseline") and asked("new-only") else []
    return _run("scan", *options, *_shared(), "--", given("path") or ".", quiet=again)


def _compare(base: Base, home: Path) -> int:
    outputs = {"json": "diff.json", "markdown": "diff.md", "github": "annotations.txt", "text": "diff.txt"}
    options = [f"--output={name}={home / file}" for name, file in outputs.items()]
    whole = {"json": "report.json", "sarif": "report.sarif", "markdown": "report.md", **_extra()}
    options += [f"--head-output={name}={home / file}" for name, file in whole.items()]
    options += [f"--max-fit-drop={given('max-fit-drop')}"] if given("max-fit-drop") else []
    options += ["--direct"] if base.direct else []
    return _run("diff", *options, *_shared(), f"--path={given('path') or '.'}", "--", base.commit)


def _shared() -> list[str]:
    """The options that both commands take; an input that is empty leaves the decision to the settings."""
    names = ("profile", "config", "fail-on", "min-fit", "baseline")
    options = [f"--{name}={given(name)}" for name in names if given(name)]
    return ["--format=text", *options, *(f"--component={name}" for name in listed("components"))]


def _extra() -> dict[str, str]:
    """The files of the formats that were asked for besides those that are always written."""
    wanted = listed("formats")
    unknown = [name for name in wanted if name not in _ENDINGS and name not in _ALWAYS]
    if unknown:
        known = ", ".join(sorted((*_ENDINGS, *_ALWAYS)))
        raise RefusedError(f"formats: no format {unknown[0]!r} (known: {known})")
    return {name: f"report.{_ENDINGS[name]}" for name in wanted if name in _ENDINGS}


def _run(*arguments: str, quiet: bool = False) -> int:
    """Run stackfit, and show what it says."""
    program = shutil.which("stackfit", path=os.environ["STACKFIT_BIN"])
    if program is None:
        raise RefusedError("stackfit is not installed: see the step before this one")
    environment = {key: value for key, value in os.environ.items() if key != "STACKFIT_TOKEN"}
    done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
        [program, *arguments],
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if not quiet or done.returncode:
        show(done.stdout.decode("utf-8", "replace"))
    return done.returncode
