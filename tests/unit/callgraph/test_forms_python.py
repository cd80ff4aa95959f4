"""Every form in which Python code names, hands on or takes off the loop what it runs: one case each, bad and good."""

from __future__ import annotations

from typing import Any

import pytest

HUB = """import time
def slow(*args): time.sleep(1)
def quick(*args): return 1
class Hub:
    def slow(self, *args): time.sleep(1)
    def quick(self, *args): return 1
    @staticmethod
    def slow_static(): time.sleep(1)
    @staticmethod
    def quick_static(): return 1
    @classmethod
    def slow_class(cls): time.sleep(1)
    @classmethod
    def quick_class(cls): return 1
    @property
    def slow_value(self): return open('x')
    @property
    def quick_value(self): return 1
class Slow:
    def __init__(self): self.data = open('x')
    def __enter__(self): time.sleep(1)
    def __exit__(self, *error): ...
    def __iter__(self):
        time.sleep(1)
        return self
    def __next__(self): raise StopIteration
    def __call__(self): time.sleep(1)
class Quick:
    def __enter__(self): ...
    def __exit__(self, *error): ...
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __call__(self): ...
"""
# In each case NAME stands for "slow" and "quick", KIND for the class "Slow" and "Quick": the first blocks.
NAMES = {
    "relative import": "from .hub import NAME\nasync def f(): NAME()\n",
    "absolute import": "from app.hub import NAME\nasync def f(): NAME()\n",
    "aliased import": "from .hub import NAME as g\nasync def f(): g()\n",
    "module import": "import app.hub\nasync def f(): app.hub.NAME()\n",
    "aliased module": "import app.hub as h\nasync def f(): h.NAME()\n",
    "star import": "from .hub import *\nasync def f(): NAME()\n",
    "import in a function": "async def f():\n    from .hub import NAME\n    NAME()\n",
    "optional import": "try:\n    from .hub import NAME\nexcept ImportError:\n    NAME = None\nasync def f(): NAME()\n",
    "import for types": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .hub import Hub\n"
    "async def f(h: 'Hub'): h.NAME()\n",
    "passed on by a package": "from app import hub_NAME\nasync def f(): hub_NAME()\n",
    "passed on by star": "from app.inner import NAME\nasync def f(): NAME()\n",
    "another name": "from .hub import NAME\ng = NAME\nasync def f(): g()\n",
    "self": "from .hub import NAME\nclass A:\n    def go(self): NAME()\n    async def f(self): self.go()\n",
    "base class": "from .hub import Hub\nclass A(Hub):\n    async def f(self): self.NAME()\n",
    "mixin": "from .hub import Hub\nclass M: ...\nclass A(M, Hub):\n    async def f(self): super().NAME()\n",
    "static method": "from .hub import Hub\nasync def f(): Hub.NAME_static()\n",
    "class method": "from .hub import Hub\nasync def f(): Hub.NAME_class()\n",
    "annotated parameter": "from .hub import Hub\nasync def f(h: Hub): h.NAME()\n",
    "optional parameter": "from typing import Optional\nfrom .hub import Hub\n"
    "async def f(h: Optional[Hub]): h.NAME()\n",
    "parameter with a default": "from .hub import Hub\nHUB = Hub()\nasync def f(h=HUB): h.NAME()\n",
    "dataclass field": "from dataclasses import dataclass\nfrom .hub import Hub\n@dataclass\nclass A:\n    h: Hub\n"
    "    async def f(self): self.h.NAME()\n",
    "constructor assignment": "from .hub import Hub\nclass A:\n    def __init__(self): self.h = Hub()\n"
    "    async def f(self): self.h.NAME()\n",
    "constructor injection": "from .hub import Hub\nclass A:\n    def __init__(self, h: Hub): self.h = h\n"
    "    async def f(self): self.h.NAME()\n",
    "FastAPI Depends": "from fastapi import Depends\nfrom .hub import Hub\nasync def f(h=Depends(Hub)): h.NAME()\n",
    "FastAPI Annotated": "from typing import Annotated\nfrom fastapi import Depends\nfrom .hub import Hub\n"
    "async def f(h: Annotated[Hub, Depends()]): h.NAME()\n",
    "module-level instance": "from .hub import Hub\nHUB = Hub()\nasync def f(): HUB.NAME()\n",
    "factory": "from .hub import Hub\ndef make(): return Hub()\nasync def f(): make().NAME()\n",
    "property": "from .hub import Hub\nasync def f(h: Hub): return h.NAME_value\n",
    "constructor": "from .hub import KIND\nasync def f(): KIND()\n",
    "context manager": "from .hub import KIND\nBOX = KIND()\nasync def f():\n    with BOX: ...\n",
    "iterator": "from .hub import KIND\nBOX = KIND()\nasync def f():\n    for x in BOX: ...\n",
    "object that is called": "from .hub import KIND\nBOX = KIND()\nasync def f(): BOX()\n",
    "elements of a list": "from .hub import Hub\nasync def f(hs: list[Hub]):\n    for h in hs: h.NAME()\n",
    "comprehension": "from .hub import NAME\nasync def f(): return [NAME() for _ in 'ab']\n",
    "cached function": "import functools\nfrom .hub import NAME\n@functools.lru_cache\ndef g(): NAME()\n"
    "async def f(): g()\n",
    "decorator that passes through": "import functools\nfrom .hub import NAME\ndef log(g):\n    @functools.wraps(g)\n"
    "    def inner(*a): return g(*a)\n    return inner\n@log\ndef g(): NAME()\nasync def f(): g()\n",
    "partial": "import functools\nfrom .hub import NAME\ng = functools.partial(NAME, 1)\nasync def f(): g()\n",
    "partial called in place": "from functools import partial\nfrom .hub import NAME\n"
    "async def f(): partial(NAME, 1)()\n",
    "call_soon": "import asyncio\nfrom .hub import NAME\nasync def f(): asyncio.get_running_loop().call_soon(NAME)\n",
    "call_later": "import asyncio\nfrom .hub import NAME\n"
    "async def f(): asyncio.get_running_loop().call_later(1, NAME)\n",
    "done callback": "import asyncio\nfrom .hub import NAME\n"
    "async def f(t): asyncio.create_task(t).add_done_callback(NAME)\n",
    "function given to map": "from .hub import NAME\nasync def f(xs): return list(map(NAME, xs))\n",
    "sort key": "from .hub import NAME\nasync def f(xs): return sorted(xs, key=NAME)\n",
    "lambda": "from .hub import NAME\nasync def f(xs): return list(map(lambda x: NAME(x), xs))\n",
    "nested function": "from .hub import NAME\nasync def f():\n    def g(): NAME()\n    g()\n",
    "table of functions": "from .hub import NAME\nDO = {'a': NAME}\nasync def f(key): DO[key]()\n",
    "get from a table": "from .hub import NAME\nDO = {'a': NAME}\nasync def f(key): DO.get(key)()\n",
    "table of a class": "from .hub import NAME\nclass A:\n    DO = {'a': NAME}\n"
    "    async def f(self, k): self.DO[k]()\n",
    "outside module passed on": "from .hub import Hub\nfrom .passing import MODULE\n"
    "async def f(): MODULE.get('http://x')\n",
    "generator run by for": "from .hub import NAME\ndef g():\n    NAME()\n    yield 1\nasync def f():\n"
    "    for x in g(): ...\n",
    "walrus": "from .hub import Hub\nasync def f():\n    if h := Hub(): h.NAME()\n",
    "or": "from .hub import NAME\nasync def f(x): return x or NAME()\n",
    "recursion through two files": "from .hub import NAME\ndef a(n):\n    NAME()\n    b(n)\ndef b(n): a(n - 1)\n"
    "async def f(): b(3)\n",
}  # fmt: skip
REST = {
    "app/__init__.py": "from .hub import quick as hub_quick, slow as hub_slow\n",
    "app/inner/__init__.py": "from app.hub import *\n",
    "app/passing/__init__.py": "import requests as slow_module\nimport math as quick_module\n",
}
# In each case RUN(...) stands where the function is handed on; the good form names it, the bad one calls it first.
OFFLOADS = {
    "asyncio.to_thread": "import asyncio\nasync def f(): await asyncio.to_thread(X)\n",
    "run_in_executor": "async def f(loop): await loop.run_in_executor(None, X)\n",
    "partial in an executor": "from functools import partial\n"
    "async def f(loop): await loop.run_in_executor(None, partial(X, 1))\n",
    "anyio.to_thread": "import anyio\nasync def f(): await anyio.to_thread.run_sync(X)\n",
    "trio.to_thread": "import trio\nasync def f(): await trio.to_thread.run_sync(X)\n",
    "sync_to_async": "from asgiref.sync import sync_to_async\nasync def f(): await sync_to_async(X)()\n",
    "run_in_threadpool": "from starlette.concurrency import run_in_threadpool\n"
    "async def f(): await run_in_threadpool(X)\n",
    "thread": "import threading\nasync def f(): threading.Thread(target=X).start()\n",
    "process": "import multiprocessing\nasync def f(): multiprocessing.Process(target=X).start()\n",
    "executor": "from concurrent.futures import ThreadPoolExecutor\nP = ThreadPoolExecutor()\n"
    "async def f(): P.submit(X)\n",
    "process pool": "from concurrent.futures import ProcessPoolExecutor\nP = ProcessPoolExecutor()\n"
    "async def f(): P.submit(X)\n",
    "Home Assistant": "async def f(hass): await hass.async_add_executor_job(X)\n",
    "background task": "from fastapi import BackgroundTasks\nasync def f(b: BackgroundTasks): b.add_task(X)\n",
    "own helper": "import asyncio\nasync def off(fn, *a): return await asyncio.to_thread(fn, *a)\n"
    "async def f(): await off(X)\n",
    "Celery": "from celery import Celery\napp = Celery()\n@app.task\ndef g(*a): slow()\nasync def f(): g.delay(X)\n",
}  # fmt: skip
BACK = {
    "call_soon_threadsafe": "import asyncio\ndef work(loop): loop.call_soon_threadsafe(slow)\n"
    "async def f(loop): await asyncio.to_thread(work, loop)\n",
    "run_coroutine_threadsafe": "import asyncio\nasync def g(): slow()\n"
    "def work(loop): asyncio.run_coroutine_threadsafe(g(), loop)\n"
    "async def f(loop): await asyncio.to_thread(work, loop)\n",
    "anyio.from_thread": "import anyio\ndef work(): anyio.from_thread.run_sync(slow)\n"
    "async def f(): await anyio.to_thread.run_sync(work)\n",
}


