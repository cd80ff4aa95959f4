"""Every rule is registered, described, documented and never confused with another."""

from __future__ import annotations

import importlib.util
import inspect
import re
import types
from pathlib import Path

import pytest

from stackfit.model.vocabulary import CRITERIA
from stackfit.rules import RETIRED, RULES
from stackfit.rules.base import Rule
from stackfit.suppress import UNUSED_CODE, UNUSED_NAME

PROJECT = Path(__file__).parents[3]
PARTS = ["## What it finds", "## Why it matters", "## Example", "## What to do instead"]


@pytest.fixture(scope="module")
def docs() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", PROJECT / "scripts" / "generate_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.meta.code for rule in RULES]
    assert codes == sorted(set(codes), key=lambda code: int(code[2:]))
    assert len({rule.meta.name for rule in RULES}) == len(RULES)
    assert not RETIRED & set(codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
def test_metadata_is_complete(rule: Rule) -> None:
    meta = rule.meta
    assert re.fullmatch(r"SF\d{3,4}", meta.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", meta.name)
    assert set(meta.criteria) <= set(CRITERIA)
    assert meta.criteria or meta.code.startswith("SF0")
    assert meta.languages
    assert meta.summary
    assert not meta.summary.endswith(".")
    assert re.fullmatch(r"\d+\.\d+\.\d+", meta.since)
    assert meta.help_url.endswith(f"/docs/rules/{meta.code}.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
def test_docstring_has_its_four_parts(rule: Rule) -> None:
    text = inspect.getdoc(type(rule)) or ""
    assert [line for line in text.splitlines() if line.startswith("## ")] == PARTS
    _, why, example, _ = (part.strip() for part in text.split("\n## ")[1:])
    assert "](https://" in why, "why it matters needs a source"
    assert "Bad:" in example
    assert "Good" in example


def test_family_of_each_code_is_its_first_criterion_or_one_it_bears_on() -> None:
    for rule in RULES:
        family = int(rule.meta.code[2:]) // 100
        assert family == 0 or CRITERIA[family - 1] in rule.meta.criteria, rule.meta.code


def test_unused_suppressions_are_reported_under_the_registered_rule() -> None:
    assert (UNUSED_CODE, UNUSED_NAME) in {(rule.meta.code, rule.meta.name) for rule in RULES}


def test_pages_are_up_to_date(docs: types.ModuleType) -> None:
    assert docs.stale() == [], "run scripts/generate_docs.py"


def test_pages_say_how_to_suppress(docs: types.ModuleType) -> None:
    for rule in RULES:
        assert f"stackfit: ignore[{rule.meta.code}]" in docs.pages()[f"rules/{rule.meta.code}.md"]
