"""Which runtime a component runs on, and in which version."""

from __future__ import annotations

import json

import pytest

from small_repos import ProfileRepo, ScanRepo, shapes
from stackfit.model.component import Component
from stackfit.model.kinds import Ecosystem, Role, Runtime
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location
from stackfit.workload.runtime import runtime_version

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def node(sources: dict[str, str], **values: object) -> dict[str, str]:
    return {"package.json": json.dumps({"name": "x", **values}), **sources}


def test_python(profile_repo: ProfileRepo) -> None:
    assert profile_repo({"app.py": FLASK}).runtime is Runtime.PYTHON


@pytest.mark.parametrize(
    "tree",
    [
        node({"a.js": "const app = require('express')();\napp.listen(1);\n"}, dependencies={"express": "4"}),
        node({"a.js": "require('http').createServer(() => {}).listen(1);\n"}),
        node({"a.ts": "import fs from 'node:fs';\nfs.readFileSync('x');\n"}),
        node({"a.js": "module.exports = (x) => x + 1;\n"}),
        node({"a.js": "console.log(1);\n"}, bin={"x": "a.js"}),
    ],
    ids=["express", "http", "node-fs", "plain-module", "command"],
)
def test_node(profile_repo: ProfileRepo, tree: dict[str, str]) -> None:
    assert profile_repo(tree).runtime is Runtime.NODE


@pytest.mark.parametrize(
    "tree",
    [
        node({"a.js": "document.body.innerHTML = 'x';\n"}),
        node({"a.jsx": "import React from 'react';\nexport default () => <p/>;\n"}, dependencies={"react": "18"}),
        node({"src/main.ts": "import Vue from 'vue';\nnew Vue().$mount('#app');\n"}, dependencies={"vue": "3"}),
        {"index.html": "<script src=a.js></script>", "a.js": "window.alert(document.title);\n"},
    ],
    ids=["document", "react", "vue", "no-manifest"],
)
def test_javascript_for_pages_only_runs_in_the_browser(profile_repo: ProfileRepo, tree: dict[str, str]) -> None:
    profile = profile_repo(tree)
    assert profile.runtime is Runtime.BROWSER
    assert profile.concurrency == ()


def test_a_site_that_renders_on_the_server_runs_on_node(profile_repo: ProfileRepo) -> None:
    page = "export default function Page() { return <p onClick={() => window.alert(1)}/>; }\n"
    tree = node({"pages/index.jsx": page}, dependencies={"next": "14", "react": "18", "react-dom": "18"})
    assert profile_repo(tree).runtime is Runtime.NODE


def test_a_bundlers_configuration_does_not_make_a_page_a_server(profile_repo: ProfileRepo) -> None:
    sources = {
        "src/a.js": "document.querySelector('h1').textContent = 'x';\n",
        "webpack.config.js": "const path = require('path');\nrequire('fs');\n",
    }
    assert profile_repo(node(sources, devDependencies={"webpack": "5"})).runtime is Runtime.BROWSER


def test_deno_needs_more_than_the_word(profile_repo: ProfileRepo) -> None:
    assert (
        profile_repo({"deno.json": "{}", "main.ts": "Deno.serve(() => new Response('x'));\n"}).runtime is Runtime.DENO
    )


def test_a_bun_lockfile_alone_is_only_a_package_manager(profile_repo: ProfileRepo) -> None:
    tree = node({"a.js": "require('express')().listen(1);\n", "bun.lock": "{}"}, dependencies={"express": "4"})
    assert profile_repo(tree).runtime is Runtime.NODE


def test_bun_by_its_code(profile_repo: ProfileRepo) -> None:
    tree = node({"a.ts": "import { serve } from 'bun';\nserve({ fetch: () => new Response('x') });\n"})
    assert profile_repo(tree).runtime is Runtime.BUN


def test_firmware_runs_on_micropython(profile_repo: ProfileRepo) -> None:
    source = "import machine\nimport utime\npin = machine.Pin(2, machine.Pin.OUT)\nwhile True:\n    utime.sleep(1)\n"
    profile = profile_repo({"main.py": source, "boot.py": "import network\n"})
    assert profile.runtime is Runtime.MICROPYTHON
    assert profile.kind.value == "firmware"


def test_summary_names_back_ends_only(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "api/requirements.txt": "flask\n",
            "api/app.py": FLASK,
            "live/package.json": json.dumps({"name": "live", "dependencies": {"express": "4"}}),
            "live/a.js": "require('express')().listen(1);\n",
            "web/package.json": json.dumps({"name": "web", "private": True, "dependencies": {"react": "18"}}),
            "web/a.jsx": "import React from 'react';\ndocument.title = 'x';\n",
        }
    )
    assert [runtime for _, _, runtime in shapes(report)] == ["python", "node", "browser"]
    assert report.summary.runtimes == ("node", "python")


