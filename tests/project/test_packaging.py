"""The wheel is pure Python and carries its data; each runtime dependency is argued for; dev.py keeps its word."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import tomli
from packaging.requirements import Requirement

from stackfit.catalogue.data import data_files, profiles_root

PROJECT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomli.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by the build backend itself: no network, no isolation."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_is_pure_python(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_carries_data_queries_schema_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"stackfit/profiles/{name}" for name, _ in data_files(profiles_root())} <= names
    package = PROJECT / "src" / "stackfit"
    ours = {f"stackfit/{path.relative_to(package).as_posix()}" for path in package.rglob("*") if path.is_file()}
    assert {name for name in ours if "__pycache__" not in name} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0].partition("-")[0] for name in archive.namelist()}
    assert tops == {"stackfit"}


def test_each_runtime_dependency_is_argued_for_in_one_line() -> None:
    text = (PROJECT / "docs" / "adr" / "0001-runtime-dependencies.md").read_text("utf-8")
    argued = re.findall(r"^\| ([a-z0-9-]+) \| \S", text, re.M)
    declared = [Requirement(line).name for line in PYPROJECT["project"]["dependencies"]]
    assert sorted(set(argued) - {"package"}) == sorted(declared)


def test_every_dependency_has_a_lower_bound_and_grammars_an_upper_one() -> None:
    for line in PYPROJECT["project"]["dependencies"]:
        requirement = Requirement(line)
        operators = {item.operator for item in requirement.specifier}
        assert ">=" in operators, line
        assert "<" in operators or not requirement.name.startswith("tree-sitter-"), line


def test_the_helper_script_refuses_a_word_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(PROJECT / "dev.py"))["main"]
    assert main(["tset"]) == 2
    assert "python dev.py test" in capsys.readouterr().err


def test_the_helper_script_reads_a_group_as_pip_would_be_told() -> None:
    script = runpy.run_path(str(PROJECT / "dev.py"))["_GROUP"]
    command = [sys.executable, "-c", script, str(PROJECT / "pyproject.toml"), "dev"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert listed == PYPROJECT["dependency-groups"]["dev"]
