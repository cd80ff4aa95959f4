"""The page on configuration: its examples are what stackfit reads, and every key is on it."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

from stackfit.catalogue.user_rules import load_extensions
from stackfit.cli.rules_test import test_rules as run_examples
from stackfit.config import parse_config
from stackfit.config.keys import KEYS
from stackfit.rules import RULES
from stackfit.rules.options import check_options

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_example_has_every_key_and_is_valid() -> None:
    values = tomli.loads(BLOCKS[0])
    assert values.keys() == KEYS.keys()
    check_options((rule.meta for rule in RULES), parse_config(values, "docs/configuration.md"))


def test_the_rules_of_the_example_hold(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(BLOCKS[1], encoding="utf-8")
    (extension,) = load_extensions([str(path)])
    assert extension.technologies
    assert extension.deprecated
    lines, failed = run_examples([str(path)])
    assert (lines, failed) == (["ACME001 publish-without-key: 2 examples hold"], 0)
