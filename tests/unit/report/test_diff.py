"""Formats of a comparison: what a reviewer reads, what programs read, and names that try to break out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from msgspec import structs

from report.examples import HOSTILE_TEXTS, make_component, make_finding, make_full_report, make_report
from stackfit.comparison import compare_components
from stackfit.model.difference import Difference, NewFinding, Revision
from stackfit.model.finding import Finding
from stackfit.model.kinds import Runtime, Severity, Verdict
from stackfit.model.report import Report, ScoredComponent
from stackfit.report import DIFF_FORMATS, FORMATS, View, read_schema
from stackfit.report.diff_markdown import render_diff_markdown
from stackfit.report.markdown import LIMIT

FOLDER = Path(__file__).parents[2] / "snapshots" / "formats"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"<br>", "<sub>", "</sub>", "<details>", "</details>", "<summary>", "</summary>", "<!-- stackfit diff -->"}
VIEW = View(name="shop", base="services/api/", source_url="https://example.org/blob/0123456/")
BASE, HEAD = Revision(name="main", commit="a" * 40), Revision(name="topic", commit="b" * 40)


def worsen(item: ScoredComponent) -> ScoredComponent:
    """The component with a lower mark and fit, and other work."""
    first = item.fit.criteria[0]
    heavier = tuple(structs.replace(lift, amount=-0.3) for lift in first.aggravations)
    worse = structs.replace(first, python=0.25, aggravations=heavier)
    fit = structs.replace(item.fit, python=61.0, verdict=Verdict.STRAINED, criteria=(worse, *item.fit.criteria[1:]))
    labels = tuple(
        structs.replace(label, confidence=value)
        for label, value in zip(item.profile.workloads, (0.75, 0.6), strict=True)
    )
    profile = structs.replace(item.profile, workloads=labels, runtime=Runtime.PYTHON, runtime_version="3.13")
    return structs.replace(item, profile=profile, fit=fit)


def make_difference(text: str = "shop", path: str = "app.py") -> Difference:
    """A comparison with something in every part of it."""
    after = make_full_report(text, path)
    before = structs.replace(make_full_report(text, path), summary=structs.replace(after.summary, verdict=Verdict.FITS))
    gone = structs.replace(make_finding(path, 3, text=text), fingerprint="e" * 32)
    first, second, third = after.findings
    old = make_component(text=text)
    return Difference(
        base=BASE,
        head=HEAD,
        before=before,
        after=after,
        new=(
            NewFinding(finding=first),
            NewFinding(finding=second, touched=False),
            NewFinding(finding=third, was=Severity.INFO),
        ),
        fixed=(gone,),
        components=(
            *compare_components([old], [worsen(old)], renamed={}, new=[first], fixed=[gone]),
            *compare_components([], [make_component("web", text=text)], renamed={}, new=(), fixed=()),
            *compare_components([make_component("old", text=text)], [], renamed={}, new=(), fixed=()),
        ),
        left_out=2,
    )


def without_change(report: Report) -> Difference:
    components = compare_components(report.components, report.components, renamed={}, new=(), fixed=())
    return Difference(base=BASE, head=Revision(name=""), before=report, after=report, components=components)


@pytest.mark.parametrize(("name", "ending"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_the_golden_file_of(name: str, ending: str, check_golden: Callable[[Path, str], None]) -> None:
    check_golden(FOLDER / f"diff-{name}.{ending}", DIFF_FORMATS[name](make_difference(), VIEW))


@pytest.mark.parametrize("name", sorted(DIFF_FORMATS))
def test_nothing_changed_is_no_trouble(name: str) -> None:
    for report in (make_report(), make_full_report()):
        text = DIFF_FORMATS[name](without_change(report), View())
        assert text == DIFF_FORMATS[name](without_change(report), View())
        assert "app.py:12" not in text, "what was there before is not told"


@pytest.mark.parametrize("name", sorted(DIFF_FORMATS.keys() - {"text", "json", "markdown"}))
def test_other_formats_are_those_of_a_scan_with_the_new_findings_alone(name: str) -> None:
    difference = structs.replace(make_difference(), new=make_difference().new[:1])
    only = structs.replace(difference.after, findings=difference.findings, accepted=())
    assert DIFF_FORMATS[name](difference, VIEW) == FORMATS[name](only, VIEW)


def test_a_reviewer_reads_what_changed_and_why() -> None:
    page = render_diff_markdown(make_difference(), VIEW)
    assert "## stackfit: shop: fits → strained" in page
    assert "3 new findings (1 error, 1 warning, 1 info), 2 more on lines that did not change, 1 fixed" in page
    assert "topic (bbbbbbbbbbbb) compared with aaaaaaaaaaaa, where it left main" in page
    assert "Python 71.0 → 61.0 (-10.0) | Node.js 64.0 | fits → strained |" in page
    assert "- architecture 35 → 25: &#45;10: shop loss (new at app.py:12, fixed at app.py:3)" in page
    assert "- new work: chatbot 30% → 60%" in page
    assert "### New at lines that did not change" in page
    assert f"[`services/api/app.py:3`](https://example.org/blob/{'a' * 40}/services/api/app.py#L3)" in page
    assert "<details><summary>1 fixed or removed</summary>" in page


def test_a_long_comparison_is_cut_and_says_so() -> None:
    many = tuple(
        NewFinding(finding=make_finding(line=line, severity=severity, text="*" * 290))
        for line in range(1, 200)
        for severity in Severity
    )
    gone = tuple(make_finding(line=line, text="*" * 290) for line in range(1, 200))
    page = render_diff_markdown(structs.replace(make_difference(), new=many, fixed=gone), VIEW)
    assert len(page) <= LIMIT
    assert re.search(r"\*\*\d+ findings left out here", page)
    assert page.count("<details>") == page.count("</details>")


@settings(max_examples=60)
@given(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text()), st.text(min_size=1))
def test_no_name_breaks_out_of_markdown(text: str, path: str) -> None:
    named = Revision(name=text, commit="a" * 40)
    hostile = structs.replace(make_difference(text, path), base=named, head=named)
    blocks = READER.parse(render_diff_markdown(hostile, structs.replace(VIEW, name=text)))
    expected = READER.parse(render_diff_markdown(make_difference(), VIEW))
    assert [block.type for block in blocks] == [block.type for block in expected]
    for block in blocks:
        for piece in (block, *(block.children or [])):
            if piece.type in ("html_inline", "html_block"):
                assert set(re.findall(r"<!--.*?-->|<[^>]*>", piece.content)) <= OURS
            assert piece.type != "image"
            if piece.type == "link_open":
                assert str(piece.attrs["href"]).startswith("https://example.org/")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_name_breaks_out_of_text(text: str) -> None:
    named = Revision(name=text, commit="a" * 40)
    hostile = structs.replace(make_difference(text, text), base=named, head=named)
    page = DIFF_FORMATS["text"](hostile, View(name=text))
    assert "\x1b" not in page
    assert not {unicodedata.category(char) for char in page.replace("\n", "")} & {"Cc", "Cf", "Zl", "Zp"}


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "\x9b2J"])
def test_json_shows_nothing_that_acts_and_loses_nothing(text: str) -> None:
    hostile = structs.replace(make_difference(text, text), base=Revision(name=text, commit="a" * 40))
    page = DIFF_FORMATS["json"](hostile, VIEW)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", page)
    assert json.loads(page)["base"]["name"] == text


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(read_schema("diff"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_json_is_what_the_schema_says(validator: Draft202012Validator) -> None:
    for difference in (make_difference(), without_change(make_report()), without_change(make_full_report())):
        document = json.loads(DIFF_FORMATS["json"](difference, VIEW))
        assert [error.message for error in validator.iter_errors(document)] == []
        for key in document:
            assert not validator.is_valid({name: value for name, value in document.items() if name != key}), key


def test_causes_cite_findings_by_fingerprint() -> None:
    document = json.loads(DIFF_FORMATS["json"](make_difference(), VIEW))
    (cause,) = document["components"][0]["criteria"][0]["causes"]
    listed: dict[str, Finding] = {item["fingerprint"]: item for item in (*document["new"], *document["fixed"])}
    assert {*cause["new"], *cause["fixed"]} <= listed.keys()
    assert (cause["before"], cause["after"]) == (-0.2, -0.3)
