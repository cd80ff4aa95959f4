"""The HTML report in a browser: it renders, filters and answers keys, without an error and without a request."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import structs
from playwright.sync_api import Browser, Page, expect, sync_playwright

from report.examples import HOSTILE_TEXTS, make_finding
from report.test_html import make_page_report
from stackfit.model.kinds import Severity
from stackfit.model.report import Report
from stackfit.report import View
from stackfit.report.html import render_html

DESKTOP = (1280, 860)
PHONE = (390, 844)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None and os.environ.get("CI") and sys.platform == "linux":
        pytest.fail("no chromium on PATH: .ci/run installs Debian's where it may")
    if program is None:
        pytest.skip("no chromium on PATH: the HTML report is not tried in a browser")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Hand out a function that opens a report; a complaint, a dialog or a request fails the test at its end."""
    pages: list[Page] = []
    trouble: list[str] = []

    def open_report(report: Report, size: tuple[int, int] = DESKTOP, *, dark: bool = False, name: str = "shop") -> Page:
        file = tmp_path / "report.html"
        file.write_bytes(render_html(report, View(name=name)).encode())
        scheme = "dark" if dark else "light"
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
        pages.append(page)
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: trouble.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: trouble.append(request.url) if request.url != file.as_uri() else None)
        page.goto(file.as_uri())
        return page

    yield open_report
    for page in pages:
        page.close()
    assert trouble == []


def make_report_with_rules() -> Report:
    """Three findings of SF101 and one of another rule and criterion."""
    report = make_page_report()
    other = structs.replace(
        make_finding("lib/other.py", 5, severity=Severity.WARNING, text="hashing computes"),
        code="SF201",
        criteria=("performance",),
        fingerprint="e" * 32,
    )
    return structs.replace(report, findings=(*report.findings, other))


def shown(page: Page) -> int:
    return page.locator("#list > li:visible").count()


def test_it_renders(open_page: OpenPage) -> None:
    page = open_page(make_page_report())
    expect(page.get_by_role("heading", level=1)).to_have_text("shop")
    expect(page.locator("svg[role=img]").first).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Components", "Findings", "Coverage"])
    page.locator(".work summary").first.click()
    expect(page.locator(".work .evidence").first).to_contain_text("shop proof")


def test_a_chain_can_be_followed_with_its_code(open_page: OpenPage) -> None:
    page = open_page(make_page_report())
    page.locator(".finding summary").first.click()
    steps = page.locator(".finding").first.locator(".chain > li")
    assert steps.count() == 2
    expect(steps.first.locator(".guilty")).to_contain_text("8")


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [("severity", "warning", 2), ("criteria", "performance", 1), ("component", "web", 1), ("rule", "SF201", 1)],
)
def test_a_filter(open_page: OpenPage, name: str, value: str, count: int) -> None:
    page = open_page(make_report_with_rules())
    page.locator(f"select[name={name}]").select_option(value)
    assert shown(page) == count
    expect(page.locator("#shown")).to_have_text(f"{count} of 4 findings")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#shown")).to_have_text("4 findings")


def test_search_in_words_joined_with_a_filter(open_page: OpenPage) -> None:
    page = open_page(make_report_with_rules())
    page.get_by_role("searchbox").fill("OTHER.py  hashing")
    assert shown(page) == 1
    page.locator("select[name=severity]").select_option("error")
    assert shown(page) == 0
    expect(page.locator("#none")).to_be_visible()


def test_figures_in_the_overview_lead_to_their_findings(open_page: OpenPage) -> None:
    page = open_page(make_report_with_rules())
    page.locator("#overview a[data-value=warning]").click()
    assert shown(page) == 2
    assert page.url.endswith("#findings")
    page.locator(".lifts a[data-value=SF101]").first.click()
    assert shown(page) == 3


def test_it_is_usable_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(make_report_with_rules())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the report")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("hashing/")
    assert shown(page) == 0
    page.keyboard.press("Escape")
    assert shown(page) == 4
    page.get_by_role("searchbox").blur()
    for key in ("j", "j", "k", "j", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".finding").nth(1).get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.finding')?.id") == "finding-2"


def test_a_link_to_a_finding_opens_it(open_page: OpenPage) -> None:
    page = open_page(make_page_report())
    page.evaluate("location.hash = 'finding-2'")
    expect(page.locator("#finding-2 .body")).to_be_visible()


def test_a_phone_scrolls_one_way_only(open_page: OpenPage) -> None:
    page = open_page(make_page_report("name_" * 50), PHONE, name="name_" * 30)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_phone_shows_every_section_in_its_head(open_page: OpenPage) -> None:
    page = open_page(make_report_with_rules(), PHONE)
    assert page.evaluate("document.querySelector('nav').scrollWidth <= document.querySelector('nav').clientWidth")


def test_light_and_dark(open_page: OpenPage) -> None:
    def ground(page: Page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert ground(open_page(make_page_report())) != ground(open_page(make_page_report(), dark=True))


def test_paper_shows_everything_but_the_filters(open_page: OpenPage) -> None:
    page = open_page(make_page_report())
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    assert page.locator(".finding .body").first.evaluate("element => element.checkVisibility()")
    assert page.locator(".finding .frame").first.evaluate("element => element.getBoundingClientRect().height") > 20


def test_hostile_names_stay_text(open_page: OpenPage) -> None:
    text = " ".join(item for item in HOSTILE_TEXTS if len(item) < 100)
    page = open_page(make_page_report(text, text), name=text)
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, embed, link, base, failure, video").count() == 0
    page.get_by_role("searchbox").fill("<script>alert(1)")
    assert shown(page) > 0
