"""The overview as one HTML file that loads nothing, in the dress of the report of a single repository."""

from __future__ import annotations

from stackfit import __version__
from stackfit.fleet.overview import MOST, Overview
from stackfit.fleet.text import VERDICTS, count_repositories
from stackfit.report.html_engine import inline_assets, make_environment, read_asset

PACKAGE = "stackfit.fleet"


def render_page(overview: Overview) -> str:
    """The page as text with a final newline."""
    page = make_environment(PACKAGE).get_template("fleet.html.j2")
    style = read_asset("style.css") + read_asset("fleet.css", PACKAGE)
    text = page.render(
        overview=overview,
        version=__version__,
        most=MOST,
        verdicts=VERDICTS,
        count_repositories=count_repositories,
        **inline_assets(style, read_asset("fleet.js", PACKAGE)),
    )
    return f"{text}\n"
