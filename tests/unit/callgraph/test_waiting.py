"""Calls that can wait and do not where they stand, and ways that no object can take."""

from __future__ import annotations

from typing import Any

import pytest

QUEUE = "import queue\nasync def f(xs):\n    q = queue.Queue()\n"


@pytest.mark.parametrize(
    "source",
    [
        f"{QUEUE}    q.put(xs)\n    while q.qsize() > 0:\n        q.get()\n",
        f"{QUEUE}    q.put(xs)\n    return q.get()\n",
        "import queue\nQ = queue.Queue()\nasync def f():\n    if not Q.empty():\n        return Q.get()\n",
        "from queue import Queue\nclass Bytes(Queue):\n    def __init__(self, xs):\n        for x in xs: self.put(x)\n"
        "    async def f(self): return self.get()\n",
        "import asyncio, time\ndef pause():\n    try:\n        asyncio.get_running_loop()\n    except RuntimeError:\n"
        "        time.sleep(1)\nasync def f(): pause()\n",
        "import sqlite3\nclass Pool:\n    def __init__(self): self.db = sqlite3.connect(':memory:')\n"
        "    async def f(self):\n        cursor = self.db.cursor()\n        cursor.execute('x')\n"
        "        return self.db.execute('y').fetchall()\n",
        "import importlib\ndef find(name):\n    if name in globals(): return globals()[name]\n"
        "    return importlib.import_module(name)\nasync def f(): find('x')\n",
        "import socket\nasync def f(h): return socket.getaddrinfo(h, 1, flags=socket.AI_NUMERICHOST)\n",
        "import select, sys, tty\nasync def f(fd):\n    tty.setcbreak(fd)\n    select.select([sys.stdin], [], [], 1)\n",
        "import asyncio, time\ndef pause(loop):\n    if not loop.is_running():\n        time.sleep(1)\n"
        "async def f(loop): pause(loop)\n",
    ],
)
def test_what_does_not_wait(scan: Any, source: str) -> None:
    assert not scan({"app.py": source}).calls


@pytest.mark.parametrize(
    "source",
    [
        f"{QUEUE}    start(q)\n    return q.get()\n",
        "import queue\nQ = queue.Queue()\nasync def f():\n    return Q.get()\n",
        "import sqlite3\nclass Pool:\n    def __init__(self, path): self.db = sqlite3.connect(path)\n"
        "    def forget(self): self.db = sqlite3.connect(':memory:')\n    async def f(self): self.db.execute('x')\n",
        "import asyncio, time\ndef tick():\n    time.sleep(1)\n    asyncio.get_running_loop().call_later(1, tick)\n"
        "async def f(): tick()\n",
    ],
)
def test_what_waits_all_the_same(scan: Any, source: str) -> None:
    assert scan({"app.py": source}).calls


BASE = "class Base:\n    def run(self): raise NotImplementedError\n    def go(self): self.run()\n"
SLOW = "class Slow(Base):\n    def run(self): time.sleep(1)\n"


@pytest.mark.parametrize(
    ("user", "found"),
    [
        ("class Other(Base):\n    def run(self): ...\n    async def start(self): self.go()\n", 0),
        ("class Slower(Slow):\n    async def start(self): self.go()\n", 1),
        ("async def start(it: Base): it.go()\n", 1),
        ("class Other(Base): ...\nasync def start(it: Other): it.go()\n", 0),
    ],
)
def test_a_class_does_not_run_the_methods_of_one_beside_it(scan: Any, user: str, found: int) -> None:
    assert len(scan({"app.py": f"import time\n{BASE}{SLOW}{user}"}).calls) == found


def test_a_function_in_a_class_may_be_a_decorator_of_its_methods(scan: Any) -> None:
    source = """import time
class Device:
    def locked(f):
        def inner(self): return f(self)
        return inner
    def __call__(self): time.sleep(1)
    @locked
    def read(self): return 1
    async def show(self): self.read()
"""
    assert not scan({"app.py": source}).calls
