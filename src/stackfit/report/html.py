"""The html format: one file with everything in it, which asks the network for nothing and runs only our own script."""

from __future__ import annotations

from stackfit.model.report import Report
from stackfit.report.html_components import choose_components
from stackfit.report.html_findings import list_findings
from stackfit.report.view import View


def render_html(report: Report, view: View) -> str:
    """The whole report as a page: overview, components, findings, coverage."""
    # The template engine takes a tenth of a second to load: only who asks for a page waits for it.
    from stackfit.report.html_page import fill_page

    return fill_page(report, view, choose_components(report), list_findings(report))
