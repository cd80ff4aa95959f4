"""Technologies seen in code: real imports and calls count, words do not."""

from __future__ import annotations

import pytest

from small_repos import ProfileRepo, ScanRepo, shows, technologies
from stackfit.model.kinds import EvidenceSource

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def test_an_import_is_cited_where_it_stands(profile_repo: ProfileRepo) -> None:
    use = technologies(profile_repo({"requirements.txt": "flask\n", "app.py": '"""Shop."""\n\n' + FLASK}))["flask"]
    places = [(item.source, item.location.path, item.location.line) for item in use.evidence]
    assert places == [
        (EvidenceSource.DEPENDENCY, "requirements.txt", 1),
        (EvidenceSource.IMPORT, "app.py", 3),
        (EvidenceSource.CALL, "app.py", 4),
    ]
    assert use.declared
    assert use.files == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""Use it so:\n\nimport telegram\nfrom telegram import Bot\n"""\nx = 1\n',
        "# import telegram\nx = 1\n",
        "text = '''\nimport telegram\n'''\n",
        "print('import telegram')\n",
    ],
    ids=["docstring", "comment", "string", "one-line"],
)
def test_words_in_texts_and_comments_are_no_import(profile_repo: ProfileRepo, source: str) -> None:
    assert not shows(profile_repo({"app.py": source}), "python-telegram-bot")


@pytest.mark.parametrize(
    "source",
    [
        "// const io = require('socket.io');\n",
        "/* import io from 'socket.io'; */\n",
        "const x = \"require('socket.io')\";\n",
    ],
    ids=["line-comment", "comment", "string"],
)
def test_words_in_javascript_texts_and_comments_are_no_import(profile_repo: ProfileRepo, source: str) -> None:
    tree = {"package.json": '{"name": "x"}', "a.js": "require('fs');\n" + source}
    assert not shows(profile_repo(tree), "socket-io")


def test_words_in_a_comment_of_a_file_with_a_real_import_elsewhere_do_not_count(profile_repo: ProfileRepo) -> None:
    profile = profile_repo({"requirements.txt": "flask\n", "a.py": FLASK, "b.py": "# import celery\nx = 1\n"})
    assert not shows(profile, "celery")


def test_a_module_with_a_common_name_counts_only_beside_its_declared_package(profile_repo: ProfileRepo) -> None:
    source = "import records\nx = 1\n"
    undeclared = profile_repo({"requirements.txt": "flask\n", "jobs/app.py": source})
    assert not shows(undeclared, "records")
    declared = profile_repo({"requirements.txt": "flask\nrecords\n", "jobs/app.py": source})
    assert technologies(declared)["records"].files == 1
    assert shows(profile_repo({"jobs/app.py": source}), "records"), "nothing is declared here at all"


def test_an_import_for_types_only_does_not_count(profile_repo: ProfileRepo) -> None:
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from celery import Celery\nx = 1\n"
    assert not shows(profile_repo({"app.py": source}), "celery")


def test_a_typescript_type_import_does_not_count(profile_repo: ProfileRepo) -> None:
    tree = {
        "package.json": '{"name": "x", "dependencies": {"fastify": "4"}}',
        "a.ts": "import type { Request } from 'express';\nimport fastify from 'fastify';\nfastify();\n",
    }
    profile = profile_repo(tree)
    assert shows(profile, "fastify")
    assert not shows(profile, "express")


def test_a_guarded_import_counts_for_less(profile_repo: ProfileRepo) -> None:
    guarded = "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
    use = technologies(profile_repo({"app.py": guarded}))["torch"]
    assert [item.strength for item in use.evidence] == [0.5]


def test_a_package_does_not_import_itself(profile_repo: ProfileRepo) -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "flask"\n',
        "src/flask/__init__.py": "from flask.app import Flask\n",
        "src/flask/app.py": "import flask\nclass Flask: ...\n",
    }
    use = technologies(profile_repo(tree)).get("flask")
    assert use is None or (use.files == 0 and {item.source for item in use.evidence} == {EvidenceSource.MANIFEST})


def test_a_module_beside_a_script_is_not_the_library_of_its_name(profile_repo: ProfileRepo) -> None:
    tree = {"jobs/run.py": "import redis\nredis.go()\n", "jobs/redis.py": "def go(): ...\n", "other/x.py": "x = 1\n"}
    assert not shows(profile_repo(tree), "redis")


def test_a_relative_import_is_not_a_library(profile_repo: ProfileRepo) -> None:
    tree = {"shop/__init__.py": "from . import celery\nfrom .celery import app\n", "shop/celery.py": "app = 1\n"}
    assert not shows(profile_repo(tree), "celery")


def test_a_local_javascript_file_is_not_a_library(profile_repo: ProfileRepo) -> None:
    tree = {"package.json": '{"name": "x"}', "a.js": "require('fs'); require('./express');\n", "express.js": ""}
    assert not shows(profile_repo(tree), "express")


def test_code_of_tests_does_not_speak_for_the_component(profile_repo: ProfileRepo) -> None:
    tree = {"requirements.txt": "flask\n", "app.py": FLASK, "tests/test_app.py": "import celery\nimport torch\n"}
    profile = profile_repo(tree)
    assert not shows(profile, "celery")
    assert not shows(profile, "torch")


def test_how_central_a_technology_is_is_its_share_of_the_files(profile_repo: ProfileRepo) -> None:
    found = technologies(profile_repo({"app.py": FLASK, **{f"m{n}.py": "x = 1\n" for n in range(3)}}))
    assert found["flask"].central == pytest.approx(0.25)


def test_few_places_are_cited_however_many_there_are(profile_repo: ProfileRepo) -> None:
    use = technologies(profile_repo({f"m{n}.py": FLASK for n in range(9)}))["flask"]
    assert use.files == 9
    places = [(item.source.value, item.location.path) for item in use.evidence]
    assert places[:3] == [("import", "m0.py"), ("import", "m1.py"), ("call", "m0.py")], "a call says more"
    assert sorted(places) == [(source, f"m{n}.py") for source in ("call", "import") for n in range(3)]


def test_an_import_in_another_component_is_not_this_ones(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "api/requirements.txt": "flask\n",
            "api/app.py": FLASK,
            "work/requirements.txt": "celery\n",
            "work/tasks.py": "from celery import Celery\napp = Celery()\n",
        }
    )
    found = {item.profile.component.path: item.profile for item in report.components}
    assert not shows(found["api"], "celery")
    assert not shows(found["work"], "flask")


def test_a_call_shows_a_technology_of_the_standard_library(profile_repo: ProfileRepo) -> None:
    profile = profile_repo({"app.py": "import threading\nthreading.Thread(target=print).start()\n"})
    assert profile.concurrency == ("threads",)


def test_a_notebook_import_is_cited_at_its_line_of_the_file(profile_repo: ProfileRepo) -> None:
    cell = (
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [\n'
        '{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,\n"source": [\n'
        '"import numpy as np\\n",\n"import pandas as pd\\n"]}]}\n'
    )
    use = technologies(profile_repo({"a.ipynb": cell}))["pandas"]
    assert [item.location.line for item in use.evidence] == [5]
