"""No file can flood a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from small_repos import ScanRepo
from stackfit.cache import encode
from stackfit.model.finding import ChainStep, Finding
from stackfit.model.kinds import Confidence, Severity, Verdict
from stackfit.model.source import Location, ReadError
from stackfit.pipeline import bounds
from stackfit.pipeline.bounds import bound_components, bound_errors, bound_findings
from stackfit.report import FORMATS, View

STEP = ChainStep(location=Location(path="b.py", line=1), function="f", call="c" * 1_000_000)


def make(path: str, line: int, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        code="SF101",
        name="x",
        severity=severity,
        confidence=Confidence.DEFINITE,
        location=Location(path=path, line=line),
        message="",
        criteria=(),
    )


def test_the_gravest_of_a_file_stay_in_order_and_the_rest_is_counted() -> None:
    flood = [make("a.py", line) for line in range(1, bounds.MOST_OF_FILE + 11)]
    grave = make("a.py", 5_000, Severity.ERROR)
    kept, told = bound_findings([*flood, grave, make("b.py", 1)])
    assert [item for item in kept if item.location.path == "a.py"] == [*flood[: bounds.MOST_OF_FILE - 1], grave]
    assert kept[-1].location.path == "b.py"
    assert told == (ReadError(path="a.py", message="11 further findings are left out"),)


def test_there_is_a_bound_for_all_files() -> None:
    kept, told = bound_findings(make(f"f{number:05}.py", 1) for number in range(bounds.MOST_FINDINGS + 3))
    assert len(kept) == bounds.MOST_FINDINGS
    assert [error.path for error in told] == [f"f{bounds.MOST_FINDINGS + number:05}.py" for number in range(3)]


def test_messages_of_a_file_are_counted_from_some_number_on() -> None:
    found = bound_errors(ReadError(path="setup.cfg", message="odd", line=line) for line in range(1, 1_000))
    assert len(found) == bounds.ERRORS_OF_FILE + 1
    assert found[-1] == ReadError(path="setup.cfg", message="949 further messages are left out", line=51)


def test_messages_of_many_files_too() -> None:
    found = bound_errors(ReadError(path=f"{number:05}", message="odd") for number in range(bounds.MOST_ERRORS + 5))
    assert len(found) == bounds.MOST_ERRORS + 1
    assert found[-1].message == "5 further messages are left out"


def test_a_line_of_many_calls_is_not_repeated_for_each(scan_repo: ScanRepo) -> None:
    line = "async def f(): " + "time.sleep(1); " * 500
    report = scan_repo({"app.py": f"import time\n{line}\n"})
    assert len([item for item in report.findings if item.code == "SF101"]) == 500
    assert {len(item.snippet) for item in report.findings} == {1_000 + len(" #") + 16}
    assert len({item.fingerprint for item in report.findings}) == 500


def test_a_file_that_vanishes_during_the_scan_is_named(scan_repo: ScanRepo, tmp_path: Path) -> None:
    from stackfit.extract.codebase import Codebase
    from stackfit.model.kinds import Language, Role
    from stackfit.model.source import SourceFile

    gone = SourceFile(path="gone.py", size=3, role=Role.PRODUCTION, language=Language.PYTHON)
    code = Codebase([gone], lambda path: None, frozenset())
    assert code.index("gone.py") is None
    assert code.facts("gone.py") is None
    assert [error.message for error in code.errors] == ["cannot be read; it was there when the files were listed"]


def test_findings_take_no_more_than_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_BYTES", 50_000)
    long = [replace(make("a.py", line), message="m" * 4_000) for line in range(1, 21)]
    grave = replace(make("b.py", 1, Severity.ERROR), symbol="s" * 1_000_000 + "\ud800", chain=(STEP,))
    kept, told = bound_findings([*long, grave])
    assert [item.location.path for item in kept] == ["a.py"] * 9 + ["b.py"]
    assert len(kept[-1].symbol) == len(kept[-1].chain[0].call) == 4_096
    assert told == (ReadError(path="a.py", message="11 further findings are left out"),)


def test_so_do_components_the_gravest_stay(scan_repo: ScanRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    node = '{"dependencies": {"express": "4"}, "scripts": {"start": "node a.js"}}'
    report = scan_repo({f"p{number}/package.json": node for number in range(9)} | {"p1/a.js": "require('express')()"})
    monkeypatch.setattr(bounds, "MOST_BYTES", 1)
    assert bound_components(report.components) == (
        (),
        (ReadError(path=".", message="9 further components are left out"),),
    )
    misfit = replace(report.components[5], fit=replace(report.components[5].fit, verdict=Verdict.MISFIT))
    given = (*report.components[:5], misfit, *report.components[6:])
    monkeypatch.setattr(bounds, "MOST_BYTES", len(encode(given)) // 2)
    kept, _ = bound_components(given)
    assert misfit in kept
    assert len(kept) < 9
    assert [item.profile.component.path for item in kept] == sorted(item.profile.component.path for item in kept)


def test_a_message_is_no_longer_than_a_reader_wants() -> None:
    assert len(bound_errors([ReadError(path="a", message="m" * 9_000)])[0].message) == 500


LONG = "n" * 400_000


def test_names_as_long_as_files_are_not_repeated_in_every_finding(scan_repo: ScanRepo) -> None:
    """Two files of a megabyte once made two gigabytes of JSON."""
    report = scan_repo(
        {
            "requirements.txt": f"fastapi\n{LONG}\n",
            "package.json": f'{{"name": "{LONG}", "description": "{LONG}", "dependencies": {{"express": "4", "{LONG}": '
            f'"{LONG}"}}, "scripts": {{"start": "node b.js {LONG}"}}, "engines": {{"node": "{LONG}"}}}}',
            "a.py": f"import time\nimport {LONG}\nfrom fastapi import FastAPI\napp = FastAPI()\nclass {LONG}:\n"
            f"    async def {LONG}(self, {LONG}):\n" + "        time.sleep(1)\n" * 1_100,
            "b.js": f"const fs = require('fs'); const app = require('express')();\nconst {LONG} = '{LONG}';\n"
            f"app.get('/{LONG}', function {LONG}(q, r) {{\n" + f"fs.readFileSync({LONG});\n" * 3 + "});\n",
            "Dockerfile": f"FROM node:{LONG}\nCMD node b.js {LONG}\n",
            "README.md": f"# {LONG}\n{LONG} chat bot\n",
        }
    )
    assert len([item for item in report.findings if item.code == "SF101"]) > 900
    for name, render in FORMATS.items():
        assert len(render(report, View(name="t"))) < 8_000_000, name