def found(scan: Any, user: str) -> int:
    """Count the calls that are shown by default."""
    report = scan({**REST, "app/hub.py": HUB, "app/user.py": user})
    return sum(call.confidence.value != "possible" for call in report.calls)


def filled(text: str, name: str) -> str:
    """Spell a form out for the blocking or for the harmless one."""
    return text.replace("NAME", name).replace("KIND", name.title()).replace("MODULE", f"{name}_module")


@pytest.mark.parametrize("form", NAMES)
def test_what_blocks_is_found(scan: Any, form: str) -> None:
    assert found(scan, filled(NAMES[form], "slow"))


@pytest.mark.parametrize("form", NAMES)
def test_what_does_not_block_is_not(scan: Any, form: str) -> None:
    assert not found(scan, filled(NAMES[form], "quick"))


@pytest.mark.parametrize("form", OFFLOADS)
def test_what_is_handed_to_another_thread_or_process_is_off_the_loop(scan: Any, form: str) -> None:
    assert not found(scan, "from app.hub import slow\n" + OFFLOADS[form].replace("X", "slow"))


@pytest.mark.parametrize("form", OFFLOADS)
def test_its_arguments_stay_on_the_loop(scan: Any, form: str) -> None:
    assert found(scan, "from app.hub import slow\n" + OFFLOADS[form].replace("X", "slow()"))


@pytest.mark.parametrize("form", BACK)
def test_what_comes_back_to_the_loop_is_found(scan: Any, form: str) -> None:
    assert found(scan, "from app.hub import slow\n" + BACK[form])
