"""The template engine of our pages: every value is made harmless and escaped, and only our own bytes may act."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stackfit.catalogue.workloads import load_workloads
from stackfit.model.vocabulary import APPLIES
from stackfit.report import words
from stackfit.report.safe import make_safe

LONGEST = 2_000
_OWN = "stackfit.report"


@lru_cache(maxsize=4)
def make_environment(package: str = _OWN) -> Environment:
    """The engine for the templates of a package, which may use those of the report."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in dict.fromkeys((package, _OWN))]),
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
        RUNTIMES=words.RUNTIMES,
        SIDES=words.SIDES,
        count_words=words.count_words,
        verdict_sentence=words.verdict_sentence,
    )
    return environment


def read_asset(name: str, package: str = _OWN) -> str:
    """A file beside the templates, with the line ends that a browser sees."""
    text = files(package).joinpath("templates", name).read_text("utf-8")
    return text.replace("\r\n", "\n")


def inline_assets(style: str, script: str) -> dict[str, Any]:
    """Style, script and the policy for a template: nothing is loaded or sent, and only these very bytes may act."""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Our own files, and what they hold is fixed by their hashes.
    return {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


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
