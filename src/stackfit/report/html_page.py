"""Fills the templates of the report."""

from __future__ import annotations

from collections import Counter

from stackfit.model.report import Report
from stackfit.report.html_components import FAINT, Components
from stackfit.report.html_engine import inline_assets, make_environment, read_asset
from stackfit.report.html_findings import Findings
from stackfit.report.html_frames import web_address
from stackfit.report.view import View


def fill_page(report: Report, view: View, components: Components, findings: Findings) -> str:
    """The page as text with a final newline."""
    page = make_environment().get_template("page.html.j2")
    return (
        page.render(
            report=report,
            view=view,
            components=components,
            findings=findings,
            skipped=sorted(Counter(skip.reason for skip in report.coverage.skipped).items()),
            url=lambda location: web_address(location, view),
            FAINT=FAINT,
            **inline_assets(read_asset("style.css"), read_asset("script.js")),
        )
        + "\n"
    )
