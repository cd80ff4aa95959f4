"""The code that a report carries along: the lines around each cited place, and no more."""

from __future__ import annotations

from msgspec import structs
from report.examples import make_finding

from small_repos import ScanRepo
from stackfit.model.source import Location
from stackfit.pipeline.excerpts import WIDEST, cut_excerpts

TEXT = "".join(f"line {number}\r\n" for number in range(1, 31))


def test_lines_around_finding_chain_and_related_place() -> None:
    found = {item.path: item for item in cut_excerpts([make_finding(line=12)], lambda path: TEXT)}
    assert [number for number, _ in found["app.py"].lines] == [1, 2, 3, *range(6, 15)]
    assert [number for number, _ in found["lib/far.py"].lines] == [10, 11, 12, 13, 14]
    assert found["lib/far.py"].lines[2] == (12, "line 12")


def test_places_that_are_not_there_give_no_lines() -> None:
    finding = structs.replace(make_finding(), chain=(), related=(), location=Location(path="a.py", line=900))
    assert cut_excerpts([finding], lambda path: TEXT) == ()
    assert cut_excerpts([finding], lambda path: None) == ()


def test_overlong_lines_are_cut() -> None:
    finding = structs.replace(make_finding(line=1), chain=(), related=())
    (excerpt,) = cut_excerpts([finding], lambda path: "x" * 100_000)
    assert len(excerpt.lines[0][1]) == WIDEST


def test_a_scan_carries_the_code_of_its_findings(scan_repo: ScanRepo) -> None:
    head = "import time\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
    code = f"{head}@app.get('/')\nasync def root():\n    time.sleep(1)\n"
    report = scan_repo({"requirements.txt": "fastapi\n", "app.py": code})
    lines = dict(next(item for item in report.excerpts if item.path == "app.py").lines)
    assert lines[10] == "    time.sleep(1)"
