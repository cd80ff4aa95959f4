"""`stackfit config show` prints a configuration that means the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tomli

from cli.conftest import Run
from stackfit.config import load_config, parse_config

FULL = """\
exclude = ["a/**"]
select = ["SF101", "scalability"]
ignore = ["info"]
profile = "current"
team = "both"
fail-on = "warning:probable"
min-fit = 55.5
tests = true

[per-path-ignores]
"scripts/**" = ["SF101"]
"""


@pytest.mark.parametrize("text", ["", FULL])
def test_what_is_shown_means_the_same(run: Run, shop: Path, text: str) -> None:
    (shop / "stackfit.toml").write_text(text)
    result = run("config", "show")
    assert result.code == 0
    config = load_config(shop)
    assert parse_config(tomli.loads(result.out), config.source) == replace(config, source=config.source)
    assert "stackfit.toml" in result.out.splitlines()[0]


def test_without_a_file_these_are_the_defaults(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    assert "no configuration file" in run("config", "show").out
