"""How sure a finding is: definite where all of its way is seen to be taken."""

from __future__ import annotations

from typing import Any

import pytest

APP = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n"
CALL = "@app.get('/')\nasync def show(x=None): return load(x)\n"


def surest(report: Any) -> list[str]:
    """Name the confidences of all calls."""
    return [call.confidence.value for call in report.calls]


@pytest.mark.parametrize(
    "code",
    [
        "@app.get('/')\nasync def show(x):\n    if x:\n        time.sleep(1)\n",
        f"def load(x): time.sleep(1)\n{CALL}",
        f"def load(x):\n    for i in x: inner(i)\ndef inner(x): time.sleep(1)\n{CALL}",
    ],
)
def test_definite_is_what_a_handler_comes_to_by_itself(scan: Any, code: str) -> None:
    assert surest(scan({"app.py": APP + code})) == ["definite"]


@pytest.mark.parametrize(
    "code",
    [
        f"def load(x):\n    if x: time.sleep(1)\n{CALL}",
        f"def load(x):\n    if x.ready:\n        return 1\n    inner(x)\ndef inner(x): time.sleep(1)\n{CALL}",
        f"def load(x): a(x)\ndef a(x): b(x)\ndef b(x): time.sleep(1)\n{CALL}",
    ],
)
def test_probable_is_what_others_decide_on_the_way(scan: Any, code: str) -> None:
    assert surest(scan({"app.py": APP + code})) == ["probable"]


def test_in_node_too(scan: Any) -> None:
    head = (
        "const fs = require('fs'); const app = require('express')();\napp.get('/', (req, res) => res.send(load(1)));\n"
    )
    assert surest(scan({"a.js": head + "function load(x) { return fs.readFileSync('a') }"})) == ["definite"]
    assert surest(scan({"a.js": head + "function load(x) { if (x) return fs.readFileSync('a') }"})) == ["probable"]


SLEEPS = "import time\nasync def report(x): time.sleep(1)\n"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"b.py": "async def other(): pass\n"},
        {"b.py": "def use(module): return module.report\n"},
    ],
)
def test_a_coroutine_that_nobody_names_is_probable(scan: Any, more: dict[str, str]) -> None:
    assert surest(scan({"a.py": SLEEPS} | more)) == ["probable"]


@pytest.mark.parametrize(
    "files",
    [
        {"a.py": SLEEPS, "b.py": "import a\ndef use(): return a.report\n"},
        {"a.py": SLEEPS.replace("async def", "@somebody\nasync def")},
        {"a.py": "import time\nfrom lib import Base\nclass A(Base):\n    async def report(self): time.sleep(1)\n"},
        {"a.py": "import time\nasync def on_report(x): time.sleep(1)\n"},
        {"a.py": SLEEPS + "TABLE = {'report': report}\n"},
    ],
)
def test_one_that_somebody_may_run_is_definite(scan: Any, files: dict[str, str]) -> None:
    assert surest(scan(files)) == ["definite"]


@pytest.mark.parametrize("kept", ["TABLE = {'report': report}", "TABLE = [report]", "run(other, report)"])
def test_a_function_in_a_table_is_not_taken_for_unused(scan: Any, kept: str) -> None:
    files = {"a.py": f"{SLEEPS}async def other(): pass\n{kept}\n", "b.py": "from a import other\nother()\n"}
    assert surest(scan(files)) == ["definite"]
    assert surest(scan(files | {"a.py": f"{SLEEPS}async def other(): pass\n# {kept}\n"})) == ["possible"]


STORE = "import time\nclass Store:\n    async def report(self): time.sleep(1)\n"
USE = "async def use(store): await store.report()\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", "probable"),
        ("from a import Store\n", "possible"),
        ("from a import (\n    Store,\n)\n__all__ = ['Store']\n", "possible"),
        ("# Store() is made elsewhere\n", "probable"),
        ("from a import Store\nstore = Store()\n", "definite"),
        ("from a import Store as S\nstore = S()\n", "definite"),
        ("from a import Store\nstore = make(Store)\n", "definite"),
        ("from a import Store\nSTORES = {'it': Store}\n", "definite"),
        ("from a import (\n    Store,\n)\nSTORES = [\n    Store,\n]\n", "definite"),
        ("import a\nclass Other(a.Store): pass\n", "definite"),
    ],
)
def test_a_class_that_nobody_makes(scan: Any, more: str, expected: str) -> None:
    assert surest(scan({"a.py": STORE, "b.py": more + USE})) == [expected]
