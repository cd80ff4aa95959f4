"""The page on configuration: its examples are what stackfit reads, and every key is on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator

from small_repos import plant
from stackfit.catalogue.user_rules import load_extensions
from stackfit.cli.config_schema import ADDRESS, config_schema
from stackfit.cli.rules_test import test_rules as run_examples
from stackfit.config import KEYS, load_config, parse_config
from stackfit.rules import RULES
from stackfit.rules.options import check_options

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.M | re.S)
RULES_BLOCK = next(block for block in BLOCKS if "[[rule.bad]]" in block)
SETTINGS = [block for block in BLOCKS if "fail-on" in block]


def test_the_example_has_every_key_and_is_valid() -> None:
    values = tomli.loads(BLOCKS[0])
    assert values.keys() == KEYS.keys()
    check_options((rule.meta for rule in RULES), parse_config(values, "docs/configuration.md"))


def test_the_rules_of_the_example_hold(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(RULES_BLOCK, encoding="utf-8")
    (extension,) = load_extensions([str(path)])
    assert extension.technologies
    assert extension.deprecated
    lines, failed = run_examples([str(path)])
    assert (lines, failed) == (["ACME001 publish-without-key: 2 examples hold"], 0)


@pytest.mark.parametrize("block", SETTINGS)
def test_examples_are_valid_by_the_schema(block: str) -> None:
    values = tomli.loads(block)
    section = values.get("tool", {}).get("stackfit", values)
    assert list(Draft202012Validator(config_schema()).iter_errors(section)) == []


def test_the_example_of_a_component_does_what_the_page_says(tmp_path: Path) -> None:
    files = {re.findall(r"^# (\S+)\n", block)[0]: block for block in SETTINGS if block.startswith("# ")}
    plant(tmp_path, {".git/HEAD": "", **files})
    config = load_config(tmp_path / "services" / "legacy")
    assert (config.fail_on, config.min_fit, config.ignore) == ("never", 30.0, ("info",))
    assert config.rules == {"SF401": {"threshold": 20, "max-severity": "info"}}


def test_the_page_names_the_keys_of_a_whole_run() -> None:
    sentence = re.search(r"about a whole run.*?: ([^.]*)\.", PAGE, re.S)
    assert sentence
    assert set(re.findall(r"`([\w-]+)`", sentence[1])) == {name for name, key in KEYS.items() if key.whole}


def test_the_address_of_the_schema_is_the_one_it_has() -> None:
    assert f"#:schema {ADDRESS}\n" in PAGE
    assert ADDRESS.endswith("docs/stackfit.schema.json")
