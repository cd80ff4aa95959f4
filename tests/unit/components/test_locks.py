"""Which lockfile speaks for which component, and what it adds."""

from __future__ import annotations

import json

from small_repos import ProfileRepo, ScanRepo, shows, technologies

EXPRESS = "require('express')().listen(1);\n"


def lock(**versions: str) -> str:
    packages: dict[str, object] = {f"node_modules/{name}": {"version": value} for name, value in versions.items()}
    return json.dumps(
        {"lockfileVersion": 3, "packages": {"": {"dependencies": {"express": "^4"}}, **packages}}, indent=1
    )


def said(profile_repo: ProfileRepo, tree: dict[str, str], technology: str) -> list[str]:
    return [item.what for item in technologies(profile_repo(tree))[technology].evidence]


def test_the_locked_version_stands_beside_the_declared_one(profile_repo: ProfileRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "x"\ndependencies = ["fastapi>=0.100"]\n',
        "poetry.lock": '[[package]]\nname = "fastapi"\nversion = "0.110.2"\n',
        "app.py": "import fastapi\napp = fastapi.FastAPI()\n",
    }
    assert said(profile_repo, tree, "fastapi")[0] == "declares fastapi >=0.100, locked at 0.110.2"


def test_transitive_packages_are_no_technologies(profile_repo: ProfileRepo) -> None:
    package = json.dumps({"name": "x", "dependencies": {"express": "^4"}})
    tree = {"package.json": package, "package-lock.json": lock(express="4.18.2", ws="8.0.0"), "a.js": EXPRESS}
    assert said(profile_repo, tree, "express")[0] == "declares express ^4, locked at 4.18.2"
    assert not shows(profile_repo(tree), "ws")


def said_in(scan_repo: ScanRepo, tree: dict[str, str], path: str) -> str:
    """What is first said of Express in the component at `path`."""
    profiles = {item.profile.component.path: item.profile for item in scan_repo(tree).components}
    return technologies(profiles[path])["express"].evidence[0].what


def test_a_member_of_a_workspace_uses_the_lockfile_of_its_root(scan_repo: ScanRepo) -> None:
    yarn = '"express@^4.17.0":\n  version "4.19.0"\n\n"express@^3.0.0":\n  version "3.0.1"\n'
    tree = {
        "package.json": json.dumps({"name": "all", "private": True, "workspaces": ["apps/*"]}),
        "yarn.lock": yarn,
        "apps/api/package.json": json.dumps({"name": "api", "dependencies": {"express": "^4.17.0"}}),
        "apps/api/a.js": EXPRESS,
    }
    assert said_in(scan_repo, tree, "apps/api") == "declares express ^4.17.0, locked at 4.19.0"


def test_a_folder_that_is_no_member_does_not(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": json.dumps({"name": "all", "private": True, "workspaces": ["apps/*"]}),
        "yarn.lock": '"express@^4.17.0":\n  version "4.19.0"\n',
        "other/package.json": json.dumps({"name": "api", "dependencies": {"express": "^4.17.0"}}),
        "other/a.js": EXPRESS,
    }
    assert said_in(scan_repo, tree, "other") == "declares express ^4.17.0"


def test_several_installed_versions_are_not_guessed_at(profile_repo: ProfileRepo) -> None:
    tree = {
        "package.json": json.dumps({"name": "x", "dependencies": {"express": "latest"}}),
        "yarn.lock": 'express@^4:\n  version "4.19.0"\n\nexpress@^3:\n  version "3.0.1"\n',
        "a.js": EXPRESS,
    }
    assert said(profile_repo, tree, "express")[0] == "declares express latest"


def test_direct_packages_of_a_lockfile_stand_in_for_a_manifest_that_lists_none(profile_repo: ProfileRepo) -> None:
    tree = {
        "package.json": json.dumps({"name": "x", "scripts": {"start": "node a.js"}}),
        "package-lock.json": lock(express="4.18.2", ws="8.0.0"),
        "a.js": EXPRESS,
    }
    use = technologies(profile_repo(tree))["express"]
    assert (use.evidence[0].what, use.evidence[0].location.path, use.declared) == (
        "declares express, locked at 4.18.2",
        "package-lock.json",
        True,
    )
    assert not shows(profile_repo(tree), "ws")


def test_a_script_or_notebook_makes_no_runtime_dependency_of_the_project(profile_repo: ProfileRepo) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": ["!pip install torch\n"]}], "metadata": {}, "nbformat": 4}
    tree = {
        "pyproject.toml": '[project]\nname = "lib"\nrequires-python = ">=3.9"\ndependencies = ["attrs"]\n',
        "lib/__init__.py": "import attrs\n",
        "lib/fetch.py": '# /// script\n# requires-python = ">=3.13"\n# dependencies = ["httpx"]\n# ///\nimport httpx\n',
        "notes.ipynb": json.dumps(notebook, indent=1),
    }
    component = profile_repo(tree).component
    kinds = {item.name: item.kind.value for item in component.dependencies}
    assert kinds == {"attrs": "runtime", "httpx": "optional", "torch": "optional"}
    assert [pin.version for pin in component.pins] == [">=3.9"]
