"""Which folders become components, and what belongs to each."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_repos import ScanRepo, Tree, plant, shapes
from stackfit.components import assemble_components
from stackfit.deployment import parse_command, read_deployments
from stackfit.discovery.fileset import discover
from stackfit.discovery.reading import read_bytes
from stackfit.manifests import read_manifests
from stackfit.model.component import Component
from stackfit.model.source import FileSet

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
EXPRESS = "const app = require('express')();\napp.listen(3000);\n"


def package(**values: object) -> str:
    return json.dumps({"name": "shop", "version": "1.0.0", **values})


def paths(scan_repo: ScanRepo, tree: Tree) -> list[tuple[str, str]]:
    return [(path, runtime) for path, _, runtime in shapes(scan_repo(tree))]


def by_path(scan_repo: ScanRepo, tree: Tree) -> dict[str, Component]:
    return {item.profile.component.path: item.profile.component for item in scan_repo(tree).components}


def test_python_and_node_in_one_folder_are_two_components_at_one_path(scan_repo: ScanRepo) -> None:
    tree = {
        "requirements.txt": "flask\n",
        "app.py": FLASK,
        "package.json": package(dependencies={"express": "^4.18.0"}),
        "server.js": EXPRESS,
    }
    assert paths(scan_repo, tree) == [(".", "node"), (".", "python")]


def test_side_by_side_folders_are_components_of_their_own(scan_repo: ScanRepo) -> None:
    tree = {
        "api/requirements.txt": "flask\n",
        "api/app.py": FLASK,
        "gateway/package.json": package(dependencies={"express": "^4.18.0"}),
        "gateway/server.js": EXPRESS,
    }
    assert paths(scan_repo, tree) == [("api", "python"), ("gateway", "node")]


def test_the_root_comes_first(scan_repo: ScanRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "z"\n',
        "z.py": "x = 1\n",
        "api/requirements.txt": "",
        "api/a.py": FLASK,
    }
    assert [path for path, _ in paths(scan_repo, tree)] == [".", "api"]


def test_each_file_belongs_to_the_nearest_component(scan_repo: ScanRepo) -> None:
    found = by_path(
        scan_repo,
        {
            "pyproject.toml": '[project]\nname = "whole"\n',
            "whole/a.py": "x = 1\n",
            "parts/one/pyproject.toml": '[project]\nname = "one"\n',
            "parts/one/deep/b.py": "x = 1\n",
        },
    )
    assert [file.path for file in found["."].files] == ["whole/a.py"]
    assert [file.path for file in found["parts/one"].files] == ["parts/one/deep/b.py"]


def test_a_folder_of_requirements_belongs_to_its_parent(scan_repo: ScanRepo) -> None:
    found = by_path(
        scan_repo,
        {"requirements/base.txt": "flask==3.0\n", "requirements/prod.txt": "-r base.txt\ngunicorn\n", "app.py": FLASK},
    )
    assert list(found) == ["."]
    assert {item.name for item in found["."].dependencies} >= {"flask", "gunicorn"}


def test_meteor_packages_belong_to_the_folder_above(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            ".meteor/packages": "meteor-base@1.5.1\nmongo@1.16.0\n",
            ".meteor/release": "METEOR@2.13\n",
            "package.json": package(private=True, dependencies={"meteor-node-stubs": "^1.2.5"}),
            "server/main.js": "import { Meteor } from 'meteor/meteor';\nMeteor.startup(() => {});\n",
            "client/main.js": "import { Template } from 'meteor/templating';\ndocument.title = 'x';\n",
        }
    )
    assert shapes(report) == [(".", "app", "node")]
    assert "Meteor" in report.components[0].profile.frameworks


def test_workspace_members_are_components(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": package(private=True, workspaces=["packages/*"]),
        "packages/api/package.json": json.dumps({"name": "api", "dependencies": {"express": "4"}}),
        "packages/api/index.js": EXPRESS,
        "packages/mailer/package.json": json.dumps({"name": "mailer", "dependencies": {"nodemailer": "6"}}),
        "packages/mailer/index.js": "const mail = require('nodemailer');\n",
    }
    assert paths(scan_repo, tree) == [(".", "none"), ("packages/api", "node"), ("packages/mailer", "node")]


def test_a_package_json_that_only_holds_tools_is_no_component(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": package(
            devDependencies={"prettier": "3.0.0", "husky": "8.0.0"}, scripts={"lint": "prettier ."}
        ),
        "requirements.txt": "flask\n",
        "app.py": FLASK,
    }
    assert paths(scan_repo, tree) == [(".", "python")]


def test_build_scripts_beside_a_python_project_are_tooling(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(devDependencies={"webpack": "5.0.0"}),
            "webpack.config.js": "module.exports = { entry: './x' };\n",
            "requirements.txt": "flask\n",
            "app.py": FLASK,
        }
    )
    assert shapes(report) in (
        [(".", "service", "python")],
        [(".", "tooling", "node"), (".", "service", "python")],
    )
    assert report.summary.runtimes == ("python",)


def test_stray_scripts_in_the_other_language_make_no_component(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": package(dependencies={"express": "4"}),
        "server.js": EXPRESS * 40,
        "rename.py": "import os\nos.rename('a', 'b')\n",
    }
    assert paths(scan_repo, tree) == [(".", "node")]


def test_a_large_body_of_python_without_a_manifest_is_a_component(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": package(dependencies={"express": "4"}),
        "server.js": EXPRESS,
        "worker/run.py": "import os\n" + "print(os.name)\n" * 80,
    }
    assert paths(scan_repo, tree) == [(".", "node"), (".", "python")]


def test_code_without_any_manifest_is_one_component_at_the_root(scan_repo: ScanRepo) -> None:
    assert paths(scan_repo, {"src/a/x.py": "x = 1\n", "src/b/y.py": "y = 1\n", "README.md": "# x\n"}) == [
        (".", "python")
    ]


def test_manifests_of_tests_examples_and_docs_make_no_component(scan_repo: ScanRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "lib"\n',
        "lib/__init__.py": "x = 1\n",
        "tests/fixtures/site/package.json": package(dependencies={"express": "4"}),
        "tests/fixtures/site/server.js": EXPRESS,
        "examples/flask/requirements.txt": "flask\n",
        "examples/flask/app.py": FLASK,
        "docs/requirements.txt": "sphinx\n",
        "docs/conf.py": "project = 'x'\n",
    }
    assert paths(scan_repo, tree) == [(".", "python")]


def test_they_do_where_the_repository_holds_nothing_else(scan_repo: ScanRepo) -> None:
    report = scan_repo({"examples/flask/requirements.txt": "flask\n", "examples/flask/app.py": FLASK})
    assert [(path, runtime) for path, _, runtime in shapes(report)] == [("examples/flask", "python")]


def test_a_dockerfile_in_another_folder_starts_the_folder_it_builds(scan_repo: ScanRepo) -> None:
    found = by_path(
        scan_repo,
        {
            "api/requirements.txt": "fastapi\nuvicorn\n",
            "api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
            "worker/requirements.txt": "celery\n",
            "worker/tasks.py": "from celery import Celery\napp = Celery()\n",
            "compose.yaml": (
                "services:\n  api:\n    build: ./api\n    command: uvicorn main:app\n"
                "  worker:\n    build: ./worker\n    command: celery -A tasks worker\n"
            ),
        },
    )
    assert [command.program for command in found["api"].commands] == ["uvicorn"]
    assert [command.program for command in found["worker"].commands] == ["celery"]


def test_a_start_command_goes_to_the_side_whose_program_it_runs(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "flask\ngunicorn\n",
            "app.py": FLASK,
            "package.json": package(dependencies={"express": "4"}),
            "server.js": EXPRESS,
            "Procfile": "web: gunicorn app:app\nlive: node server.js\n",
        }
    )
    commands = {
        item.profile.runtime.value: [command.program for command in item.profile.component.commands]
        for item in report.components
    }
    assert commands == {"node": ["node"], "python": ["gunicorn"]}


def test_an_npm_script_that_starts_python_starts_the_python_component(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "fastapi\nuvicorn\n",
            "app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
            "package.json": package(scripts={"start": "uvicorn app:app", "dev": "uvicorn app:app --reload"}),
        }
    )
    assert [(path, runtime) for path, _, runtime in shapes(report)] == [(".", "python")]
    commands = report.components[0].profile.component.commands
    assert [(command.program, command.production) for command in commands] == [("uvicorn", True), ("uvicorn", False)]


def test_development_scripts_without_code_make_no_component(scan_repo: ScanRepo) -> None:
    tree = {"package.json": package(scripts={"dev": "vite"}), "requirements.txt": "flask\n", "app.py": FLASK}
    assert paths(scan_repo, tree) == [(".", "python")]


def test_a_component_is_called_by_its_manifest_else_by_its_folder(scan_repo: ScanRepo) -> None:
    found = by_path(
        scan_repo,
        {
            "pyproject.toml": '[project]\nname = "whole"\n',
            "a.py": "x = 1\n",
            "parts/one/requirements.txt": "flask\n",
            "parts/one/app.py": FLASK,
        },
    )
    assert {path: item.name for path, item in found.items()} == {".": "whole", "parts/one": "one"}


def test_a_repository_without_a_manifest_is_called_by_its_folder(scan_repo: ScanRepo) -> None:
    assert by_path(scan_repo, {"a.py": "x = 1\n"})["."].name == "shop"


def test_page_templates_belong_to_the_side_that_renders_them(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "flask\n",
            "app.py": FLASK,
            "templates/index.html": "<p>{{ x }}</p>\n",
            "static/page.html": "<p>x</p>\n",
            "package.json": package(dependencies={"express": "4"}),
            "server.js": EXPRESS,
            "views/home.pug": "p x\n",
        }
    )
    templates = {item.profile.runtime.value: item.profile.component.templates for item in report.components}
    assert templates == {"node": ("views/home.pug",), "python": ("templates/index.html",)}


@pytest.mark.parametrize("translation", ["README.de.md", "README.zh-CN.md", "README-fr.md"])
def test_the_plain_readme_speaks_rather_than_a_translation(scan_repo: ScanRepo, translation: str) -> None:
    tree = {"app.py": FLASK, "README.md": "# Shop\n", translation: "# Laden\n"}
    assert by_path(scan_repo, tree)["."].readme == "README.md"


def test_code_is_no_readme(scan_repo: ScanRepo) -> None:
    assert (
        by_path(scan_repo, {"app.py": FLASK, "readme_writer.py": "x = 1\n", "readme.py": "x = 1\n"})["."].readme == ""
    )


SHUFFLED = {
    "pyproject.toml": '[project]\nname = "whole"\ndependencies = ["flask"]\n',
    "setup.py": "from setuptools import setup\nsetup(name='other', install_requires=['celery'])\n",
    "requirements.txt": "gunicorn\n",
    "requirements/dev.txt": "pytest\n",
    "README.md": "# Whole\n",
    "README.de.md": "# Ganzes\n",
    "app.py": FLASK,
    "templates/a.html": "",
    "templates/b.html": "",
    "package.json": package(dependencies={"express": "4"}, scripts={"start": "node server.js"}),
    "server.js": EXPRESS,
    "Procfile": "web: gunicorn app:app\n",
    "Dockerfile": 'FROM python:3.12\nCMD ["gunicorn", "-k", "gthread", "app:app"]\n',
    ".python-version": "3.11\n",
    ".nvmrc": "20\n",
}


@settings(max_examples=30, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_files_and_manifests_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, random: Random
) -> None:
    root = _shuffled_root(tmp_path_factory)
    files = discover(root)

    def read(path: str) -> bytes:
        return read_bytes(root, path)

    def assemble(arrange: Callable[[list[Any]], None]) -> tuple[Component, ...]:
        listed = list(files.files)
        manifests, deployments = list(read_manifests(files.files, read)), list(read_deployments(files.files, read))
        for values in (listed, manifests, deployments):
            arrange(values)
        lines = dict.fromkeys((file.path for file in files.files), 10)
        shown = FileSet(files=tuple(listed), paths=files.paths)
        return assemble_components(
            shown,
            manifests,
            deployments,
            lines=lines,
            server_files=("server.js",),
            root_name="shop",
            parse_command=parse_command,
        )

    assert assemble(random.shuffle) == assemble(lambda values: None)


_ROOTS: dict[str, Path] = {}


def _shuffled_root(factory: pytest.TempPathFactory) -> Path:
    if "root" not in _ROOTS:
        _ROOTS["root"] = plant(factory.mktemp("shuffled") / "shop", SHUFFLED)
    return _ROOTS["root"]


def test_every_file_belongs_to_at_most_one_component(scan_repo: ScanRepo) -> None:
    report = scan_repo({**SHUFFLED, "deep/requirements.txt": "flask\n", "deep/a.py": FLASK, "deep/b.js": EXPRESS})
    owned = list(itertools.chain.from_iterable(item.profile.component.files for item in report.components))
    assert len(owned) == len(set(owned))
