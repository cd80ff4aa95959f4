"""Formats of the report: each is a function from `Report` and `View` to text."""

from __future__ import annotations

from collections.abc import Callable

from stackfit.model.report import Report
from stackfit.report.concise import render_concise
from stackfit.report.github import render_github
from stackfit.report.gitlab import render_gitlab
from stackfit.report.html import render_html
from stackfit.report.json_ import render_json
from stackfit.report.jsonl import render_jsonl
from stackfit.report.junit import render_junit
from stackfit.report.markdown import render_markdown
from stackfit.report.rdjson import render_rdjson
from stackfit.report.sarif import render_sarif
from stackfit.report.schema import read_schema
from stackfit.report.text import render_text
from stackfit.report.view import View

Formatter = Callable[[Report, View], str]

FORMATS: dict[str, Formatter] = {
    "text": render_text,
    "concise": render_concise,
    "json": lambda report, view: render_json(report),
    "jsonl": lambda report, view: render_jsonl(report),
    "sarif": render_sarif,
    "markdown": render_markdown,
    "html": render_html,
    "github": render_github,
    "gitlab": render_gitlab,
    "junit": render_junit,
    "rdjson": render_rdjson,
}

FOR_PEOPLE = frozenset(("text", "concise"))
"""Formats that adapt to the terminal they are read on; the others are the same bytes everywhere."""

__all__ = ["FORMATS", "FOR_PEOPLE", "Formatter", "View", "read_schema"]
