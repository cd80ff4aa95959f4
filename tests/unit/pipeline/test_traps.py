"""What real repositories hold that looks like something else, from discovery to the report."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from small_repos import AS_OF, ScanRepo, Tree, plant, shapes, shows, workloads
from stackfit.config import Config
from stackfit.model.report import Report
from stackfit.pipeline import scan

EXPRESS = 'const express = require("express");\nconst app = express();\napp.listen(3000);\n'


def package(**values: object) -> str:
    return json.dumps(values)


@pytest.fixture
def scan_tracked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScanRepo:
    """Scan a repository whose files are all known to git."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git = shutil.which("git")
    assert git, "these tests need git"

    def run(tree: Tree) -> Report:
        root = plant(tmp_path / "shop", tree)
        for words in (("init", "--quiet"), ("add", "--force", "--all")):
            subprocess.run([git, *words], cwd=root, check=True, capture_output=True)
        return scan(root, Config(), AS_OF)

    return run


def skipped(report: Report) -> dict[str, str]:
    return {skip.path: skip.reason for skip in report.coverage.skipped}


def found(report: Report) -> set[tuple[str, str]]:
    return {(item.code, item.location.path) for item in report.findings}


# Folders with the names of installed packages


def test_source_kept_under_node_modules_is_scanned(scan_tracked: ScanRepo) -> None:
    report = scan_tracked(
        {
            "package.json": package(name="desk", private=True, scripts={"start": "node packages/node_modules/desk"}),
            "package-lock.json": package(packages={"node_modules/express": {"resolved": "https://example.org/e.tgz"}}),
            "packages/node_modules/@desk/api/package.json": package(
                name="@desk/api", main="index.js", dependencies={"express": "4"}
            ),
            "packages/node_modules/@desk/api/index.js": EXPRESS,
        }
    )
    assert skipped(report) == {}
    api = next(item.profile for item in report.components if item.profile.component.path.endswith("@desk/api"))
    assert api.frameworks == ("Express",)
    assert api.lines == 3


@pytest.mark.parametrize(
    "sign",
    [
        {"package-lock.json": package(packages={"node_modules/flask-js": {"resolved": "https://example.org/x.tgz"}})},
        {"node_modules/flask-js/package.json": package(name="flask-js", _resolved="https://example.org/x.tgz")},
    ],
    ids=["locked", "marked"],
)
def test_an_installed_package_that_git_tracks_is_vendored(scan_tracked: ScanRepo, sign: Tree) -> None:
    report = scan_tracked(
        {
            "package.json": package(name="shop", scripts={"start": "node index.js"}),
            "index.js": "console.log(1);\n",
            "node_modules/flask-js/index.js": EXPRESS,
            "node_modules/flask-js/package.json": package(name="flask-js", dependencies={"express": "4"}),
            **sign,
        }
    )
    assert skipped(report)["node_modules/flask-js/index.js"] == "vendored"
    assert [item.profile.component.path for item in report.components] == ["."]
    assert report.components[0].profile.frameworks == ()


# Code that does not run


def test_commented_out_code_in_python_is_not_evidence(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "aiohttp\n",
            "app.py": (
                '"""How it was:\n\nimport torch\nimport telegram\ntime.sleep(1)\n"""\n'
                "# import discord\nfrom aiohttp import web\nimport time\n\nHELP = '''\nimport flask\n'''\n\n\n"
                "async def hello(request):\n    # time.sleep(1)\n"
                "    text = 'time.sleep(1)'\n    '''\n    time.sleep(2)\n    '''\n"
                "    return web.Response(text=text)\n\n\n"
                "app = web.Application()\napp.router.add_get('/', hello)\n"
            ),
        }
    )
    profile = report.components[0].profile
    assert profile.frameworks == ("aiohttp.web",)
    assert not {"pytorch", "flask", "python-telegram-bot", "discord-py"} & profile.technology_ids
    assert not [item for item in report.findings if item.code == "SF101"]


def test_commented_out_code_in_javascript_is_not_evidence(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(name="shop", dependencies={"express": "4"}, scripts={"start": "node app.js"}),
            "app.js": (
                "// const io = require('socket.io');\n/*\nimport Koa from 'koa';\n*/\n" + EXPRESS + "const help = `\n"
                "const cluster = require('cluster');\n`;\n"
                "app.get('/', (req, res) => {\n  // fs.readFileSync('a');\n"
                "  res.send(\"fs.readFileSync('a')\" + help);\n});\n"
            ),
        }
    )
    profile = report.components[0].profile
    assert profile.frameworks == ("Express",)
    assert profile.concurrency == ("event-loop",)
    assert not profile.websocket.used
    assert not [item for item in report.findings if item.code == "SF101"]


