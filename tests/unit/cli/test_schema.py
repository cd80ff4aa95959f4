"""`stackfit schema`: the schemas are valid, and mean what the program reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from cli.conftest import Run
from stackfit.config import KEYS
from stackfit.rules import RULES

GOOD = [
    "",
    'ignore = ["SF101", "info", "scalability", "ACME001"]',
    'fail-on = "never"',
    'fail-on = "warning:probable"',
    "min-fit = 50",
    '[per-path-ignores]\n"a/**" = ["SF101"]',
    '[rules.SF401]\nthreshold = 20\nmax-severity = "info"',
    "[rules.ACME001]\nanything = [1]",
]
BAD = [
    'ignroe = ["info"]',
    'ignore = ["SF1"]',
    'ignore = ["SF999"]',
    'ignore = "info"',
    'fail-on = "fatal"',
    "min-fit = 101",
    "tests = 1",
    'team = "ruby"',
    "[rules.SF401]\ntreshold = 20",
    "[rules.SF401]\nthreshold = 0",
    "[rules.SF999]\nthreshold = 1",
]


@pytest.fixture
def schema(run: Run) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("schema", "config").out)
    Draft202012Validator.check_schema(document)
    return document


def test_the_schema_has_every_key_and_every_rule(schema: dict[str, Any]) -> None:
    assert list(schema["properties"]) == list(KEYS)
    assert set(schema["$defs"]["rules"]["properties"]) == {rule.meta.code for rule in RULES}


@pytest.mark.parametrize("text", GOOD)
def test_what_is_sound_is_valid(schema: dict[str, Any], text: str) -> None:
    assert list(Draft202012Validator(schema).iter_errors(tomli.loads(text))) == []


@pytest.mark.parametrize("text", BAD)
def test_mistakes_are_seen(schema: dict[str, Any], text: str) -> None:
    assert not Draft202012Validator(schema).is_valid(tomli.loads(text))


def test_there_are_two_schemas(run: Run) -> None:
    assert run("schema", "report").out == run("schema").out
    result = run("schema", "confg")
    assert result.code == 2
    assert "did you mean 'config'?" in result.err
