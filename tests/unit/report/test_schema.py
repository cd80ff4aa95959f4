"""The published schema describes the JSON report, and nothing less."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from report.examples import make_component, make_finding, make_report
from stackfit.config import Config
from stackfit.pipeline import scan
from stackfit.report import read_schema
from stackfit.report.json_ import render_json, report_document

REPOSITORIES: dict[str, dict[str, str]] = {
    "empty": {},
    "no code": {"README.md": "# Notes\n"},
    "flask": {
        "requirements.txt": "flask\ngunicorn\n",
        "app.py": "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return 'hi'\n",
        "Procfile": "web: gunicorn app:app\n",
    },
    "express": {
        "package.json": '{"name": "s", "dependencies": {"express": "4"}, "scripts": {"start": "node s.js"}}',
        "s.js": "const fs = require('fs')\nconst app = require('express')()\n"
        "app.get('/', (req, res) => res.send(fs.readFileSync('x')))\napp.listen(80)\n",
    },
    "monorepo": {
        "api/pyproject.toml": '[project]\nname = "api"\ndependencies = ["fastapi"]\n',
        "api/main.py": "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\n"
        "async def home():\n    time.sleep(1)\n",
        "web/package.json": '{"name": "web", "dependencies": {"react": "18"}}',
        "web/src/main.jsx": "import React from 'react'\nexport default () => <p/>\n",
    },
    "broken": {
        "pyproject.toml": "[project\n",
        "package.json": "{",
        "bad.py": "def broken(:\n",
        "bytes.py": "x = '\udcff'\n",
    },
    "notebook": {"a.ipynb": '{"cells": [{"cell_type": "code", "source": ["import pandas as pd"]}], "nbformat": 4}'},
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(read_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("name", sorted(REPOSITORIES))
def test_reports_of_repositories_are_valid(name: str, tmp_path: Path, validator: Draft202012Validator) -> None:
    plant(tmp_path, REPOSITORIES[name])
    text = render_json(scan(tmp_path, Config(), datetime.date(2026, 1, 1)))
    assert [error.message for error in validator.iter_errors(json.loads(text))] == []


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    plant(tmp_path, REPOSITORIES["monorepo"])
    first, second = (render_json(scan(tmp_path, Config(), datetime.date(2026, 1, 1))) for _ in range(2))
    assert first == second


def test_every_key_is_required(validator: Draft202012Validator) -> None:
    document = report_document(make_report(make_component(), findings=(make_finding(),)))
    # The hand-made component has three of the eleven criteria; the schema minds shapes, not their number.
    assert list(validator.iter_errors(document)) == []
    missing = [path for path, smaller in _without_each_key(document) if validator.is_valid(smaller)]
    assert missing == ["components.languages.python"]  # the names of languages are data


def test_keys_may_be_added(validator: Draft202012Validator) -> None:
    document = {**report_document(make_report(make_component())), "later": 1}
    assert validator.is_valid(document)


def _without_each_key(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document once without each of its keys, however deep."""
    for trail in sorted(set(_trails(document)), key=str):
        copy = json.loads(json.dumps(document))
        place = copy
        for step in trail[:-1]:
            place = place[step]
        del place[trail[-1]]
        yield ".".join(str(step) for step in trail if not isinstance(step, int)), copy


def _trails(value: Any, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*trail, key)
            yield from _trails(item, (*trail, key))
    elif isinstance(value, list) and value:
        yield from _trails(value[0], (*trail, 0))
