"""Work grows with the code, not with its square: twice the hostile file takes about twice the calls of functions."""

from __future__ import annotations

import datetime
import itertools
import sys
from collections.abc import Callable, Mapping
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
    "arguments that were asked for": (
        "app.py",
        repeat(
            "    if c.a is None: return\n    g(c.a)\n",
            PYTHON + "def g(c):\n    if c is None: time.sleep(1)\nasync def f(c):\n",
        ),
    ),
    "what is made when it is asked for": (
        "app.py",
        repeat(
            "    if kept: return\n    time.sleep(1)\n",
            PYTHON + "kept = 0\n@app.get('/')\nasync def f():\n    global kept\n    kept = 1\n",
        ),
    ),
    "functions that make what they keep": (
        "app.py",
        numbered(
            "k{0} = None\ndef g{0}():\n    global k{0}\n    if k{0} is None: k{0} = time.sleep(1)\n"
            "g{0}()\nasync def f{0}(): g{0}()\n",
            PYTHON,
        ),
    ),
    "calls after early returns": (
        "app.py",
        repeat("    if x: return\n    time.sleep(1)\n", PYTHON + "async def f(x):\n"),
    ),
    "calls after conditions, in a helper": (
        "app.py",
        repeat("    if x: pass\n    time.sleep(1)\n", HANDLER + "    g(1)\ndef g(x):\n"),
    ),
    "suppressions": ("app.py", repeat("    time.sleep(1)  # stackfit: ignore[SF101] known\n", HANDLER)),
    "suppressions above": ("app.py", repeat("    # stackfit: ignore[SF999]\n    time.sleep(1)\n", HANDLER)),
    "unused suppressions": ("app.py", repeat("# stackfit: ignore[SF101]\n", HANDLER + "    return 1\n")),
    "one long line": ("app.py", repeat("time.sleep(1); ", HANDLER + "    ")),
    "classes": ("app.py", numbered("class C{0}(C{1}): pass\n", PYTHON)),
    "methods": ("app.py", numbered("    def m{0}(self): self.m{1}()\n", PYTHON + "class C:\n")),
    "methods that wait": (
        "app.py",
        numbered(
            "    async def m{0}(self):\n        time.sleep(1)\n",
            PYTHON + "class C:\n",
            "async def f(c: C):\n    c.m1()\n",
        ),
    ),
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


def count_calls(run: Callable[[], object], most: int = 50_000_000) -> int:
    """How many functions are called, of Python and of C; beyond `most` nobody wants to wait for the answer."""
    counter = itertools.count()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event in ("call", "c_call") and next(counter) == most:
            pytest.fail(f"more than {most:,} calls")

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


LEVELS = 20
READER = "function g() { require('fs').readFileSync('a'); }\n"
Level = Callable[[int], Mapping[str, str]]


def pair(number: int, text: str, end: str, ending: str = "py") -> dict[str, str]:
    """Two modules that both refer to the two below."""
    return {f"{name}{number}.{ending}": text.format(number + 1) if number < LEVELS else end for name in "ab"}


# What refers to two of its kind, which do the same, and so on: there are 2 ** LEVELS ways through it.
DOUBLINGS: dict[str, tuple[dict[str, str], Level]] = {
    "stars of Python": (
        {"app.py": "from a0 import *\nasync def f(): g(); h()\n"},
        lambda n: pair(n, "from a{0} import *\nfrom b{0} import *\n", "import time\ndef g(): time.sleep(1)\n"),
    ),
    "stars of JavaScript": (
        {"app.js": "import {g, h} from './a0'; require('express')().get('/', (q, r) => { g(); h(); });\n"},
        lambda n: pair(n, "export * from './a{0}'; export * from './b{0}';\n", f"export {READER}", "js"),
    ),
    "scripts of npm": (
        {},
        lambda n: {
            "package.json": '{"scripts": {'
            + ", ".join(f'"s{i}": "npm run s{i + 1} && npm run s{i + 1}"' for i in range(n))
            + "}}"
        },
    ),
    "shell scripts": (
        {"Procfile": "web: sh s0.sh\n"},
        lambda n: {f"s{n}.sh": f"sh s{n + 1}.sh && sh s{n + 1}.sh\n./s{n + 1}.sh\n"},
    ),
    "includes of requirements": (
        {"requirements.txt": "-r r0.txt\n"},
        lambda n: {f"r{n}.txt": f"-r r{n + 1}.txt\n-r ./r{n + 1}.txt\n-c r{n + 1}.txt\n"},
    ),
    "settings of TypeScript": (
        {"tsconfig.json": '{"extends": "./t0.json"}', "a.ts": "import x from '@/b';\n"},
        lambda n: {f"t{n}.json": f'{{"extends": ["./t{n + 1}.json", "./t{n + 1}.json"]}}'},
    ),
    "variables of a Dockerfile": (
        {},
        lambda n: {
            "Dockerfile": "FROM python:3.12\nENV A0=xxxxxxxxxxxx\n"
            + "".join(f"ENV A{i + 1}=${{A{i}}}$A{i}\n" for i in range(n))
            + f"CMD python $A{n}\n"
        },
    ),
    "bases of classes": (
        {},
        lambda n: {
            "c.py": "class A0: pass\nclass B0: pass\n"
            + "".join(f"class {x}{i}(A{i - 1}, B{i - 1}): pass\n" for i in range(1, n) for x in "AB")
            + f"async def f(): A{n - 1}().go()\n"
        },
    ),
    "results of functions": (
        {},
        lambda n: {
            "r.py": "import time\ndef f0(): return time\n"
            + "".join(f"def f{i}(): return f{i - 1}() or f{i - 1}()\n" for i in range(1, n))
            + f"async def f(): f{n - 1}().go()\n"
        },
    ),
}


@pytest.mark.parametrize("name", DOUBLINGS)
def test_what_refers_to_its_like_twice_is_not_followed_on_every_way(name: str, tmp_path: Path) -> None:
    fixed, level = DOUBLINGS[name]
    levels = {path: text for number in range(LEVELS + 1) for path, text in level(number).items()}
    root = plant(tmp_path, {**fixed, **levels})
    assert count_calls(lambda: scan(root, Config(), datetime.date(2026, 1, 1)), 5_000_000) < 5_000_000


def test_modules_that_all_take_all_names_of_one_another(tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(25)]
    stars = "".join(f"from {name} import *\n" for name in names)
    barrels = "".join(f"export * from './{name}';\n" for name in names)
    tree = {f"{name}.py": stars for name in names} | {f"{name}.js": barrels for name in names}
    tree |= {
        "app.py": f"import time\n{stars}def g(): time.sleep(1)\nasync def f(): g(); h()\n",
        "last.py": f"{stars}async def f(): g(); h()\n",
        "app.js": f"{barrels}{READER}",
        "last.js": "import {g, h} from './m0'; require('express')().get('/', (q, r) => { g(); h(); });\n",
    }
    root = plant(tmp_path, {**tree, "package.json": "{}", "requirements.txt": "flask\n"})
    assert count_calls(lambda: scan(root, Config(), datetime.date(2026, 1, 1)), 5_000_000) < 5_000_000
