"""The HTML report as text: its structure, its policy, and that no name of a repository becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from report.examples import (
    HOSTILE_TEXTS,
    RULE,
    make_component,
    make_finding,
    make_full_report,
    make_report,
)
from stackfit.model.finding import Related
from stackfit.model.fit import CriterionScore
from stackfit.model.kinds import Verdict
from stackfit.model.report import Excerpt, Report
from stackfit.model.source import Location
from stackfit.model.vocabulary import CRITERIA
from stackfit.report import View
from stackfit.report.html import render_html
from stackfit.report.html_findings import SHOWN

GOLDEN = Path(__file__).parents[2] / "snapshots" / "formats" / "html.txt"
SOURCE = "https://example.org/blob/0123456/"
VIEW = View(name="shop", base="services/api/", source_url=SOURCE)
VOID = {"meta", "input", "br", "rect", "line", "polygon", "circle", "path"}


class Outline(HTMLParser):
    """Reads a page into its tags with their attributes, and its text; style and script are left out."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self.assets: dict[str, str] = {}
        self._depth = 0
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        kind = dict(attrs).get("class")
        self.lines.append("  " * self._depth + tag + (f".{kind.replace(' ', '.')}" if kind else ""))
        self._depth += tag not in VOID
        self._open = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("style", "script"):
            self.assets[self._open] = self.assets.get(self._open, "") + data
        elif data.strip():
            self.lines.append("  " * self._depth + f'"{" ".join(data.split())}"')

    def shape(self) -> list[tuple[str, list[str]]]:
        """Every tag with the names of its attributes."""
        return [(tag, sorted(attributes)) for tag, attributes in self.tags]


def make_page_report(text: str = "shop", path: str = "app.py") -> Report:
    """A report with something in every part of a page: a radar and code frames, too."""
    report = make_full_report(text, path)
    first, *others = report.components
    told = {mark.id: mark for mark in first.fit.criteria}
    even = CriterionScore(id="", weight=1.0, python=0.4, node=0.6, scored=True)
    criteria = tuple(told.get(name) or structs.replace(even, id=name) for name in CRITERIA)
    lead = structs.replace(first, fit=structs.replace(first.fit, criteria=criteria))
    excerpt = Excerpt(path=path, lines=tuple((number, f"    {text}") for number in range(1, 60)))
    return structs.replace(report, components=(lead, *others), excerpts=(excerpt,))


def outline(report: Report, view: View = VIEW) -> Outline:
    return Outline(render_html(report, view))


def test_the_structure_of_a_page(check_golden: Callable[[Path, str], None]) -> None:
    check_golden(GOLDEN, "".join(f"{line}\n" for line in outline(make_page_report()).lines))


def test_only_our_own_style_and_script_may_act() -> None:
    page = outline(make_page_report())
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes) or ""
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.assets[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src", "srcset", "action"}


def test_a_page_asks_for_nothing_from_outside() -> None:
    page = outline(make_page_report())
    links = {attributes["href"] or "" for tag, attributes in page.tags if "href" in attributes and tag != "a"}
    assert not links
    for asset in page.assets.values():
        assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(|https?:", asset)


def test_links_inside_the_page_lead_somewhere() -> None:
    page = outline(make_page_report())
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))
    inside = {
        (attributes["href"] or "")[1:] for _, attributes in page.tags if "#" in (attributes.get("href") or "")[:1]
    }
    assert inside <= set(names)


def test_a_frame_shows_the_lines_around_a_place_without_their_common_indent() -> None:
    lines = ((10, "    if late:"), (11, ""), (12, "\t\twait()  # <b>"), (13, "    done()"), (14, "    end()"))
    report = structs.replace(
        make_report(make_component(), findings=(structs.replace(make_finding(), chain=()),)),
        excerpts=(Excerpt(path="app.py", lines=lines),),
    )
    page = render_html(report, View())
    assert '<span class="line guilty"><span class="number">12</span><code>    wait()  # &lt;b&gt;</code>' in page
    assert '<span class="number">10</span><code>if late:</code>' in page


def test_places_link_to_the_commit_where_there_is_one() -> None:
    page = render_html(make_page_report(path="a (b).py"), VIEW)
    assert f'<a class="place" href="{SOURCE}services/api/a%20%28b%29.py#L12" rel="noreferrer">' in page
    assert SOURCE not in render_html(make_page_report(), View())


def test_a_rule_cannot_smuggle_in_a_link_that_acts() -> None:
    rule = structs.replace(RULE, help_url="javascript:alert(1)")
    page = render_html(structs.replace(make_page_report(), rules=(rule,)), VIEW)
    assert "javascript:" not in page


def test_what_does_not_fit_is_counted() -> None:
    findings = tuple(make_finding(line=line) for line in range(1, SHOWN + 11))
    page = render_html(make_report(make_component(), findings=findings), View())
    assert page.count('<details class="finding"') == SHOWN
    assert "and 10 more findings, none graver" in page


def test_the_radar_has_an_axis_for_each_criterion_and_a_corner_for_each_mark() -> None:
    page = outline(make_page_report())
    shapes = [
        attributes for tag, attributes in page.tags if tag == "polygon" and attributes["class"] in ("own", "other")
    ]
    assert sum(tag == "text" for tag, _ in page.tags) == len(CRITERIA)
    assert [len((shape["points"] or "").split()) for shape in shapes] == [10, 10]


def test_the_component_that_bears_the_verdict_stands_for_the_whole() -> None:
    parts = [make_component("a", verdict=Verdict.UNKNOWN, text="lamp"), make_component("b", text="shop")]
    report = make_report(*parts)
    assert report.summary.verdict is Verdict.FITS
    assert '<p class="lead"><b>shop</b>: ' in render_html(report, View())


@pytest.mark.parametrize(("count", "folded"), [(3, False), (4, True)])
def test_many_further_places_are_folded_away(count: int, folded: bool) -> None:
    places = tuple(Related(location=Location(path="a.py", line=line), what="too") for line in range(1, count + 1))
    page = render_html(
        make_report(make_component(), findings=(structs.replace(make_finding(), related=places),)), View()
    )
    assert (f"Show {count} more places" in page) == folded
    assert page.count("too <span") == count


def test_a_repository_without_code_and_one_without_findings() -> None:
    assert "No Python or Node.js code was found here" in render_html(make_report(), View())
    page = render_html(make_report(make_component()), View())
    assert "Nothing in this code works against its runtime" in page
    assert 'id="filters"' not in page


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text()), st.text())
def test_no_name_breaks_out(text: str, path: str) -> None:
    report, usual = make_page_report(f"x{text}", f"p{path}"), make_page_report("xshop", "papp.py")
    for view in (VIEW, View()):  # with links to the code and without
        page = outline(in_component(report, f"c{text}{path}"), structs.replace(view, name=text))
        plain = outline(in_component(usual, "cweb"), view)
        assert page.shape() == plain.shape()
        assert page.assets == plain.assets
        for tag, attributes in page.tags:
            if tag == "a":
                assert re.match(r"#|https://example\.org/", attributes["href"] or "")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "".join(page.lines))


def in_component(report: Report, path: str) -> Report:
    """The report with another path for the component that is not the top of the repository."""
    lead, other = report.components
    profile = structs.replace(other.profile, component=structs.replace(other.profile.component, path=path))
    return structs.replace(
        report,
        components=(lead, structs.replace(other, profile=profile)),
        findings=tuple(
            structs.replace(item, component=path if item.component == "web" else ".") for item in report.findings
        ),
    )
