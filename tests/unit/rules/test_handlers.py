"""Which functions of a file run per request."""

from __future__ import annotations

import pytest

from stackfit.extract import extract_facts
from stackfit.model.kinds import Language
from stackfit.rules.handlers import request_functions


def reached(source: str, language: Language = Language.JAVASCRIPT) -> set[str]:
    facts = extract_facts("app.js", language, source.encode())
    names = request_functions(facts)
    return {facts.functions[index].name or "anonymous" for index in names}


@pytest.mark.parametrize(
    "source",
    [
        "const app = require('express')();\nfunction work() {}\napp.get('/', () => work());",
        "import R from '@koa/router';\nconst r = new R();\nconst work = () => 1;\nr.post('/x', async () => work());",
        "import http from 'node:http';\nfunction work() {}\nhttp.createServer(() => work());",
        "function work() {}\nio.on('connection', (socket) => { socket.on('anything', () => work()); });",
        "function work() {}\nexports.show = (req, res) => work();",
        "import express from 'express';\nconst app = express();\nfunction work() {}\napp.use('/x', work);",
    ],
)
def test_work_behind_a_javascript_handler_is_reached(source: str) -> None:
    assert "work" in reached(source)


@pytest.mark.parametrize(
    "source",
    [
        "function work() {}\nwork();",
        "const child = require('child_process');\nfunction work() {}\nchild.spawn('ls').on('close', () => work());",
        "function work() {}\nnew Map().get('key', () => work());",
        "function work() {}\napp.listen(3000, () => work());",
    ],
)
def test_work_at_start_up_or_elsewhere_is_not(source: str) -> None:
    assert "work" not in reached(source)


@pytest.mark.parametrize(
    "source",
    [
        "from flask import Flask\napp = Flask(__name__)\ndef work(): pass\n@app.route('/')\ndef index():\n    work()\n",
        "from fastapi import APIRouter\nr = APIRouter()\ndef work(): pass\n@r.get('/')\nasync def i():\n    work()\n",
        "from django.views import View\nclass V(View):\n  def get(self, r):\n    self.work()\n  def work(self): 1",
        "def work(): pass\ndef page(request):\n    work()\n",
    ],
)
def test_work_behind_a_python_view_is_reached(source: str) -> None:
    assert "work" in reached(source, Language.PYTHON)


def test_python_helpers_that_no_view_calls_are_not() -> None:
    source = "import click\ndef work(): pass\n@click.command()\ndef main():\n    work()\n"
    assert reached(source, Language.PYTHON) == set()