def test_what_runs_while_modules_load_does_not_block_the_loop(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(
                name="shop",
                dependencies={"express": "4"},
                devDependencies={},
                scripts={"start": "node app.js"},
            ),
            "app.js": (
                "const fs = require('fs');\nconst { execSync } = require('child_process');\n"
                "const settings = load('settings.json');\nconst version = execSync('git describe');\n"
                "function load(name) { return JSON.parse(fs.readFileSync(name)); }\n"
                + EXPRESS
                + "const routes = require('./routes');\n"
                "app.get('/', (req, res) => res.send(settings));\n"
            ),
            "routes.js": "const fs = require('fs');\nfor (const f of fs.readdirSync('.')) fs.statSync(f);\n",
            "requirements.txt": "fastapi\nrequests\n",
            "main.py": (
                "import time\nimport requests\nfrom fastapi import FastAPI\n\n"
                "RATES = requests.get('https://x', timeout=3)\n"
                "time.sleep(1)\n\n\ndef read():\n    return open('a').read()\n\n\nTEXT = read()\napp = FastAPI()\n\n\n"
                "@app.get('/')\nasync def root():\n    return TEXT\n"
            ),
        }
    )
    assert {item.profile.runtime.value for item in report.components} == {"python", "node"}
    assert not [item for item in report.findings if item.code == "SF101"]


# Several processes through a helper


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("throng", "const throng = require('throng');\nthrong({ worker: start, count: 4 });\n"),
        ("cluster-service", "require('cluster-service').start({ workers: './app.js' });\n"),
        ("recluster", "const cluster = require('recluster')('app.js');\ncluster.run();\n"),
        ("sticky-cluster", "require('sticky-cluster')(start, { concurrency: 4 });\n"),
        ("sticky-session", "const sticky = require('sticky-session');\nsticky.listen(start(), 3000);\n"),
        ("@socket.io/sticky", "const { setupWorker } = require('@socket.io/sticky');\nsetupWorker(start());\n"),
        ("farm", "const farm = require('farm');\nfarm(start);\n"),
        ("pm2", "const pm2 = require('pm2');\npm2.start({ script: 'app.js', exec_mode: 'cluster', instances: 4 });\n"),
    ],
)
def test_a_helper_library_that_forks_is_a_cluster(scan_repo: ScanRepo, name: str, code: str) -> None:
    manifest = package(name="shop", dependencies={name: "1", "express": "4"}, scripts={"start": "node index.js"})
    report = scan_repo({"package.json": manifest, "index.js": code + "function start() {}\n", "app.js": EXPRESS})
    assert {"cluster", "pm2"} & set(report.components[0].profile.concurrency)


# Manifests and code that are not what the project is made of


def test_manifests_that_are_fixtures_of_a_tool_are_one_component(scan_repo: ScanRepo) -> None:
    fixtures = {
        f"test/test-data/case-{number}/package.json": package(
            name=f"case-{number}", dependencies={"express": "4", "react": "18"}
        )
        for number in range(40)
    }
    report = scan_repo(
        {
            **fixtures,
            "test/doctor/nopackagefile/index.js": EXPRESS,
            "package.json": package(name="updates", bin={"updates": "bin/cli.js"}, dependencies={"commander": "1"}),
            "bin/cli.js": "#!/usr/bin/env node\nconst { program } = require('commander');\nprogram.parse();\n",
        }
    )
    assert shapes(report) == [(".", "cli", "node")]
    assert report.components[0].profile.frameworks == ("Commander.js",)


def test_the_frameworks_of_examples_are_not_the_project_s(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(name="limiter", main="index.js", devDependencies={"express": "4", "koa": "2"}),
            "index.js": "module.exports = function limit(n) { return n; };\n",
            "examples/express/package.json": package(name="a", dependencies={"express": "4"}),
            "examples/express/index.js": EXPRESS,
            "examples/koa/index.js": "const Koa = require('koa');\nnew Koa().listen(1);\n",
            "docs/snippets/hapi.js": "const Hapi = require('@hapi/hapi');\nHapi.server();\n",
        }
    )
    assert shapes(report) == [(".", "library", "node")]
    assert report.components[0].profile.frameworks == ()


