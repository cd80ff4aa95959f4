"""The rules on dependencies: what they leave alone, and what their hints and messages say."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from small_repos import ScanRepo, Tree, plant
from stackfit.config import Config
from stackfit.model.finding import Finding
from stackfit.pipeline import scan

EXPRESS = "const express = require('express');\nexpress().listen(3000);\n"


def found(scan_repo: ScanRepo, code: str, tree: Tree) -> list[Finding]:
    return [item for item in scan_repo(tree).findings if item.code == code]


def package(**tables: dict[str, str]) -> str:
    return json.dumps({"name": "shop", "private": True, "scripts": {"start": "node server.js"}, **tables}, indent=1)


def test_a_hint_names_what_the_project_already_has(scan_repo: ScanRepo) -> None:
    manifest = package(dependencies={"express": "^5.0.0", "got": "^14.0.0", "request": "^2.88.0"})
    (item,) = found(
        scan_repo, "SF701", {"package.json": manifest, "server.js": f"const request = require('request');\n{EXPRESS}"}
    )
    assert item.hint == "use got, which the project already has"
    assert item.message == "request is deprecated (since 2020-02-11); 1 file imports it"


def test_an_old_version_is_named_where_only_that_is_deprecated(scan_repo: ScanRepo) -> None:
    manifest = package(dependencies={"express": "^5.0.0", "nodemailer": "0.3.35"})
    server = f"const mail = require('nodemailer');\n{EXPRESS}"
    (item,) = found(scan_repo, "SF701", {"package.json": manifest, "server.js": server})
    assert item.message == "nodemailer below 4 is deprecated (since 2017); 1 file imports it"


def test_what_development_declares_is_one_note(scan_repo: ScanRepo) -> None:
    manifest = package(
        dependencies={"express": "^5.0.0"}, devDependencies={"bower": "1", "istanbul": "^0.4.0", "tslint": "^6.0.0"}
    )
    (item,) = found(scan_repo, "SF701", {"package.json": manifest, "server.js": EXPRESS})
    assert item.severity.value == "info"
    assert item.message == "bower, istanbul, tslint are deprecated or dead; production does not import them"


def test_a_long_note_of_the_registry_is_shortened(scan_repo: ScanRepo) -> None:
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"superagent": "^3.0.0"}},
            "node_modules/superagent": {"version": "3.8.3", "deprecated": "please\nupdate " * 60},
        },
    }
    tree = {
        "package.json": package(dependencies={"superagent": "^3.0.0"}),
        "package-lock.json": json.dumps(lock),
        "server.js": "const agent = require('superagent');\nrequire('http').createServer().listen(3000);\n",
    }
    (item,) = found(scan_repo, "SF701", tree)
    assert item.message.startswith("superagent 3.8.3 is marked as deprecated: please update please")
    assert len(item.message) < 200
    assert item.message.endswith("…")


@pytest.mark.parametrize(("day", "severity"), [("2025-10-01", None), ("2025-11-15", "info"), ("2026-05-01", "warning")])
def test_the_end_of_life_depends_on_the_day(tmp_path: Path, day: str, severity: str | None) -> None:
    root = plant(
        tmp_path / "shop",
        {
            "Dockerfile": 'FROM node:20-alpine\nCMD ["node", "server.js"]\n',
            "package.json": package(dependencies={"express": "^5.0.0"}),
            "server.js": EXPRESS,
        },
    )
    findings = scan(root, Config(), datetime.date.fromisoformat(day)).findings
    assert [item.severity.value for item in findings if item.code == "SF1001"] == ([severity] if severity else [])


def test_a_library_on_an_old_image_is_a_note(scan_repo: ScanRepo) -> None:
    tree = {
        "Dockerfile": "FROM python:3.8\nRUN pip install tox\n",
        "pyproject.toml": '[project]\nname = "adding"\nversion = "1"\ndescription = "A library to add"\n',
        "adding/__init__.py": "def add(a, b):\n    return a + b\n",
    }
    (item,) = found(scan_repo, "SF1001", tree)
    assert item.severity.value == "info"


def test_an_optional_dependency_is_a_note(scan_repo: ScanRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask"]\n'
        '[project.optional-dependencies]\ntracing = ["opentracing"]\n',
        "app.py": "import flask\nimport opentracing\n\napp = flask.Flask(__name__)\n",
    }
    (item,) = found(scan_repo, "SF1002", tree)
    assert (item.severity.value, item.location.line) == ("info", 6)


def test_a_program_that_a_registry_carries_needs_no_lockfile(scan_repo: ScanRepo) -> None:
    manifest = {
        "name": "shopd",
        "version": "1.0.0",
        "bin": {"shopd": "server.js"},
        "dependencies": {"express": "^5.0.0"},
    }
    assert not found(scan_repo, "SF1003", {"package.json": json.dumps(manifest), "server.js": EXPRESS})


@pytest.mark.parametrize(("folder", "findings"), [("shop", 0), ("site", 1)])
def test_requirements_of_an_optional_part_need_no_lockfile(scan_repo: ScanRepo, folder: str, findings: int) -> None:
    tree = {
        "shop/pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n',
        "shop/shop/__init__.py": "def price():\n    return 1\n",
        f"{folder}/parts/letters/requirements.txt": "flask\n",
        f"{folder}/parts/letters/letters.py": "import flask\n\napp = flask.Flask('letters')\n\n\n"
        "@app.get('/')\ndef show():\n    return 'ok'\n",
    }
    assert len(found(scan_repo, "SF1003", tree)) == findings


def test_the_message_on_a_missing_lockfile_counts(scan_repo: ScanRepo) -> None:
    tree = {
        "requirements.txt": "flask\ngunicorn>=20\nredis==5.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
        "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    }
    (item,) = found(scan_repo, "SF1003", tree)
    assert item.message == "no lockfile goes with requirements.txt: each build resolves 2 of its 3 packages anew"


def test_the_least_used_library_is_the_one_to_drop(scan_repo: ScanRepo) -> None:
    use = "const {name} = require('{name}');\nmodule.exports = {name};\n"
    tree = {
        "package.json": package(dependencies={"express": "^5.0.0", "lodash": "^4.0.0", "underscore": "^1.0.0"}),
        "server.js": EXPRESS,
        "a.js": use.replace("{name}", "underscore"),
        "b.js": use.replace("{name}", "underscore"),
        "c.js": use.replace("{name}", "lodash"),
    }
    (item,) = found(scan_repo, "SF702", tree)
    assert item.hint == "use underscore throughout and drop lodash"
    assert item.symbol == "lodash"


def test_a_package_that_production_only_tries_to_import_is_left_alone(scan_repo: ScanRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["flask", "toml<2"]\n',
        "shop.py": "try:\n    import toml\nexcept ImportError:\n    toml = None\n\nimport flask\n\nflask.Flask()\n",
    }
    assert found(scan_repo, "SF701", tree) == []


@pytest.mark.parametrize(("name", "severity"), [("shop-plugin-karma", "info"), ("shop", "warning")])
def test_a_plug_in_needs_what_it_is_for(scan_repo: ScanRepo, name: str, severity: str) -> None:
    manifest = {"name": name, "main": "server.js", "dependencies": {"express": "^5.0.0", "karma": "^5.0.3"}}
    source = f"{EXPRESS}const karma = require('karma');\nnew karma.Server({{}}).start();\n"
    (item,) = found(scan_repo, "SF701", {"package.json": json.dumps(manifest), "server.js": source})
    assert item.severity.value == severity


@pytest.mark.parametrize(("name", "severity"), [(".nvmrc", "info"), ("Dockerfile", "warning")])
def test_the_version_file_of_a_command_is_for_its_developers(scan_repo: ScanRepo, name: str, severity: str) -> None:
    version = 'FROM node:12\nENTRYPOINT ["node", "cli.js"]\n' if name == "Dockerfile" else "v12\n"
    manifest = {"name": "count", "version": "1.0.0", "bin": {"count": "cli.js"}, "dependencies": {"yargs": "^17.0.0"}}
    source = "#!/usr/bin/env node\nconst yargs = require('yargs');\nconsole.log(yargs.argv._.length);\n"
    (item,) = found(scan_repo, "SF1001", {"package.json": json.dumps(manifest), "cli.js": source, name: version})
    assert item.severity.value == severity


def test_advice_on_comparing_is_for_servers_and_for_browsers(scan_repo: ScanRepo) -> None:
    tree = {
        "package.json": package(dependencies={"express": "^5.0.0", "lodash.isequal": "^4.5.0"}),
        "server.js": EXPRESS + "const isEqual = require('lodash.isequal');\nmodule.exports = isEqual([1], [1]);\n",
    }
    (item,) = found(scan_repo, "SF701", tree)
    assert item.hint == "use isDeepStrictEqual of node:util, and dequal in a browser"


@pytest.mark.parametrize(("version", "findings"), [("3", 0), ("3.7", 1)])
def test_any_python_3_is_no_old_one(scan_repo: ScanRepo, version: str, findings: int) -> None:
    tree = {
        "Pipfile": f'[packages]\nflask = "*"\n\n[requires]\npython_version = "{version}"\n',
        "Procfile": "web: gunicorn app:app\n",
        "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    }
    assert len(found(scan_repo, "SF1001", tree)) == findings


def test_what_has_ended_as_a_framework_is_not_told_again_by_its_mark(scan_repo: ScanRepo) -> None:
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"vue": "^2.6.10"}},
            "node_modules/vue": {"version": "2.7.16", "deprecated": "Vue 2 has reached EOL"},
        },
    }
    tree = {
        "package.json": package(dependencies={"vue": "^2.6.10"}),
        "package-lock.json": json.dumps(lock),
        "server.js": "import Vue from 'vue';\nnew Vue({ el: '#app' });\n",
    }
    codes = [item.code for item in scan_repo(tree).findings if item.code in ("SF604", "SF701")]
    assert codes == ["SF604"]


@pytest.mark.parametrize(("name", "findings"), [("with_orjson.py", 0), ("answers.py", 1)])
def test_two_libraries_behind_one_face_are_no_duplicates(scan_repo: ScanRepo, name: str, findings: int) -> None:
    tree = {
        "requirements.txt": "flask\norjson\nsimplejson\n",
        name: "import orjson\n\n\ndef dump(value):\n    return orjson.dumps(value)\n",
        "pages.py": "import flask\nimport simplejson\n\n\ndef show(value):\n    return simplejson.dumps(value)\n",
    }
    assert len(found(scan_repo, "SF702", tree)) == findings


@pytest.mark.parametrize(("version", "findings"), [("=4.9.3", 0), ("=4.9", 1), (">=4.9.3", 1)])
def test_three_parts_of_a_version_are_exact_to_conda(scan_repo: ScanRepo, version: str, findings: int) -> None:
    tree = {
        "environment.yml": f"name: shop\ndependencies:\n  - flask{version}\n",
        "app.py": "import flask\n\napp = flask.Flask(__name__)\napp.run()\n",
    }
    items = found(scan_repo, "SF1003", tree)
    assert [item.hint for item in items] == ["commit a lockfile (conda-lock)"] * findings
