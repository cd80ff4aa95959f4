"""Work grows with the code, not with its square: twice the hostile file takes about twice the calls of functions."""

from __future__ import annotations

import datetime
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from small_repos import plant
from stackfit.config import Config
from stackfit.pipeline import scan

SMALL = 150
MOST_GROWTH = 2.7
Make = Callable[[int], str]


def repeat(text: str, head: str = "", tail: str = "") -> Make:
    return lambda count: head + text * count + tail


def numbered(text: str, head: str = "", tail: str = "") -> Make:
    return lambda count: head + "".join(text.format(number, number + 1) for number in range(count)) + tail.format(count)


PYTHON = "import time\nimport httpx\nfrom fastapi import FastAPI\napp = FastAPI()\n"
SCRIPT = "const fs = require('fs');\nconst app = require('express')();\n"
HANDLER = PYTHON + "@app.get('/')\nasync def f(c):\n"

CASES: dict[str, tuple[str, Make]] = {
    "blocking calls in one function": ("app.py", repeat("    time.sleep(1)\n", HANDLER)),
    "blocking functions": ("app.py", repeat("async def f():\n    time.sleep(1)\n", PYTHON)),
    "a chain of functions": (
        "app.py",
        numbered("def f{0}():\n    f{1}()\n", PYTHON, "def f{0}():\n    time.sleep(1)\n"),
    ),
    "many entries to one call": (
        "app.py",
        numbered("async def f{0}():\n    g()\n", PYTHON + "def g():\n    time.sleep(1)\n"),
    ),
    "clauses that do nothing": ("app.py", repeat("    try:\n        c.save(1)\n    except:\n        pass\n", HANDLER)),
    "branches": ("app.py", repeat("    if c: time.sleep(1)\n", HANDLER)),
    "suppressions": ("app.py", repeat("    time.sleep(1)  # stackfit: ignore[SF101] known\n", HANDLER)),
    "suppressions above": ("app.py", repeat("    # stackfit: ignore[SF999]\n    time.sleep(1)\n", HANDLER)),
    "unused suppressions": ("app.py", repeat("# stackfit: ignore[SF101]\n", HANDLER + "    return 1\n")),
    "one long line": ("app.py", repeat("time.sleep(1); ", HANDLER + "    ")),
    "classes": ("app.py", numbered("class C{0}(C{1}): pass\n", PYTHON)),
    "methods": ("app.py", numbered("    def m{0}(self): self.m{1}()\n", PYTHON + "class C:\n")),
    "clients": ("app.py", repeat("    c = httpx.AsyncClient()\n", HANDLER)),
    "awaits in loops": ("app.py", repeat("    for i in c:\n        await c.get(i)\n", HANDLER)),
    "dropped coroutines": ("app.py", repeat("    g()\n", PYTHON + "async def g(): pass\nasync def f():\n")),
    "calls without a timeout": ("app.py", repeat("httpx.get('x', timeout=None)\n", PYTHON)),
    "nested loops": ("app.py", repeat("    for a in c:\n        for b in c:\n            d += a * b\n", HANDLER)),
    "aliases": ("app.py", numbered("t{1} = t{0}\n", PYTHON + "t0 = time\n", "async def f(): t{0}.sleep(1)\n")),
    "imports": ("app.py", repeat("from a import b as c\n", PYTHON)),
    "expressions of JavaScript": ("app.js", repeat("/(a+)+$/.test(x);\n", SCRIPT)),
    "routes": ("app.js", repeat("app.get('/', (q, r) => { fs.readFileSync('a'); });\n", SCRIPT)),
    "promises": ("app.js", repeat("  g();\n", SCRIPT + "async function g() {}\nasync function f() {\n", "}\n")),
    "emitters": ("app.js", repeat("require('net').connect(1);\n", SCRIPT)),
    "chained assignments": ("app.js", numbered("exports.a{0} =\n", SCRIPT, "1;\n")),
    "chained calls": ("app.js", repeat(".then(f)\n", SCRIPT + "x\n")),
    "callbacks in callbacks": ("app.js", lambda count: SCRIPT + "f(() => {\n" * count + "});\n" * count),
    "dependencies": ("requirements.txt", numbered("p{0}>=1; python_version > '3'\n")),
    "tables": ("pyproject.toml", numbered("[tool.t{0}]\na = {1}\n")),
    "broken tables": ("pyproject.toml", numbered("[tool.t{0}]\na = \n")),
    "locked packages": ("poetry.lock", numbered('[[package]]\nname = "p{0}"\nversion = "1"\n')),
    "services": ("docker-compose.yml", numbered("  s{0}: {{image: 'node:20', command: node a.js}}\n", "services:\n")),
    "instructions": ("Dockerfile", numbered("ARG A{1}=${{A{0}}}x\nRUN pip install p{0}\n", "FROM python:3.12\n")),
    "processes": ("Procfile", numbered("web{0}: gunicorn app:app\n")),
    "scripts": (
        "package.json",
        lambda count: (
            '{"scripts": {' + ", ".join(f'"s{n}": "npm run s{n + 1} && node a.js"' for n in range(count)) + "}}"
        ),
    ),
    "cells": (
        "a.ipynb",
        lambda count: (
            '{"cells": ['
            + ", ".join(['{"cell_type": "code", "source": ["import time\\n", "time.sleep(1)"]}'] * count)
            + "]}"
        ),
    ),
    "paragraphs": ("README.md", repeat("# A\n\n[a](b) `c` *d* chat bot\n")),
    "ignore rules": (".gitignore", numbered("**/a{0}*/b?\n")),
    "attributes": (".gitattributes", numbered("a{0}/** linguist-vendored\n")),
}


def count_calls(run: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C."""
    counter = itertools.count()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event in ("call", "c_call"):
            next(counter)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return next(counter)


@pytest.mark.parametrize("name", CASES)
def test_work_is_proportional_to_the_code(name: str, tmp_path: Path) -> None:
    path, make = CASES[name]

    def calls(count: int) -> int:
        root = plant(tmp_path / str(count), {"requirements.txt": "fastapi\n", path: make(count), "b.py": "x = 1\n"})
        return count_calls(lambda: scan(root, Config(), datetime.date(2026, 1, 1)))

    calls(1)  # whatever is read once and remembered
    base, once, twice = calls(1), calls(SMALL), calls(2 * SMALL)
    assert twice - base <= MOST_GROWTH * max(once - base, 20_000)
