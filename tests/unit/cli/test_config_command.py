"""`stackfit config show` prints a configuration that means the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from msgspec.structs import replace

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
    assert parse_config(tomli.loads(result.out), config.source) == replace(config, origins={})
    assert "stackfit.toml" in result.out.splitlines()[0]


def test_without_a_file_these_are_the_defaults(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    assert "no configuration file" in run("config", "show").out


def test_each_setting_names_the_file_that_decides_it(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    (shop / "api").mkdir()
    (shop / "stackfit.toml").write_text('ignore = ["info"]\nmin-fit = 40\n[rules.SF401]\nthreshold = 20\n')
    (shop / "api" / "pyproject.toml").write_text(
        "[tool.stackfit]\nmin-fit = 60\n[tool.stackfit.rules.SF401]\nwarning = 50\n"
    )
    lines = run("config", "show", "api").out.splitlines()
    assert 'ignore = ["info"]  # stackfit.toml' in lines
    assert "min-fit = 60  # api/pyproject.toml" in lines
    assert 'profile = "article"  # default' in lines
    assert lines[-2:] == ["threshold = 20  # stackfit.toml", "warning = 50  # api/pyproject.toml"]
    assert run("config", "show", "api/pyproject.toml").out == "\n".join(lines) + "\n"


def test_a_path_that_is_not_there(run: Run, shop: Path) -> None:
    result = run("config", "show", "nowhere")
    assert result.code == 2
    assert "nowhere: no such file or folder" in result.err


def test_verify_reads_the_files_of_components(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    (shop / "api").mkdir()
    (shop / "api" / "requirements.txt").write_text("flask==3.1.0\n")
    (shop / "api" / "app.py").write_text("import flask\n")
    (shop / "api" / "stackfit.toml").write_text('ignore = ["info"]\n')
    result = run("config", "verify")
    assert result.code == 0
    assert result.out.splitlines()[1] == "Read: api/stackfit.toml"
    (shop / "api" / "stackfit.toml").write_text('ignroe = ["info"]\n')
    result = run("config", "verify")
    assert result.code == 2
    assert "api/stackfit.toml: unknown key 'ignroe' (did you mean 'ignore'?)" in result.err


def test_verify_names_a_file_that_holds_for_nothing(run: Run, shop: Path) -> None:
    (shop / ".git").mkdir()
    (shop / "scripts").mkdir()
    (shop / "scripts" / "stackfit.toml").write_text("")
    result = run("config", "verify")
    assert result.code == 1
    assert "scripts/stackfit.toml: is not used" in result.err
