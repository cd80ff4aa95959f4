"""Every fixture under tests/rules/ is a small repository of its own and gives exactly the findings it says."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import tomli

from stackfit.cli.accepted import apply_baseline
from stackfit.cli.baseline import NAME as BASELINE
from stackfit.config import Config
from stackfit.model.finding import Finding
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.rules import RULES

ROOT = Path(__file__).parents[2] / "rules"
AS_OF = datetime.date(2026, 1, 1)
_EXPECT = re.compile(r"(?:#|//) expect: (SF\d{3,4})(?: (error|warning|info))?")


@dataclass(frozen=True)
class Expected:
    """A finding a fixture asks for; "" or line 0 for what it does not care about."""

    code: str
    path: str
    line: int
    severity: str = ""
    related: str = ""

    def meets(self, finding: Finding) -> bool:
        """Whether a finding is this one."""
        related = {f"{item.location.path}:{item.location.line}" for item in finding.related}
        return (
            (finding.code, finding.location.path) == (self.code, self.path)
            and self.line in (0, finding.location.line)
            and self.severity in ("", finding.severity.value)
            and (not self.related or self.related in related)
        )


@dataclass(frozen=True)
class Case:
    """One fixture: a folder (a small repository) or a single file under `tests/rules/<CODE>/{bad,good}/`."""

    code: str
    kind: str
    path: Path

    @property
    def id(self) -> str:
        """How the case is called in test output."""
        return f"{self.code}-{self.kind}-{self.path.name}"


def find_cases() -> list[Case]:
    """Find every fixture."""
    return [
        Case(folder.parent.name, folder.name, path)
        for folder in sorted([*ROOT.glob("SF*/bad"), *ROOT.glob("SF*/good")])
        for path in sorted(folder.iterdir())
    ]


def scan_case(case: Case, place: Path) -> Report:
    """Scan a copy of the fixture in an empty folder, as a repository of its own."""
    target = place / case.path.name
    if case.path.is_dir():
        shutil.copytree(case.path, target, ignore=shutil.ignore_patterns("expected.toml"))
    else:
        target = place / case.path.stem
        target.mkdir()
        shutil.copy(case.path, target)
    baseline = target / BASELINE
    config = Config(baseline=str(baseline) if baseline.exists() else None)
    return apply_baseline(scan(target, config, AS_OF), config, target)


@cache
def expected_findings(case: Case) -> tuple[Expected, ...]:
    """Read what a fixture expects: comments on the line itself, or `expected.toml` for files without comments."""
    folder = case.path if case.path.is_dir() else case.path.parent
    files = sorted(item for item in case.path.rglob("*") if item.is_file()) if case.path.is_dir() else [case.path]
    expected = []
    for file in files:
        if file.name == "expected.toml":
            expected += [Expected(**item) for item in tomli.loads(file.read_text(encoding="utf-8"))["finding"]]
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            expected += [
                Expected(match[1], file.relative_to(folder).as_posix(), number, match[2] or "")
                for match in _EXPECT.finditer(line)
            ]
    return tuple(expected)


CASES = find_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_fixture_gives_what_it_says(case: Case, tmp_path: Path) -> None:
    report = scan_case(case, tmp_path)
    found = [finding for finding in report.findings if finding.code == case.code]
    expected = [item for item in expected_findings(case) if item.code == case.code]
    shown = "\n".join(
        f"{item.location.path}:{item.location.line} {item.severity.value} {item.message}" for item in found
    )
    assert len(found) == len(expected), shown
    for item in expected:
        assert any(item.meets(finding) for finding in found), f"{item} is not among\n{shown}"
    assert not [error for error in report.coverage.errors if "failed" in error.message]


@pytest.mark.parametrize("code", [rule.meta.code for rule in RULES])
def test_every_rule_has_bad_and_good_fixtures(code: str) -> None:
    kinds = {case.kind for case in CASES if case.code == code}
    assert kinds == {"bad", "good"}


def test_good_fixtures_expect_nothing_and_bad_ones_something() -> None:
    for case in CASES:
        assert bool(expected_findings(case)) == (case.kind == "bad"), case.id
