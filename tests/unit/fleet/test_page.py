"""The page of a fleet in a browser: it renders, filters and sorts, without an error and without a request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from report.test_html_browser import browser

from fleet.documents import failed, repository, write
from stackfit.fleet.html import render_page
from stackfit.fleet.overview import read_overview

__all__ = ["browser"]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    write(tmp_path, repository("bot", "fits", 1), repository("shop", "misfit", 3))
    write(tmp_path, repository("bot", "fits", 2), repository("shop", "misfit", 1), failed("wiki"))
    overview = read_overview(tmp_path / "results")
    assert overview is not None
    file = tmp_path / "page.html"
    file.write_text(render_page(overview), encoding="utf-8")
    trouble: list[str] = []
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda request: trouble.append(request.url) if request.url != file.as_uri() else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert trouble == []


def names(page: Page) -> list[str]:
    return [row.split()[0] for row in page.locator("#table tbody tr:visible").all_inner_texts()]


def test_a_page_filters_and_sorts_and_fits_a_phone(page: Page) -> None:
    assert names(page) == ["shop", "bot"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Errors").click()
    assert names(page) == ["bot", "shop"]
    page.locator("select[name=verdict]").select_option("misfit")
    assert names(page) == ["shop"]
    page.get_by_role("button", name="Show all").click()
    page.locator("input[name=text]").fill("SRV/bot fits")
    page.get_by_text("1 of 2 repositories").wait_for()
    page.locator("a[data-filter=workload]").first.click()
    assert sorted(names(page)) == ["bot", "shop"]
