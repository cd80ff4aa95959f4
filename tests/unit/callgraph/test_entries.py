from __future__ import annotations

from typing import Any

import pytest

from stackfit.model.kinds import Confidence

EXPRESS = "const express = require('express'); const fs = require('fs'); const app = express();\n"


def kinds(report: Any) -> list[str]:
    return [call.entry_kind for call in report.calls]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("app.get('/', (req, res) => fs.readFileSync('x'));", "request"),
        ("function handler(req, res) { fs.readFileSync('x') }\napp.get('/', handler);", "request"),
        ("exports.show = (req, res) => { fs.readFileSync('x') };", "request"),
        ("setInterval(() => fs.readFileSync('x'), 10);", "timer"),
        ("app.use(express.json()); app.use((q, s, n) => { q.on('end', () => fs.readFileSync('x')); });", "request"),
    ],
)
def test_node_handlers(scan: Any, source: str, kind: str) -> None:
    assert kinds(scan({"server.js": EXPRESS + source})) == [kind]


@pytest.mark.parametrize(
    "source",
    [
        "const page = fs.readFileSync('x');",
        "app.set('page', fs.readFileSync('x')); app.use(express.static(fs.realpathSync('.')));",
        "function load() { return fs.readFileSync('x') }\nload();",
        "[1].forEach(() => fs.readFileSync('x'));",
    ],
)
def test_node_module_level_code_is_silent(scan: Any, source: str) -> None:
    assert not scan({"server.js": EXPRESS + source}).calls


@pytest.mark.parametrize(
    "source",
    [
        "app.listen(1, () => fs.readFileSync('x'));",
        "process.on('exit', () => fs.readFileSync('x'));",
        "async function main() { fs.readFileSync('x') }\nmain();",
    ],
)
def test_node_start_up_code_is_known_as_such(scan: Any, source: str) -> None:
    assert set(kinds(scan({"server.js": EXPRESS + source}))) == {"start-up"}


def test_python_main_coroutine_alone_on_its_loop(scan: Any) -> None:
    source = "import asyncio\nasync def main(): open('x')\nasyncio.run(main())\n"
    assert kinds(scan({"tool.py": source})) == ["main"]


def test_python_main_coroutine_that_shares_its_loop(scan: Any) -> None:
    source = """import asyncio
async def f(): open('y')
async def main():
    await asyncio.start_server(f)
    asyncio.create_task(f())
    open('x')
asyncio.run(main())
"""
    assert kinds(scan({"tool.py": source})) == ["socket", "start-up"]


def test_python_coroutines_awaited_together_share_the_loop_with_each_other_alone(scan: Any) -> None:
    source = """import asyncio
async def f(): open('y')
async def main():
    await asyncio.gather(f(), f())
    open('x')
asyncio.run(main())
"""
    assert [(call.entry_kind, call.confidence.value) for call in scan({"tool.py": source}).calls] == [
        ("main", "probable"),
        ("main", "possible"),
    ]


@pytest.mark.parametrize(
    ("base", "method", "kind"),
    [
        ("tornado.web.RequestHandler", "get", "request"),
        ("asyncio.Protocol", "data_received", "socket"),
    ],
)
def test_sync_methods_that_the_loop_calls(scan: Any, base: str, method: str, kind: str) -> None:
    module = base.partition(".")[0]
    source = f"import {module}.web, time\nclass H({base}):\n    def {method}(self): time.sleep(1)\n"
    source = source.replace("asyncio.web", "asyncio")
    assert kinds(scan({"h.py": source})) == [kind]


def test_sync_endpoints_run_in_a_thread_pool(scan: Any) -> None:
    source = (
        "import fastapi, time\napp = fastapi.FastAPI()\n@app.get('/')\ndef f(): time.sleep(1)\nasync def g(): ...\n"
    )
    assert not scan({"h.py": source}).calls


def test_lifespan_is_start_up(scan: Any) -> None:
    source = (
        "import fastapi\nasync def lifespan(app):\n    open('x')\n    yield\napp = fastapi.FastAPI(lifespan=lifespan)\n"
    )
    assert kinds(scan({"h.py": source})) == ["start-up"]


def test_async_functions_in_a_table_are_served(scan: Any) -> None:
    table = "async function fromYaml(p) { return fs.readFileSync(p); }\nconst readers = { yaml: fromYaml };"
    (call,) = scan({"server.js": EXPRESS + table}).calls
    assert call.confidence is Confidence.PROBABLE


def test_async_functions_handed_on_at_start_up_are_not_known_to_be_served(scan: Any) -> None:
    source = "async function prepare() { fs.readFileSync('x'); }\nready.then(prepare);"
    (call,) = scan({"server.js": EXPRESS + source}).calls
    assert call.confidence is Confidence.POSSIBLE


@pytest.mark.parametrize(
    ("last", "kind"), [("loop.run_forever()", "start-up"), ("loop.run_until_complete(w)", "callback")]
)
def test_what_is_put_on_a_loop_before_it_starts_is_start_up_code(scan: Any, last: str, kind: str) -> None:
    source = "import asyncio, time\nfrom control import Control\ndef main(w):\n    loop = asyncio.get_event_loop()\n"
    control = "import time\nclass Control:\n    def start(self): time.sleep(1)\n"
    sources = {"control.py": control, "main.py": f"{source}    loop.call_soon(Control().start)\n    {last}\n"}
    assert [call.entry_kind for call in scan(sources).calls] == [kind]


@pytest.mark.parametrize(
    ("put", "shown"),
    [
        ("setattr(self, self.request.method.lower(), wrap(self.get))", False),
        ("setattr(self, 'started', 1)", True),
        ("setattr(other, name(), 1)", True),
    ],
)
def test_methods_that_are_exchanged_for_others_that_take_work_off_the_loop(scan: Any, put: str, shown: bool) -> None:
    base = (
        "from functools import partial\nfrom tornado.ioloop import IOLoop\nfrom tornado.web import RequestHandler\n"
        "def wrap(method):\n    async def run(*args):\n"
        "        await IOLoop.current().run_in_executor(None, partial(method, *args))\n    return run\n"
        f"class Base(RequestHandler):\n    def initialize(self, other=None):\n        {put}\n"
    )
    page = "import time\nfrom base import Base\nclass Page(Base):\n    def get(self): time.sleep(1)\n"
    (call,) = scan({"base.py": base, "page.py": page}).calls
    assert (call.confidence.value != "possible") is shown


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("main();\n", 0),
        ("if (require.main === module) main();\n", 0),
        ("main();\nhttp.createServer(handle).listen(1);\n", 1),
        ("main();\nsetInterval(main, 1000);\n", 1),
        ("", 1),
    ],
)
def test_a_script_that_listens_to_nobody_is_a_command(scan: Any, more: str, count: int) -> None:
    source = (
        "import fs from 'fs';\nimport http from 'http';\nexport async function send() { await identify(); }\n"
        "async function identify() { fs.readFileSync('x'); }\nasync function main() { later(send); }\n"
    )
    found = scan({"track.mjs": source + more}).calls
    shown = [call for call in found if call.confidence is not Confidence.POSSIBLE and call.entry_kind != "start-up"]
    assert len(shown) == count
