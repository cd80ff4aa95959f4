"""The wheel is pure Python and carries its data; each runtime dependency is argued for; dev.py keeps its word."""

from __future__ import annotations

import os
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
# The build tool may live in an environment of its own (scripts/supported.py).
BUILD = [os.environ.get("STACKFIT_BUILDER", sys.executable), "-m", "hatchling", "build"]
PYPROJECT: dict[str, Any] = tomli.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by the build backend itself: no network, no isolation."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [*BUILD, "-t", "wheel", "-d", str(folder)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_two_builds_give_the_same_bytes(wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    built = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        subprocess.run([*BUILD, "-d", str(folder)], cwd=PROJECT, check=True, capture_output=True)
        built.append({path.name: path.read_bytes() for path in folder.iterdir()})
        monkeypatch.setenv("TZ", "UTC")
    assert sorted(name.rpartition(".")[2] for name in built[0]) == ["gz", "whl"]
    assert built[0] == built[1]


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


def test_the_tools_of_developers_are_pinned() -> None:
    pins = [
        Requirement(line) for line in (PROJECT / "constraints.txt").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert all(len(pin.specifier) == 1 and next(iter(pin.specifier)).operator == "==" and not pin.url for pin in pins)
    declared = {Requirement(line).name.lower() for line in PYPROJECT["dependency-groups"]["dev"]} - {"stackfit"}
    assert declared == {pin.name.lower() for pin in pins}
    assert [pin.name.lower() for pin in pins] == sorted(pin.name.lower() for pin in pins)
