from __future__ import annotations

import pytest

from manifests.helpers import read_one, read_tree


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("requirments.txt", "requirements.txt"),
        ("Requriements.txt", "requirements.txt"),
        ("package.jsonc", "package.json"),
        ("pyproject.yml", "pyproject.toml"),
        ("Pipfile.txt", "Pipfile"),
        ("Profcile", "Procfile"),
        ("Dockefile", "Dockerfile"),
        ("docker-compose.yamll", "docker-compose.yml"),
    ],
)
def test_a_near_miss_is_named(name: str, meant: str) -> None:
    manifest = read_one(f"deploy/{name}", "flask\n")
    assert [error.message for error in manifest.errors] == [f"looks like a misnamed {meant}; not read"]
    assert manifest.dependencies == ()


def test_names_that_are_right_or_nothing_of_the_kind_are_left_alone() -> None:
    names = ("requirement.txt", "procfile", "docker-compose.yml", "packages.json", "profile", "Dockerfile", "readme.md")
    assert not [manifest for manifest in read_tree(dict.fromkeys(names, "")).values() if manifest.errors]
