"""Findings find their component, and the team is taken from the code."""

from __future__ import annotations

import json
from pathlib import Path

from small_repos import AS_OF, ScanRepo, plant
from stackfit.config import Config
from stackfit.model.kinds import Side
from stackfit.pipeline import scan
from stackfit.pipeline.verdicts import team_share

BLOCKING = (
    "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    "@app.get('/')\nasync def index():\n    time.sleep(1)\n    return {}\n"
)


def test_a_finding_names_its_component(scan_repo: ScanRepo) -> None:
    report = scan_repo({f"{name}/{file}": text for name in ("a", "b") for file, text in SERVICE.items()})
    assert [(item.code, item.component) for item in report.findings] == [("SF101", "a"), ("SF101", "b")]


SERVICE = {"requirements.txt": "fastapi==0.115.0\n", "main.py": BLOCKING}


def test_a_comment_silences_a_finding(scan_repo: ScanRepo) -> None:
    quiet = BLOCKING.replace("sleep(1)", "sleep(1)  # stackfit: ignore[SF101] a demonstration")
    assert scan_repo({**SERVICE, "main.py": quiet}).findings == ()


def test_rules_can_be_left_out(tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", SERVICE)
    assert scan(root, Config(ignore=("SF101",)), AS_OF).findings == ()


def test_a_finding_aggravates_the_fit_of_its_own_component_only(scan_repo: ScanRepo) -> None:
    clean = BLOCKING.replace("time.sleep(1)", "pass")
    tree = {
        "a/requirements.txt": "fastapi\n",
        "a/main.py": BLOCKING,
        "b/requirements.txt": "fastapi\n",
        "b/main.py": clean,
    }
    blocked, free = (item.fit for item in scan_repo(tree).components)
    assert blocked.python is not None
    assert free.python is not None
    assert blocked.python < free.python


def test_the_share_of_code_says_what_the_team_knows(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "a/requirements.txt": "flask\n",
            "a/app.py": "import flask\n" * 30,
            "b/package.json": json.dumps({"name": "b", "dependencies": {"express": "4"}}),
            "b/app.js": "require('express')();\n" * 10,
        }
    )
    share = team_share([item.profile for item in report.components])
    assert share == {Side.PYTHON: 0.75, Side.NODE: 0.25}


def test_no_code_is_nobodys() -> None:
    assert team_share([]) == {Side.PYTHON: 0.0, Side.NODE: 0.0}
