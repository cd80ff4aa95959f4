from __future__ import annotations

from typing import Any

import pytest

HEAD = """import asyncio, time
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor()
def wait(): time.sleep(1)
"""


def lines(report: Any) -> list[int]:
    return [call.chain[0].location.line for call in report.calls]


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.to_thread(wait)",
        "await asyncio.to_thread(lambda: wait())",
        "await asyncio.get_running_loop().run_in_executor(None, wait)",
        "pool.submit(wait)",
        "return wait",
        "library.schedule(wait)",
    ],
)
def test_references_are_not_calls(scan: Any, body: str) -> None:
    assert not scan({"a.py": f"{HEAD}async def f(library):\n    {body}\n"}).calls


@pytest.mark.parametrize(
    "body",
    [
        "wait()",
        "await asyncio.to_thread(print, wait())",
        "[wait() for _ in 'ab']",
        "list(map(lambda _: wait(), 'ab'))",
        "sorted('ab', key=lambda _: wait())",
    ],
)
def test_what_is_worked_out_here_runs_here(scan: Any, body: str) -> None:
    assert lines(scan({"a.py": f"{HEAD}async def f():\n    {body}\n"})) == [6]


def test_methods_are_found_through_self_and_bases(scan: Any) -> None:
    source = "import time\nclass A:\n    def w(self): time.sleep(1)\nclass B(A):\n    async def f(self): self.w()\n"
    assert lines(scan({"a.py": source})) == [5]


def test_methods_are_found_through_instances(scan: Any) -> None:
    source = "import time\nclass A:\n    def w(self): time.sleep(1)\nasync def f():\n    a = A()\n    a.w()\n"
    assert lines(scan({"a.py": source})) == [6]


def test_constructors_run_where_the_object_is_made(scan: Any) -> None:
    source = "import time\nclass A:\n    def __init__(self): time.sleep(1)\nasync def f():\n    A()\n"
    assert lines(scan({"a.py": source})) == [5]


def test_an_awaited_call_of_a_decorated_function_may_run_elsewhere(scan: Any) -> None:
    source = f"import mine\n{HEAD}@mine.threaded\ndef g(): wait()\nasync def f(): await g()\n"
    assert not scan({"a.py": source}).calls


def test_a_generator_that_is_passed_on_does_not_run_here(scan: Any) -> None:
    generator = f"{HEAD}def g():\n    wait()\n    yield 1\n"
    source = f"{generator}async def f(): return library(g())\nasync def h(): return list(g())\n"
    assert lines(scan({"a.py": source})) == [9]


def test_a_local_function_hides_the_builtin(scan: Any) -> None:
    assert not scan({"a.py": "async def f():\n    def open(): pass\n    open()\n"}).calls


def test_javascript_callbacks_run_where_they_are_given(scan: Any) -> None:
    source = """const fs = require('fs'); const app = require('express')();
app.get('/', (req, res) => { names.map((n) => fs.statSync(n)); load().then(() => fs.statSync('x')); });
const { Worker } = require('worker_threads');
"""
    assert lines(scan({"a.js": source})) == [2, 2]


def test_handing_on_what_a_function_gave_back_does_not_call_it_again(scan: Any) -> None:
    source = """
    const fs = require("fs");
    const settings = load("settings.json");
    function load(name) { return JSON.parse(fs.readFileSync(name)); }
    const app = require("express")();
    app.get("/", (request, response) => response.send(settings));
    """
    assert not scan({"app.js": source}).calls


def test_an_awaited_sync_method_is_overridden_by_a_coroutine(scan: Any) -> None:
    source = "import time\nclass A:\n    def w(self): time.sleep(1)\n    async def f(self): await self.w()\n"
    assert not scan({"a.py": source}).calls
