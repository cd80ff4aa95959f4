"""The text report: what a reader finds in it, and what can never be in it."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from report.examples import make_component, make_finding, make_report
from stackfit.config import Config
from stackfit.model.kinds import Role, Runtime, Severity, Verdict
from stackfit.model.source import ReadError, Skip
from stackfit.pipeline import scan
from stackfit.report import FORMATS, View
from stackfit.report.text import render_text

TESTS = Path(__file__).parents[2]
GOLDEN = TESTS / "snapshots" / "price-service.txt"
HOSTILE = "x\x1b]0;t\x07\x1b[2J\x9b1m\u202egnp\u2066\u200b\r\n::error::\x7f"


def test_the_report_of_a_small_repository(tmp_path: Path, check_golden: Callable[[Path, str], None]) -> None:
    root = tmp_path / "price-service"
    shutil.copytree(TESTS / "repos" / "price-service", root)
    report = scan(root, Config(), datetime.date(2026, 1, 1))
    check_golden(GOLDEN, render_text(report, View(name="price-service")))


def test_the_first_lines_say_it_all() -> None:
    lines = render_text(make_report(make_component(), findings=(make_finding(),)), View(name="shop")).splitlines()
    assert lines[0] == "shop: fits"
    assert lines[1] == "Python, web-api 90%, 1 component, 1 error"


def test_the_verdict_stands_in_words() -> None:
    text = render_text(make_report(make_component()), View())
    assert "Python fits this work: 71 of 100, Node.js as commonly built for it 64." in text


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.FITS, "too small, or too little borne out"),
        (Verdict.STRAINED, "Python strains at this work: 40 of 100"),
        (Verdict.MISFIT, "Python as used here does not fit this work: 40 of 100"),
        (Verdict.UNKNOWN, "No verdict"),
    ],
)
def test_each_verdict_has_its_sentence(verdict: Verdict, words: str) -> None:
    component = make_component(verdict=verdict, fits=(40.0, 60.0))
    assert words in " ".join(render_text(make_report(component), View()).split())


def test_a_repository_without_code_is_told_so() -> None:
    text = render_text(make_report(verdict=Verdict.UNKNOWN), View(name="notes"))
    assert text.startswith("notes: unknown\n")
    assert "No Python or Node.js code was found here" in text


def test_browser_code_is_not_scored() -> None:
    component = make_component(runtime=Runtime.BROWSER, fits=(None, None))
    assert "Not scored: it runs in the browser" in render_text(make_report(component), View())


def test_a_finding_has_place_chain_and_help() -> None:
    text = render_text(make_report(make_component(), findings=(make_finding(),)), View())
    assert re.search(r"error    SF101 requests\.get waits\n +app\.py:12:5", text)
    assert "requests.get waits entry -> requests.get waits helper  line 8" in text
    assert "  requests.get waits helper -> requests.get waits call  lib/far.py:12" in text
    assert "help     requests.get waits otherwise" in text
    assert "2 more entry points reach the same call" in text


def test_help_is_given_once() -> None:
    findings = (make_finding(line=1), make_finding(line=2))
    assert render_text(make_report(make_component(), findings=findings), View()).count("otherwise") == 1


def test_what_is_said_of_several_lines_of_a_file_is_said_once() -> None:
    several = tuple(replace(make_finding(line=line), chain=(), related=()) for line in (12, 15, 19))
    report = make_report(make_component(), findings=several)
    assert len(re.findall("SF101 requests.get waits$", render_text(report, View()), re.MULTILINE)) == 1
    assert "the same again: lines 15, 19" in render_text(report, View())
    assert "the same again" not in render_text(report, View(verbose=True))


def test_infos_are_brief_and_counted() -> None:
    findings = tuple(make_finding(line=line, severity=Severity.INFO) for line in range(1, 31))
    report = make_report(make_component(), findings=findings)
    brief, full = render_text(report, View()), render_text(report, View(verbose=True))
    assert "and 22 more findings" in brief
    assert "entry ->" not in brief
    assert full.count("entry ->") == 30


def test_criteria_name_what_moved_them() -> None:
    text = render_text(make_report(make_component()), View())
    assert re.search(r"architecture +75% +35 +75 +-20  shop loss  shop\.py:3\n +\+30  shop lift  shop\.py:3\n", text)
    assert "other lift" not in text
    assert "Even: community" in text
    assert "Without evidence, not counted: trending" in text


def test_verbose_shows_both_sides_and_notes() -> None:
    text = render_text(make_report(make_component()), View(verbose=True))
    assert "Node.js:  shop other lift" in text
    assert "shop note" in text


def test_many_components_become_a_table() -> None:
    names = [f"services/s{number:02}" for number in range(60)]
    components = [make_component(name, text=f"s{n}") for n, name in enumerate(names)]
    components.append(make_component("services/bad", verdict=Verdict.MISFIT, text="bad"))
    text = render_text(make_report(*components), View())
    assert text.index("bad  service on Python") < text.index("Other components")
    assert text.count("What would") == 2  # the component in trouble, and the largest
    assert "and 39 more" in text
    assert re.search(r"^  services/s19 +service +Python +web-api 90% +71 / 64 +fits$", text, re.MULTILINE)
    assert len(text.splitlines()) < 80


def test_components_of_tests_are_only_counted() -> None:
    aside = make_component("examples/a", role=Role.EXAMPLE, text="aside")
    text = render_text(make_report(make_component(), aside), View())
    assert "1 component of tests, examples or docs not shown." in text
    assert "aside" not in text


def test_coverage_counts_what_was_skipped_and_groups_errors() -> None:
    skipped = (Skip(path="a.min.js", reason="minified"), Skip(path="b.min.js", reason="minified"))
    errors = tuple(ReadError(path=f"{name}.py", message="has syntax errors") for name in "abc")
    text = render_text(make_report(make_component(), skipped=skipped, errors=errors), View())
    assert "5 files read, 3 of them parsed for facts; 75% of 4 calls followed" in text
    assert "Skipped: 2 minified" in text
    assert "a.py:1  has syntax errors (and 2 more places)" in text


def test_quiet_leaves_out_advice() -> None:
    report = make_report(make_component())
    assert "stackfit explain web-api" in render_text(report, View())
    assert "stackfit explain" not in render_text(report, View(quiet=True))


def test_plain_means_ascii_and_no_trailing_space() -> None:
    text = render_text(make_report(make_component(), findings=(make_finding(),)), View())
    assert text.isascii()
    assert not any(line != line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("width", [60, 80, 140])
def test_lines_keep_to_the_width(width: int) -> None:
    report = make_report(make_component(text="a rather long name of a thing " * 4), findings=(make_finding(),))
    assert max(map(len, render_text(report, View(width=width)).splitlines())) <= width


def test_colour_only_where_wanted() -> None:
    report = make_report(make_component(), findings=(make_finding(),))
    assert "\x1b" not in render_text(report, View(unicode=True))
    assert "\x1b[" in render_text(report, View(color=True))


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("format_name", ["text", "concise"])
def test_a_repository_cannot_act_on_the_terminal(format_name: str, verbose: bool) -> None:
    components = tuple(make_component(f"{path}{HOSTILE}", text=HOSTILE) for path in "abcde")
    report = make_report(
        *components,
        findings=(
            make_finding(f"p{HOSTILE}", text=HOSTILE),
            make_finding(f"p{HOSTILE}", text=HOSTILE, severity=Severity.INFO),
        ),
        errors=(ReadError(path=HOSTILE, message=HOSTILE),),
        skipped=(Skip(path=HOSTILE, reason="minified"),),
    )
    view = View(name=HOSTILE, prefix=HOSTILE, color=format_name == "text", unicode=True, verbose=verbose)
    text = re.sub(r"\x1b\[[\d;]*m", "", FORMATS[format_name](report, view))  # the colours are our own
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search(r"^::", text, re.MULTILINE)
