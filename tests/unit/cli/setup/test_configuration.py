"""The settings go behind what a pyproject.toml holds, or into a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from stackfit.cli.setup.configuration import plan_configuration
from stackfit.config import load_config


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "a"  # kept\n',
        '[project]\nname = "a"',
        '[project]\r\nname = "a"\r\n',
        "[tool.ruff]\nline-length = 100\n",
        "tool.ruff.line-length = 100\n",
        '[[tool.mypy.overrides]]\nmodule = "a"\n',
    ],
)
def test_a_table_at_the_end_of_the_manifest(tmp_path: Path, text: str) -> None:
    manifest = tmp_path / "pyproject.toml"
    manifest.write_bytes(text.encode())
    step = plan_configuration(tmp_path)
    if step.path == "stackfit.toml":  # dotted keys of a table cannot be followed by its header
        assert text.startswith("tool.")
        return
    assert step.after is not None
    assert step.after.startswith(text)
    manifest.write_bytes(step.after.encode())
    assert load_config(tmp_path).profile == "article"
    assert ("\r\n" in step.after) == ("\r\n" in text)
    assert plan_configuration(tmp_path).what == "has [tool.stackfit] already"


@pytest.mark.parametrize("text", ["[project\n", "tool = { ruff = { line-length = 3 } }\n", "\ufeff[project]\n", ""])
def test_a_file_of_its_own_where_the_manifest_takes_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    step = plan_configuration(tmp_path)
    assert step.path == "stackfit.toml"
    assert tomli.loads(step.after or "") == {"profile": "article"}


def test_a_configuration_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "stackfit.toml").write_text("")
    assert not plan_configuration(tmp_path).writes
