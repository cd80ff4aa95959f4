"""The form of a component, where nobody would argue about it."""

from __future__ import annotations

import json

import pytest

from small_repos import ProfileRepo, ScanRepo, shapes

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
CELL = '{"cells": [{"cell_type": "code", "source": ["import pandas"], "metadata": {}, "outputs": []}], "metadata": {}}'


def node(sources: dict[str, str], **values: object) -> dict[str, str]:
    return {"package.json": json.dumps({"name": "x", **values}), **sources}


CASES = {
    "flask": ({"requirements.txt": "flask\n", "app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}, "service"),
    "express": (
        node(
            {"a.js": "require('express')().listen(1);\n"}, dependencies={"express": "4"}, scripts={"start": "node a.js"}
        ),
        "service",
    ),
    "command": (
        {
            "pyproject.toml": '[project]\nname = "tidy"\ndescription = "A command-line tool that tidies"\n'
            'dependencies = ["click"]\n[project.scripts]\ntidy = "tidy.main:run"\n',
            "tidy/main.py": "import click\n@click.command()\ndef run(): ...\n",
        },
        "cli",
    ),
    "library": (
        {
            "pyproject.toml": '[project]\nname = "parsely"\ndescription = "A library for reading tables"\n',
            "parsely/__init__.py": "from parsely.read import read\n",
            "parsely/read.py": "def read(): ...\n",
        },
        "library",
    ),
    "node-library": (
        node({"index.js": "module.exports = 1;\n"}, main="index.js", description="A small library for trees"),
        "library",
    ),
    "notebooks": ({"a.ipynb": CELL, "b.ipynb": CELL, "helpers.py": "x = 1\n"}, "notebook"),
    "page": (node({"a.jsx": "import React from 'react';\n"}, private=True, dependencies={"react": "18"}), "spa"),
    "site": (
        node(
            {"pages/index.jsx": "export default () => <p/>;\n"},
            private=True,
            dependencies={"next": "14", "react": "18"},
        ),
        "app",
    ),
    "page-of-a-build": (
        node({"a.js": "document.querySelector('p').onclick = 1;\n"}, main="dist/index.html", description="A timer"),
        "spa",
    ),
    "flask-app": (
        {
            "setup.py": "from setuptools import setup\nsetup(name='s', description='A Flask app server')\n",
            "requirements.txt": "flask\n",
            "app.py": FLASK,
            "Procfile": "web: gunicorn app:app\n",
        },
        "service",
    ),
    "desktop-client": (
        node(
            {"main.js": "const { app } = require('electron');\napp.whenReady();\n"},
            main="main.js",
            description="A desktop client for torrents",
            dependencies={"electron": "28"},
        ),
        "app",
    ),
    "firmware": ({"main.py": "import machine\nmachine.Pin(1)\n"}, "firmware"),
    "micropython-library": (
        {"README.md": "# Pins\n\nA MicroPython library.\n", "pins.py": "import machine\nmachine.Pin(1)\n"},
        "library",
    ),
    "desktop": (
        node({"main.js": "const { app } = require('electron');\napp.whenReady();\n"}, dependencies={"electron": "28"}),
        "app",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_form_of(case: str, profile_repo: ProfileRepo) -> None:
    tree, kind = CASES[case]
    assert profile_repo(tree).kind.value == kind


def test_what_other_members_of_a_workspace_depend_on_is_a_library(scan_repo: ScanRepo) -> None:
    member = {"private": True, "version": "1.0.0"}
    report = scan_repo(
        {
            "package.json": json.dumps({"private": True, "workspaces": ["packages/*"]}),
            "packages/shared/package.json": json.dumps({"name": "@x/shared", "main": "index.ts", **member}),
            "packages/shared/index.ts": "export const a = 1;\n",
            "packages/api/package.json": json.dumps(
                {"name": "@x/api", "scripts": {"start": "node a.js"}, **member}
                | {"dependencies": {"@x/shared": "workspace:*", "express": "4"}}
            ),
            "packages/api/a.js": "require('express')().listen(1);\n",
        }
    )
    kinds = {item.profile.component.path: item.profile.kind.value for item in report.components}
    assert (kinds["packages/shared"], kinds["packages/api"]) == ("library", "service")


def test_build_scripts_beside_an_application_are_no_component(scan_repo: ScanRepo) -> None:
    tree = node({"webpack.config.js": "module.exports = {};\n"}, devDependencies={"webpack": "5"})
    report = scan_repo({**tree, "requirements.txt": "flask\n", "app.py": FLASK})
    assert shapes(report) == [(".", "service", "python")]
