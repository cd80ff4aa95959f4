from __future__ import annotations

from typing import Any

import pytest

from stackfit.model.kinds import Confidence, Role


def python(*lines: str) -> dict[str, str]:
    return {"app.py": "\n".join(lines) + "\n"}


def test_chain_runs_from_the_entry_to_the_blocker(scan: Any) -> None:
    report = scan(
        python(
            "import time",
            "def wait():",
            "    time.sleep(1)",
            "def relay():",
            "    wait()",
            "async def serve():",
            "    relay()",
        )
    )
    (call,) = report.calls
    assert [(step.location.line, step.function, step.call) for step in call.chain] == [
        (7, "serve", "relay"),
        (5, "relay", "wait"),
        (3, "wait", "time.sleep"),
    ]
    assert (call.location.line, call.symbol, call.callable, call.kind) == (3, "wait", "time.sleep", "sleep")


def test_one_finding_per_call_and_the_other_entries_are_counted(scan: Any) -> None:
    report = scan(
        python(
            "import time",
            "def wait(): time.sleep(1)",
            "async def a(): wait()",
            "async def b(): wait()",
            "async def c(): wait()",
        )
    )
    (call,) = report.calls
    assert call.others == 2


def test_cycles_end(scan: Any) -> None:
    report = scan(
        python(
            "import time",
            "def ping(n): pong(n); time.sleep(1)",
            "def pong(n): ping(n)",
            "async def play(): pong(3)",
        )
    )
    assert len(report.calls) == 1


def test_an_async_helper_of_a_handler_is_hot(scan: Any) -> None:
    report = scan(
        python(
            "import time, fastapi",
            "app = fastapi.FastAPI()",
            "async def helper(): time.sleep(1)",
            "@app.get('/')",
            "async def index(): await helper()",
        )
    )
    (call,) = report.calls
    assert call.hot
    assert call.entry_kind == "request"
    assert call.entry == "async function helper (for a request handler)"
    assert len(call.chain) == 1


@pytest.mark.parametrize(
    "call",
    [
        "queue.get(block=False)",
        "queue.get(False)",
        "lock.acquire(blocking=False)",
        "time.sleep(0)",
    ],
)
def test_calls_that_return_at_once_are_left_alone(scan: Any, call: str) -> None:
    report = scan(
        python(
            "import queue as q, threading, time",
            "queue, lock = q.Queue(), threading.Lock()",
            "queue = q.Queue()",
            "lock = threading.Lock()",
            "async def serve():",
            f"    {call}",
        )
    )
    assert not report.calls


def test_what_is_awaited_does_not_block(scan: Any) -> None:
    assert not scan(python("import requests", "async def f(): await requests.get('x')")).calls


def test_sync_functions_nobody_calls_are_cut_and_counted(scan: Any) -> None:
    report = scan(python("import time", "def wait(): time.sleep(1)", "async def other(): pass"))
    assert not report.calls
    assert report.chains_cut == 1


def test_tests_are_silent(scan: Any) -> None:
    assert not scan(python("import time", "async def f(): time.sleep(1)"), role=Role.TEST).calls


def test_exhaustive_parsing_finds_the_same(scan: Any) -> None:
    sources = python("import time", "async def f(): time.sleep(1)") | {"b.py": "x = 1\n"}
    assert scan(sources).calls == scan(sources, exhaustive=True).calls


def test_order_of_files_does_not_matter(scan: Any) -> None:
    sources = dict.fromkeys(("b.py", "a.py"), "import time\nasync def f(): time.sleep(1)\n")
    assert scan(sources).calls == scan(dict(reversed(sources.items()))).calls


def test_doubtful_decorators_lower_the_confidence(scan: Any) -> None:
    report = scan(
        python("import time, extra", "@extra.logged", "def wait(): time.sleep(1)", "async def serve(): wait()")
    )
    (call,) = report.calls
    assert call.confidence is Confidence.PROBABLE


def test_properties_run_where_they_are_read(scan: Any) -> None:
    source = """
class Store:
    @property
    def text(self):
        return open("text").read()
    @text.setter
    def text(self, value):
        open("text", "w").write(value)
    async def load(self):
        return self.text
    async def save(self):
        self.text = 1
    def unused(self):
        return self.text
"""
    chains = [[step.function for step in call.chain] for call in scan({"a.py": source}).calls]
    assert chains == [["Store.load", "Store.text"], ["Store.save", "Store.text"]]


