"""Which calls that stand alone may be of an async function, however either is written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from small_repos import plant
from stackfit.config import Config
from stackfit.pipeline import scan

SERVER = '{"name": "shop", "scripts": {"start": "node app.js"}, "dependencies": {"express": "4"}}'
APP = (
    "const express = require('express');\n%sconst app = express();\n"
    "app.get('/', (req, res) => {\n  %s\n  res.end();\n});\napp.listen(1);\n"
)


def codes(root: Path, tree: dict[str, str], code: str) -> list[int]:
    report = scan(plant(root, tree), Config(), datetime.date(2026, 1, 1))
    return [item.location.line for item in report.findings if item.code == code]


@pytest.mark.parametrize(
    "definition",
    [
        "async function save() { await fetch('https://example.com'); }\n",
        "const save = async () => { await fetch('https://example.com'); };\n",
        "const save =  async function keep() { await fetch('https://example.com'); };\n",
    ],
)
def test_an_async_function_of_a_script_is_known_in_each_form(tmp_path: Path, definition: str) -> None:
    assert codes(tmp_path, {"package.json": SERVER, "app.js": APP % (definition, "save();")}, "SF302") == [5]


@pytest.mark.parametrize(
    "use", ["return save();", "await save();", "void save();", "other.save();", "const a = save();"]
)
def test_what_is_waited_for_or_is_another_is_left_alone(tmp_path: Path, use: str) -> None:
    definition = "async function save() { await fetch('https://example.com'); }\n"
    tree = {"package.json": SERVER, "app.js": (APP % (definition, use)).replace("(req", "async (req")}
    assert codes(tmp_path, tree, "SF302") == []


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("    save()\n", True),
        ("\tsave()\n", True),
        ("    print(\n        save(), 1\n    )\n", False),
        ("    await save()\n", False),
        ("    return save()\n", False),
        ("    print(save())\n", False),
    ],
)
def test_a_python_statement_that_only_calls(tmp_path: Path, call: str, found: bool) -> None:
    source = "async def save(): ...\n\n\nclass Mailer:\n    async def push(self): ...\n\n\nasync def go():\n" + call
    assert bool(codes(tmp_path, {"requirements.txt": "aiohttp\n", "mail.py": source}, "SF301")) is found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("from mail import (\n    Mailer,\n    save,\n)\n\n\nasync def go():\n    save()\n", True),
        ("import mail; import os\n\n\nasync def go():\n    mail.save()\n", True),
        ("from mail import Mailer\n\nout = Mailer()\n\n\nasync def go():\n    out.push()\n", True),
        ("from mail import Mailer\n\n\nasync def go(save):\n    save()\n", False),
    ],
)
def test_a_name_of_another_file_is_imported_or_bound(tmp_path: Path, lines: str, found: bool) -> None:
    mail = "async def save(): ...\n\n\nclass Mailer:\n    async def push(self): ...\n"
    tree = {"requirements.txt": "aiohttp\n", "mail.py": mail, "use.py": lines}
    assert bool(codes(tmp_path, tree, "SF301")) is found
