"""No file can flood a report."""

from __future__ import annotations

from pathlib import Path

from small_repos import ScanRepo
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location, ReadError
from stackfit.pipeline import bounds
from stackfit.pipeline.bounds import bound_errors, bound_findings


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