def test_super_leads_to_the_base(scan: Any) -> None:
    source = """
import time
class Base:
    def load(self):
        time.sleep(1)
class Store(Base):
    def load(self):
        super().load()
    async def run(self):
        self.load()
"""
    (call,) = scan({"a.py": source}).calls
    assert [step.call for step in call.chain] == ["self.load", "super().load", "time.sleep"]


@pytest.mark.parametrize(
    ("loop", "found"),
    [
        ("while chunk := await r.read():\n            out.write(chunk)", ["open", "out.write"]),
        ("for row in rows:\n            out.write(row)", ["open"]),
        ("out.write(await r.read())", ["open"]),
    ],
)
def test_writes_count_where_a_download_is_copied(scan: Any, loop: str, found: list[str]) -> None:
    source = f"async def f(r, rows):\n    with open('a', 'wb') as out:\n        {loop}\n"
    assert [call.callee for call in scan({"a.py": source}).calls] == found


def test_endless_chains_take_no_endless_time(scan: Any) -> None:
    """Each function calls the next twice: 2 to the 500th ways lead to the call, and none is told at full length."""
    lines = [
        "const fs = require('fs');",
        "const http = require('http');",
        "async function f0() { fs.readFileSync('x'); }",
    ]
    lines += [f"async function f{number}() {{ f{number - 1}(); f{number - 1}(); }}" for number in range(1, 500)]
    (call,) = scan({"a.js": "\n".join([*lines, "f499();"])}).calls
    assert call.entry_kind == "start-up"


def test_a_chain_longer_than_anyone_writes_is_cut(scan: Any) -> None:
    lines = ["import time", "def f0(): time.sleep(1)"]
    lines += [f"def f{number}(): f{number - 1}()" for number in range(1, 3000)]
    report = scan(python(*lines, "async def main(): f2999()"))
    assert not report.calls
    assert report.chains_cut == 1


EXPRESS = "const express = require('express'); const fs = require('fs'); const app = express();\n"


def test_an_object_that_is_passed_along_is_not_built_again(scan: Any) -> None:
    source = (
        "import fs from 'fs'; import { Server as Sockets } from 'socket.io';",
        "class Server {",
        "  constructor() {",
        "    this.page = fs.readFileSync('index.html');",
        "    const io = new Sockets();",
        "    io.on('connection', (socket) => { for (const one of this.handlers) one.create(socket, this); });",
        "  }",
        "}",
    )
    assert not scan({"server.ts": "\n".join(source)}).calls


@pytest.mark.parametrize(
    ("call", "cost"),
    [
        ("fs.rmSync(path)", "light"),
        ("fs.rmSync(path, { force: true })", "light"),
        ("fs.rmSync(path, { recursive: true })", "heavy"),
        ("fs.cpSync(path, other)", "medium"),
        ("fs.cpSync(path, other, { recursive: true })", "heavy"),
    ],
)
def test_an_option_makes_a_call_heavy(scan: Any, call: str, cost: str) -> None:
    (found,) = scan({"server.js": EXPRESS + f"app.get('/', (req, res) => {call});"}).calls
    assert found.cost == cost


def test_an_anonymous_handler_is_named_by_its_registration(scan: Any) -> None:
    report = scan({"server.js": EXPRESS + "app.post('/orders', wrap(async (req, res) => fs.readFileSync('x')));"})
    assert [call.entry for call in report.calls] == ['request handler app.post("/orders")']


def test_an_anonymous_handler_without_a_path_is_named_by_its_line(scan: Any) -> None:
    report = scan({"server.js": EXPRESS + "app.use((req, res) => fs.readFileSync('x'));"})
    assert [call.entry for call in report.calls] == ["request handler at line 2"]


def test_a_feed_that_is_text_already_is_not_fetched(scan: Any) -> None:
    source = ("import feedparser", "async def news(client):")
    assert not scan(python(*source, "    feedparser.parse(await client.text())")).calls
    assert scan(python(*source, "    feedparser.parse(URL)")).calls
    fetched = ("import feedparser, httpx", "async def news():", "    page = await httpx.AsyncClient().get(URL)")
    assert not scan(python(*fetched, "    text = page.text", "    feedparser.parse(text)")).calls
    assert scan(python(*fetched, "    feedparser.parse(URL)")).calls


def test_fixtures_of_tests_serve_nobody(scan: Any) -> None:
    lines = ("import subprocess", "import pytest_asyncio", "@pytest_asyncio.fixture")
    assert not scan(python(*lines, "async def repo():", "    subprocess.run(['git', 'init'])")).calls