def test_qt_translations_are_not_typescript(scan_repo: ScanRepo) -> None:
    qt = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="de"></TS>\n'
    report = scan_repo(
        {
            "app.py": "from PyQt5.QtWidgets import QApplication\nQApplication([])\n",
            "requirements.txt": "PyQt5\n",
            "i18n/app_de.ts": qt,
            "i18n/app_fr.ts": "<!DOCTYPE TS>" + qt.partition("<!DOCTYPE TS>")[2],
        }
    )
    assert skipped(report) == {"i18n/app_de.ts": "not-source", "i18n/app_fr.ts": "not-source"}
    assert shapes(report) == [(".", "app", "python")]


def test_bundles_of_megabytes_are_counted_and_not_read(scan_repo: ScanRepo) -> None:
    line = "!function(e,t){e.exports=t(require('express'),require('socket.io'))}(module,function(a){return a});"
    report = scan_repo(
        {
            "requirements.txt": "flask\n",
            "app.py": "from flask import Flask\napp = Flask(__name__)\n",
            "static/app.js": line * 30_000,
            "static/vendor.bundle.js": (line + "\n") * 30_000,
            "static/lines.js": "/* webpackBootstrap */\n" + (line + "\n") * 70_000,
        }
    )
    assert skipped(report).keys() == {"static/app.js", "static/vendor.bundle.js", "static/lines.js"}
    assert shapes(report) == [(".", "service", "python")]


@pytest.mark.parametrize(
    "manifest",
    [
        package(
            urls=[["sensor/__init__.py", "github:me/sensor/__init__.py"]],
            deps=[["umqtt.simple", "latest"]],
            version="1",
        ),
        package(urls=[], version="0.1"),
        package(
            name="shop-release", private=True, devDependencies={"semantic-release": "20", "@semantic-release/git": "10"}
        ),
        package(
            devDependencies={"husky": "8", "@commitlint/cli": "17", "lint-staged": "13"},
            scripts={"prepare": "husky install"},
        ),
        package(name="x", version="1.0.0", devDependencies={"prettier": "2"}, scripts={"format": "prettier --write ."}),
    ],
    ids=["mip", "mip-empty", "semantic-release", "commit-hooks", "formatter"],
)
def test_a_package_json_without_javascript_behind_it_is_no_component(scan_repo: ScanRepo, manifest: str) -> None:
    report = scan_repo(
        {
            "package.json": manifest,
            "release.config.js": "module.exports = { branches: ['main'] };\n",
            "commitlint.config.js": "module.exports = { extends: ['@commitlint/config-conventional'] };\n",
            "sensor/__init__.py": "import json\n\n\ndef read():\n    return json.loads('1')\n",
        }
    )
    assert [shape for shape in shapes(report) if shape[1] != "tooling"] == [(".", "cli", "python")]
    assert report.summary.runtimes == ("python",)


# Other runtimes


def test_python_on_the_java_machine_is_jython(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "window.py": "from javax.swing import JFrame\nfrom java.awt import Dimension\nprint 'hi'\nJFrame('x')\n",
            "store.py": "from java.util import ArrayList\nitems = ArrayList()\n",
        }
    )
    assert [shape[2] for shape in shapes(report)] == ["jython"]


@pytest.mark.parametrize(
    "code",
    [
        "var Files = Java.type('java.nio.file.Files');\nprint(Files.exists(null));\n",
        "load('nashorn:mozilla_compat.js');\nimportPackage(java.util);\nvar list = new ArrayList();\n",
        "importClass(java.io.File);\nvar file = new File('a');\n",
        "var File = java.io.File;\nvar imports = new JavaImporter(java.util, java.io);\n",
    ],
)
def test_scripts_for_the_java_machine_are_not_node(scan_repo: ScanRepo, code: str) -> None:
    report = scan_repo({"pom.xml": "<project/>\n", "scripts.js": code * 40, "engine/rules.js": code * 40})
    assert "node" not in report.summary.runtimes


def test_python_2_files_still_give_imports(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "Flask==0.10\n",
            "app.py": (
                "from flask import Flask\nimport urllib2\n\napp = Flask(__name__)\n\n\n@app.route('/')\ndef root():\n"
                "    try:\n        print 'asked', 1\n        return urllib2.urlopen('http://x').read()\n"
                "    except IOError, error:\n        raise ValueError, 'no'\n"
            ),
            "tool.py": "import redis\nprint >>sys.stderr, 'x'\nexec 'x = 1'\nn = 0777\nassert 1 <> 2\nprint `n`\n",
        }
    )
    assert shapes(report) == [(".", "service", "python")]
    profile = report.components[0].profile
    assert profile.frameworks == ("Flask",)
    assert shows(profile, "redis")
    assert all(error.path in ("app.py", "tool.py") for error in report.coverage.errors)


# What READMEs say