def test_summary_counts_micropython_as_python(scan_repo: ScanRepo) -> None:
    report = scan_repo({"main.py": "import machine\nmachine.Pin(2).value(1)\n"})
    assert report.summary.runtimes == ("python",)


def test_an_empty_repository_has_no_runtime(scan_repo: ScanRepo) -> None:
    report = scan_repo({"README.md": "# Nothing\n"})
    assert report.components == ()
    assert report.summary.runtimes == ()
    assert report.summary.primary_workload == "unknown"
    assert report.summary.verdict.value == "unknown"


VERSIONS = [
    ("Dockerfile", "FROM python:3.13-slim\nCOPY . .\nCMD python app.py\n", "3.13"),
    ("runtime.txt", "python-3.12.4\n", "3.12.4"),
    (".python-version", "3.11\n", "3.11"),
    (".tool-versions", "python 3.10.1\n", "3.10.1"),
    ("Dockerfile.dev", "FROM python:3.9.2\n", "3.9.2"),
    ("pyproject.toml", '[project]\nname = "x"\nrequires-python = ">=3.9"\n', "3.9"),
    (
        ".github/workflows/a.yml",
        "jobs: {a: {strategy: {matrix: {python-version: ['3.11', '3.8']}}}}\n",
        "3.8",
    ),
]


@pytest.mark.parametrize("first", range(len(VERSIONS)), ids=[name for name, _, _ in VERSIONS])
def test_what_production_runs_goes_before_what_a_range_allows(profile_repo: ProfileRepo, first: int) -> None:
    tree = {name: text for name, text, _ in VERSIONS[first:]}
    profile = profile_repo({"app.py": FLASK, "requirements.txt": "flask\n", **tree})
    assert profile.runtime_version == VERSIONS[first][2]


def test_the_version_of_node(profile_repo: ProfileRepo) -> None:
    tree = node({"a.js": "require('express')().listen(1);\n"}, dependencies={"express": "4"}, engines={"node": ">=16"})
    assert profile_repo(tree).runtime_version == "16"
    assert profile_repo({**tree, ".nvmrc": "v20.1\n"}).runtime_version == "20.1"
    assert profile_repo({**tree, "Dockerfile": "FROM node:22\nCMD node a.js\n"}).runtime_version == "22"


def test_a_platform_file_goes_before_version_files(profile_repo: ProfileRepo) -> None:
    tree = node({"a.js": "exports.main = () => require('fs').statSync('x');\n"}, engines={"node": ">=16"})
    tree |= {".nvmrc": "18\n", "serverless.yml": "provider: {runtime: nodejs20.x}\nfunctions: {a: {handler: a.main}}\n"}
    profile = profile_repo(tree)
    assert profile.runtime_version == "20"
    assert "serverless" in profile.concurrency


def test_the_image_that_starts_the_component_goes_before_other_images(profile_repo: ProfileRepo) -> None:
    tree = {
        "app.py": FLASK,
        "requirements.txt": "flask\n",
        "Dockerfile": "FROM python:3.9\n",
        "deploy/Dockerfile": "FROM python:3.12\nCMD python app.py\n",
    }
    assert profile_repo(tree).runtime_version == "3.12"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".python-version", "3.13t\n"),
        (".tool-versions", "python 3.13t\n"),
        ("mise.toml", '[tools]\npython = "3.13t"\n'),
        ("Dockerfile", "FROM me/python:3.13t-slim\nCMD python app.py\n"),
        ("Dockerfile", "FROM ubuntu:24.04\nRUN apt-get install -y python3.13-nogil\nCMD python3.13t app.py\n"),
        (".github/workflows/a.yml", "jobs: {a: {strategy: {matrix: {python-version: [3.13t]}}}}\n"),
    ],
)
def test_a_free_threaded_build_keeps_its_mark(profile_repo: ProfileRepo, path: str, text: str) -> None:
    assert profile_repo({"app.py": FLASK, "requirements.txt": "flask\n", path: text}).runtime_version == "3.13t"


def test_no_version_is_made_up(profile_repo: ProfileRepo) -> None:
    assert profile_repo({"app.py": FLASK}).runtime_version is None


def test_pins_of_another_runtime_do_not_count() -> None:
    pin = RuntimePin(runtime="node", version="20", location=Location(path=".nvmrc"), source=".nvmrc")
    component = Component(path=".", name="x", ecosystem=Ecosystem.PYPI, role=Role.PRODUCTION, files=(), pins=(pin,))
    assert runtime_version(component, Runtime.PYTHON) is None
    assert runtime_version(component, Runtime.NODE) == "20"
