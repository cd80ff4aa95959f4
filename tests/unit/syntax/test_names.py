from __future__ import annotations

import pytest

from stackfit.syntax.names import intended_name, is_lockfile


@pytest.mark.parametrize("name", ["package-lock.json", "Pipfile.lock", "yarn.lock", "pylock.ci.toml", "bun.lockb"])
def test_lockfiles(name: str) -> None:
    assert is_lockfile(name)


@pytest.mark.parametrize("name", ["package.json", "Cargo.lock", "lock.py", "yarn.lock.bak", "requirements.txt"])
def test_other_files_are_no_lockfiles(name: str) -> None:
    assert not is_lockfile(name)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("requirements.txtt", ""), ("reqirements.txt", "requirements.txt"), ("pakcage.json", "package.json")],
)
def test_one_slip_of_the_keyboard(name: str, meant: str) -> None:
    assert intended_name(name) == meant


@pytest.mark.parametrize(
    "name", ["package.json", "Pipfile", "PROCFILE", "docker-compose.prod.yml", "packages.json", ""]
)
def test_right_names_are_not_misspelt(name: str) -> None:
    assert intended_name(name) == ""