@pytest.mark.parametrize(
    "readme",
    [
        "# imgtool\n\nConverts and resizes disk images. VM images in qcow2 and raw format are supported.\n",
        "# imgbuild\n\nBuilds Docker images. Pull the container image from the registry; the OS image is signed.\n",
        "# images for clouds\n\nA cloud image is customised and the virtual machine image is uploaded.\n",
    ],
)
def test_images_of_disks_are_not_pictures(scan_repo: ScanRepo, readme: str) -> None:
    report = scan_repo(
        {
            "README.md": readme,
            "pyproject.toml": "[project]\nname = 'imgtool'\n[project.scripts]\nimgtool = 'imgtool.main:main'\n",
            "imgtool/main.py": "import subprocess\n\n\ndef main():\n    subprocess.run(['qemu-img', 'info'])\n",
            "imgtool/image.py": "import subprocess\n\n\ndef resize():\n    subprocess.run(['qemu-img', 'resize'])\n",
        }
    )
    assert "image-processing" not in report.components[0].profile.workload_ids
    assert workloads(report.components[0].profile).get("image-processing", 0.0) < 0.4


def test_documented_workers_that_do_not_exist_are_not_a_task_queue(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "README.md": (
                "# shop\n\nAn API with background jobs. Bull workers process the job queue in Redis, a scheduler "
                "runs cron jobs.\n\n## Workers\n\nStart the Bull worker with `npm run worker`.\n"
            ),
            "package.json": package(
                name="shop",
                keywords=["queue", "bull", "jobs"],
                dependencies={"express": "4", "bull": "3"},
                scripts={"start": "node app.js"},
            ),
            "app.js": EXPRESS,
        }
    )
    assert "task-queue" not in report.components[0].profile.workload_ids


def test_compiled_code_beside_its_source_counts_once(scan_repo: ScanRepo) -> None:
    compiled = (
        '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n'
        'const fs = require("fs");\nconst http = require("http");\n'
        'http.createServer((req, res) => { fs.readFileSync("a"); res.end(); }).listen(1);\n'
    )
    report = scan_repo(
        {
            "package.json": package(name="shop", main="dist/server.js", scripts={"start": "node dist/server.js"}),
            "tsconfig.json": package(compilerOptions={"outDir": "dist"}),
            "src/server.ts": (
                "import fs from 'fs';\nimport http from 'http';\n"
                "http.createServer((req, res) => { fs.readFileSync('a'); res.end(); }).listen(1);\n"
            ),
            "src/util.ts": "export const one = 1;\n",
            "src/util.js": "exports.one = 1;\n",
            "dist/server.js": compiled,
            "dist/util.js": compiled,
        }
    )
    assert skipped(report) == dict.fromkeys(("dist/server.js", "dist/util.js", "src/util.js"), "build-output")
    assert {path for code, path in found(report) if code == "SF101"} == {"src/server.ts"}


def test_a_script_that_the_server_starts_is_a_second_runtime(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(name="cards", scripts={"start": "node app.js"}, dependencies={"express": "4"}),
            "app.js": EXPRESS + "require('./notify')(app);\n",
            "notify.js": "const { execFile } = require('child_process');\n"
            "module.exports = (app) => app.post('/', () => execFile('python3', ['utils/send.py']));\n",
            **{f"lib/part{number}.js": "exports.a = 1;\n" * 200 for number in range(9)},
            "utils/send.py": "import sys\n\nprint(sys.argv)\n",
        }
    )
    assert report.summary.runtimes == ("node", "python")


def test_scripts_that_prepare_data_are_no_second_runtime(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": package(name="cards", scripts={"start": "node app.js"}, dependencies={"express": "4"}),
            "app.js": EXPRESS,
            **{f"lib/part{number}.js": "exports.a = 1;\n" * 200 for number in range(9)},
            "model/convert.py": "import numpy\n" * 90,
        }
    )
    assert report.summary.runtimes == ("node",)


def test_packages_copied_into_lib_are_not_the_project_s(scan_tracked: ScanRepo) -> None:
    copied = {f"lib/{name}/__init__.py": "import asyncio\n\nasyncio.run(1)\n" for name in ("requests", "bs4", "yaml")}
    report = scan_tracked(
        {
            **copied,
            "lib/six.py": "import multiprocessing\n\nmultiprocessing.Process()\n",
            "app.py": "import sys\n\nsys.path.insert(0, 'lib')\nimport requests\n\nrequests.get('https://a')\n",
        }
    )
    assert {path for path, reason in skipped(report).items() if reason == "vendored"} == {*copied, "lib/six.py"}
    assert [item.profile.concurrency for item in report.components] == [()]
