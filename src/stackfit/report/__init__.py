"""Formats of the report: each is a function from `Report` and `View` to text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from stackfit.model.difference import Difference
from stackfit.model.report import Report
from stackfit.report.schema import read_schema
from stackfit.report.view import View

Formatter = Callable[[Report, View], str]


def _format(module: str, function: str) -> Formatter:
    """Give a format whose module is imported when it is first used."""

    def render(report: Report, view: View) -> str:
        return str(getattr(import_module(f"stackfit.report.{module}"), function)(report, view))

    return render


FORMATS: dict[str, Formatter] = {
    "text": _format("text", "render_text"),
    "concise": _format("concise", "render_concise"),
    "json": _format("json_", "render_json"),
    "jsonl": _format("jsonl", "render_jsonl"),
    "sarif": _format("sarif", "render_sarif"),
    "markdown": _format("markdown", "render_markdown"),
    "html": _format("html", "render_html"),
    "github": _format("github", "render_github"),
    "gitlab": _format("gitlab", "render_gitlab"),
    "junit": _format("junit", "render_junit"),
    "rdjson": _format("rdjson", "render_rdjson"),
}

_ABOUT_A_CHANGE = {"text": "diff_text", "markdown": "diff_markdown", "json": "diff_json"}


def _diff_format(name: str) -> Callable[[Difference, View], str]:
    """Give a format of a comparison: one of its own, else that of a scan with the new findings alone."""

    def render(difference: Difference, view: View) -> str:
        if name in _ABOUT_A_CHANGE:
            module = import_module(f"stackfit.report.{_ABOUT_A_CHANGE[name]}")
            return str(getattr(module, f"render_diff_{name}")(difference, view))
        return FORMATS[name](difference.news, view)

    return render


DIFF_FORMATS = {name: _diff_format(name) for name in FORMATS if name != "html"}
"""What a comparison can be shown as; a page for browsers is not among it."""

FOR_PEOPLE = frozenset(("text", "concise"))
"""Formats that adapt to the terminal they are read on; the others are the same bytes everywhere."""

__all__ = ["DIFF_FORMATS", "FORMATS", "FOR_PEOPLE", "Formatter", "View", "read_schema"]
