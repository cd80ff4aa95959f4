"""What takes a function of another file off the loop, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

HUB = "import time\ndef fetch(*a): time.sleep(1)\n"


@pytest.mark.parametrize(
    "user",
    [
        "async def f(loop): await loop.run_in_executor(None, fetch)\n",
        "import functools\nasync def f(loop): await loop.run_in_executor(None, functools.partial(fetch, 1))\n",
        "async def f(loop): await loop.run_in_executor(None, lambda: fetch())\n",
        "import asyncio\nasync def off(fn, *a): return await asyncio.to_thread(fn, *a)\n"
        "async def f(): await off(fetch)\n",
        "import threading\nasync def f(): threading.Thread(target=fetch).start()\n",
        "import threading\nasync def f(): threading.Timer(1, fetch).start()\n",
        "from asgiref.sync import sync_to_async\nasync def f(): await sync_to_async(fetch)()\n",
        "from asgiref.sync import sync_to_async\ng = sync_to_async(fetch)\nasync def f(): await g()\n",
        "from asgiref.sync import sync_to_async\n@sync_to_async\ndef g(): fetch()\nasync def f(): await g()\n",
        "from concurrent.futures import ThreadPoolExecutor\nP = ThreadPoolExecutor()\nasync def f(): P.submit(fetch)\n",
        "from celery import shared_task\n@shared_task\ndef g(): fetch()\nasync def f(): g.delay()\n",
        "from fastapi import BackgroundTasks\nasync def f(b: BackgroundTasks): b.add_task(fetch)\n",
        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef f(): fetch()\n",
        "from fastapi import Depends, FastAPI\napp = FastAPI()\ndef dep(): fetch()\n"
        "@app.get('/')\nasync def f(x=Depends(dep)): ...\n",
        "import anyio\nasync def f(): await anyio.to_thread.run_sync(fetch)\n",
        "from starlette.concurrency import run_in_threadpool\nasync def f(): await run_in_threadpool(fetch)\n",
    ],
)
def test_off_the_loop(scan: Any, user: str) -> None:
    assert not scan({"hub.py": HUB, "user.py": f"from hub import fetch\n{user}"}).calls


@pytest.mark.parametrize(
    "user",
    [
        "import asyncio\nasync def f(): await asyncio.to_thread(print, fetch())\n",
        "import asyncio\ndef work(loop): loop.call_soon_threadsafe(fetch)\n"
        "async def f(loop): await asyncio.to_thread(work, loop)\n",
        "import asyncio\nasync def f(): asyncio.get_running_loop().call_soon(lambda: fetch())\n",
    ],
)
def test_back_on_the_loop_or_never_off_it(scan: Any, user: str) -> None:
    assert scan({"hub.py": HUB, "user.py": f"from hub import fetch\n{user}"}).calls


LIB = "const fs = require('fs');\nexports.load = () => fs.readFileSync('x');\n"
SERVER = "const express = require('express'); const app = express(); const { load } = require('./lib');\n"


@pytest.mark.parametrize(
    "use",
    [
        "app.get('/', (q, r) => { db.find().then(() => load()); });",
        "app.get('/', (q, r) => { q.xs.forEach(x => load(x)); });",
        "setInterval(load, 10);",
        "app.get('/', [auth, (q, r) => load()]);",
        "app.route('/').get((q, r) => load());",
        "class C { get = (q, r) => { load(); } }\nconst c = new C(); app.get('/', c.get);",
        "require('http').createServer((q, r) => { load(); }).listen(1);",
        "const { WebSocketServer } = require('ws');\n"
        "new WebSocketServer({ port: 1 }).on('connection', w => w.on('message', () => load()));",
    ],
)
def test_node_callbacks_stay_on_the_loop(scan: Any, use: str) -> None:
    assert [call.hot for call in scan({"lib.js": LIB, "server.js": SERVER + use}).calls] == [True]


@pytest.mark.parametrize(
    "use",
    [
        "const { Worker } = require('worker_threads'); app.get('/', (q, r) => { new Worker('./lib.js'); });",
        "require('child_process').fork('./lib.js');",
        "const page = load(); app.listen(1);",
    ],
)
def test_node_code_that_serves_nobody_meanwhile(scan: Any, use: str) -> None:
    assert not scan({"lib.js": LIB, "server.js": SERVER + use}).calls
