"""Fills the templates: every value printed is made harmless, and only our own style and script may act."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stackfit.catalogue.workloads import load_workloads
from stackfit.model.report import Report
from stackfit.model.vocabulary import APPLIES
from stackfit.report import words
from stackfit.report.html_components import FAINT, Components
from stackfit.report.html_findings import Findings
from stackfit.report.html_frames import web_address
from stackfit.report.safe import make_safe
from stackfit.report.view import View

LONGEST = 2_000


def fill_page(report: Report, view: View, components: Components, findings: Findings) -> str:
    """The page as text with a final newline."""
    style, script = _asset("style.css"), _asset("script.js")
    page = _environment().get_template("page.html.j2")
    return (
        page.render(
            report=report,
            view=view,
            components=components,
            findings=findings,
            skipped=sorted(Counter(skip.reason for skip in report.coverage.skipped).items()),
            style=Markup(style),  # noqa: S704 - our own files, and what they hold is fixed by their hashes
            script=Markup(script),  # noqa: S704
            policy=_policy(style, script),
            url=lambda location: web_address(location, view),
        )
        + "\n"
    )


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, sent or embedded; inline style and script only with these very bytes."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    """A file beside the templates, with the line ends that a browser sees."""
    text = files("stackfit.report").joinpath("templates", name).read_text("utf-8")
    return text.replace("\r\n", "\n")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stackfit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=words.percent,
        plural=words.plural,
        runtime=words.runtime_name,
        kind=words.kind_name,
        title=_title,
        workload=_workload_name,
    )
    environment.globals.update(
        APPLIES=APPLIES,
        FAINT=FAINT,
        RUNTIMES=words.RUNTIMES,
        SIDES=words.SIDES,
        count_words=words.count_words,
        verdict_sentence=words.verdict_sentence,
    )
    return environment


def _harmless(value: Any) -> Any:
    """What the engine does with every value before it escapes it: no control or invisible characters, same indent."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    body = value.strip(" ")
    start = value.index(body)
    return value[:start] + make_safe(body, LONGEST) + value[start + len(body) :] if body else value


def _title(name: str) -> str:
    """An id of ours in words."""
    return name.replace("-", " ").capitalize()


def _workload_name(name: str) -> str:
    """The name of a workload."""
    return next((item.name for item in load_workloads() if item.id == name), _title(name))
