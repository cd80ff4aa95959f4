"""The Markdown report: what a reviewer reads, within a comment's size, with nothing in it that acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs

from report.examples import HOSTILE_TEXTS, RULE, make_component, make_finding, make_full_report, make_report
from stackfit.model.kinds import Confidence, Severity
from stackfit.report import View
from stackfit.report.markdown import LIMIT, render_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"<br>", "<sub>", "</sub>", "<details>", "</details>", "<summary>", "</summary>", "<!-- stackfit report -->"}
SOURCE = "https://example.org/blob/0123456/"


def test_what_a_reviewer_reads() -> None:
    text = render_markdown(make_full_report(), View(name="shop"))
    assert "## stackfit: shop: strained" in text
    assert (
        "| **shop**<br>service | Python 3.12shop | web-api 90% | **71** | 64 | strained | 1 error, 1 warning |" in text
    )
    assert "- **error** `app.py:12` shop ([SF101], probable)" in text
    assert text.endswith(f"\n[SF101]: {RULE.help_url}\n")
    assert "`shop entry` (app.py:8) → `shop helper` (far.py:12) → `shop call`; 2 more entry points" in text
    assert "<details><summary>1 note</summary>" in text
    assert "1 finding accepted in the baseline" in text


def test_advice_is_given_once() -> None:
    findings = tuple(make_finding(line=line) for line in (1, 2, 3))
    assert render_markdown(make_report(make_component(), findings=findings), View()).count("Help: ") == 1


def test_places_link_to_the_commit_where_there_is_one() -> None:
    text = render_markdown(make_full_report(path="a (b).py"), View(source_url=SOURCE, base="api/"))
    assert f"[`api/a (b).py:12`]({SOURCE}api/a%20%28b%29.py#L12)" in text


def test_a_repository_without_code() -> None:
    assert "No Python or Node.js code was found here" in render_markdown(make_report(), View())


def test_the_gravest_stand_open_and_the_rest_is_folded() -> None:
    findings = tuple(make_finding(line=line) for line in range(1, 31))
    text = render_markdown(make_report(make_component(), findings=findings), View())
    opened, folded = text.split("<details><summary>15 more errors and warnings</summary>")
    assert (opened.count("- **error**"), folded.count("- **error**")) == (15, 15)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_long_report_is_cut_and_says_so(severity: Severity) -> None:
    findings = tuple(make_finding(line=line, severity=severity, text="*" * 290) for line in range(1, 400))
    findings = (*findings, structs.replace(make_finding("worst.py"), confidence=Confidence.DEFINITE))
    text = render_markdown(make_report(make_component(), findings=findings), View())
    assert len(text) <= LIMIT
    assert "`worst.py:12`" in text
    left = re.search(r"\*\*(\d+) more findings left out here", text)
    assert left
    assert text.count("\n- **") + int(left[1]) == len(findings) + text.count("\n- **+")
    assert text.count("<details>") == text.count("</details>")
    assert text.rindex("left out here") > text.rfind("</details>")


def test_many_components_are_cut() -> None:
    report = make_report(*(make_component(f"c{number:03}", text="*" * 300) for number in range(200)))
    text = render_markdown(report, View())
    assert len(text) <= LIMIT
    shown = text.count("<br>service in c")
    assert 5 < shown < 30
    assert f"and {200 - shown} more components." in text


@settings(max_examples=60)
@given(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text()), st.text(min_size=1))
def test_no_name_breaks_out(text: str, path: str) -> None:
    page = render_markdown(make_full_report(text, path), View(name=text, source_url=SOURCE))
    plain = render_markdown(make_full_report("shop", "app.py"), View(name="shop", source_url=SOURCE))
    blocks, expected = READER.parse(page), READER.parse(plain)
    assert [block.type for block in blocks] == [block.type for block in expected]
    for block in blocks:
        for piece in (block, *(block.children or [])):
            if piece.type in ("html_inline", "html_block"):
                assert set(re.findall(r"<!--.*?-->|<[^>]*>", piece.content)) <= OURS
            assert piece.type != "image"
            if piece.type == "link_open":
                assert str(piece.attrs["href"]).startswith("https://example.org/")
