"""Chains across files: every way in which one file gets at a function of another."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stackfit.callgraph import Layout
from stackfit.callgraph.source_roots import find_source_roots

BLOCKER = "import time\ndef fetch(): time.sleep(1)\nclass Hub:\n    def __init__(self, n=0): self.n = n\n"
BLOCKER += "    def pull(self): time.sleep(1)\n    def also(self): fetch()\n"


def chains(report: Any) -> set[tuple[str, ...]]:
    return {tuple(f"{step.location.path}:{step.call}" for step in call.chain) for call in report.calls}


@pytest.mark.parametrize(
    "user",
    [
        "from .hub import fetch\nasync def f(): fetch()\n",
        "from .hub import fetch as g\nasync def f(): g()\n",
        "from . import hub\nasync def f(): hub.fetch()\n",
        "from app import hub\nasync def f(): hub.fetch()\n",
        "import app.hub\nasync def f(): app.hub.fetch()\n",
        "import app.hub as h\nasync def f(): h.fetch()\n",
        "from app.hub import *\nasync def f(): fetch()\n",
        "async def f():\n    from .hub import fetch\n    fetch()\n",
        "from .hub import fetch\ng = fetch\nasync def f(): g()\n",
        "from .hub import Hub\nasync def f(): Hub().pull()\n",
        "from .hub import Hub\nHUB = Hub()\nasync def f(): HUB.pull()\n",
        "from .hub import Hub\nasync def f(h: Hub): h.pull()\n",
        "from .hub import Hub\nasync def f(h: Hub | None = None): h.pull()\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .hub import Hub\n"
        "async def f(h: Hub): h.pull()\n",
        "from .hub import Hub\nclass A:\n    def __init__(self): self.h = Hub()\n"
        "    async def f(self): self.h.pull()\n",
        "from .hub import Hub\nclass A:\n    def __init__(self, h: Hub): self.h = h\n"
        "    async def f(self): self.h.pull()\n",
        "from dataclasses import dataclass\nfrom .hub import Hub\n@dataclass\nclass A:\n    h: Hub\n"
        "    async def f(self): self.h.pull()\n",
        "from .hub import Hub\nclass A(Hub):\n    async def f(self): self.pull()\n",
        "from .hub import Hub\nclass M: ...\nclass A(M, Hub):\n    async def f(self): super().pull()\n",
        "from .hub import Hub\nclass A:\n    @property\n    def h(self) -> Hub: ...\n"
        "    async def f(self): self.h.pull()\n",
        "from .hub import Hub\ndef make() -> Hub: ...\nasync def f(): make().pull()\n",
        "from .hub import Hub\nasync def f():\n    with Hub() as h: h.pull()\n",
        "from .hub import Hub\nasync def f(hs: list[Hub]):\n    for h in hs: h.pull()\n",
        "from .hub import Hub\nasync def f(hs: list[Hub]): [h.pull() for h in hs]\n",
        "from .hub import fetch\nasync def f(xs): list(map(fetch, xs))\n",
        "import asyncio\nfrom .hub import fetch\ndef g(loop: asyncio.AbstractEventLoop): loop.call_soon(fetch)\n",
        "import functools\nfrom .hub import fetch\ng = functools.partial(fetch, 1)\nasync def f(): g()\n",
        "from fastapi import Depends\nfrom .hub import Hub\nasync def f(h: Hub = Depends()): h.pull()\n",
        "from fastapi import Depends\nfrom .hub import Hub\ndef g() -> Hub: ...\nasync def f(h=Depends(g)): h.pull()\n",
        "from typing import Annotated\nfrom fastapi import Depends\nfrom .hub import Hub\n"
        "async def f(h: Annotated[Hub, Depends(Hub)]): h.pull()\n",
    ],
)
def test_python_users_of_another_file(scan: Any, user: str) -> None:
    sources = {"app/__init__.py": "", "app/hub.py": BLOCKER, "app/user.py": user}
    report = scan(sources)
    assert any(
        step.location.path == "app/user.py" or call.entry.startswith("event-loop callback")
        for call in report.calls
        for step in call.chain
    )
    assert report.calls == scan(sources, exhaustive=True).calls


@pytest.mark.parametrize(
    "user",
    [
        "import asyncio\nfrom .hub import fetch\nasync def f(): await asyncio.to_thread(fetch)\n",
        "from .hub import fetch\ndef f(): fetch()\n",
        "from other.hub import fetch\nasync def f(): fetch()\n",
        "from .hub import Hub\nclass A:\n    def pull(self): ...\nasync def f(): A().pull()\n",
        "async def f(h): h.pull()\n",
    ],
)
def test_python_users_that_do_not_block(scan: Any, user: str) -> None:
    assert not scan({"app/__init__.py": "", "app/hub.py": BLOCKER, "app/user.py": user}).calls


def test_through_a_package_that_passes_names_on(scan: Any) -> None:
    sources = {
        "app/__init__.py": "from .inner import pull_all\n",
        "app/inner/__init__.py": "from .hub import fetch as pull_all\nfrom .more import *\n",
        "app/inner/hub.py": BLOCKER,
        "app/inner/more.py": "import time\ndef starred(): time.sleep(1)\n",
        "main.py": "import app\nfrom app.inner import starred\nasync def f():\n    app.pull_all()\n    starred()\n",
    }
    assert chains(scan(sources)) == {
        ("main.py:app.pull_all", "app/inner/hub.py:time.sleep"),
        ("main.py:starred", "app/inner/more.py:time.sleep"),
    }


def test_members_of_members_across_three_files(scan: Any) -> None:
    sources = {
        "app/__init__.py": "",
        "app/hub.py": BLOCKER,
        "app/core.py": "from .hub import Hub\nclass Core:\n    def __init__(self): self._hub = Hub()\n"
        "    @property\n    def hub(self): return self._hub\n",
        "app/base.py": "from .core import Core\nclass Base:\n    core: Core\n",
        "app/user.py": "from .base import Base\nclass User(Base):\n    async def run(self): self.core.hub.also()\n",
    }
    assert chains(scan(sources)) == {
        ("app/user.py:self.core.hub.also", "app/hub.py:fetch", "app/hub.py:time.sleep"),
    }


def test_a_class_is_run_by_its_constructor_also_that_of_a_subclass(scan: Any) -> None:
    sources = {
        "a.py": "import time\nclass A:\n    def __init__(self): time.sleep(1)\n",
        "b.py": "from a import A\nclass B(A): ...\n",
        "c.py": "from b import B\nasync def f(): B()\n",
    }
    assert chains(scan(sources)) == {("c.py:B", "a.py:time.sleep")}


def test_handlers_by_a_base_class_of_the_project(scan: Any) -> None:
    sources = {
        "base.py": "import tornado.web\nclass Base(tornado.web.RequestHandler): ...\n",
        "page.py": "import time\nfrom base import Base\nclass Page(Base):\n    def get(self): time.sleep(1)\n",
    }
    assert [call.entry_kind for call in scan(sources).calls] == ["request"]


def test_every_other_entry_is_named(scan: Any) -> None:
    sources = {
        "hub.py": BLOCKER,
        "one.py": "from hub import fetch\nasync def one(): fetch()\n",
        "two.py": "from hub import fetch\nasync def two(): fetch()\n",
    }
    (call,) = scan(sources).calls
    assert call.others == 1
    assert [(place.path, place.line, what) for place, what in call.also] == [("two.py", 2, "async function two")]


def test_properties_that_another_file_reads(scan: Any) -> None:
    sources = {
        "disk.py": "import shutil\nclass Disk:\n    @property\n    def usage(self): return shutil.disk_usage('/')\n",
        "info.py": "from disk import Disk\nclass Info:\n    def __init__(self, disk: Disk): self.disk = disk\n"
        "    @property\n    def free(self): return self.disk.usage\n",
        "api.py": "from info import Info\nasync def show(info: Info): return info.free\n",
        "other.py": "from info import Info\nasync def set(info: Info, x): info.free = x.free\n",
    }
    assert chains(scan(sources)) == {("api.py:info.free", "info.py:self.disk.usage", "disk.py:shutil.disk_usage")}


@pytest.mark.parametrize(
    "home",
    [
        "from pathlib import Path\nclass Config:\n    @property\n    def folder(self) -> Path: ...\n",
        "from pathlib import Path\nclass Config:\n    def __init__(self): self.folder = Path('x')\n",
        "from pathlib import Path\nclass Config:\n    folder: Path\n",
    ],
)
def test_objects_that_another_file_made(scan: Any, home: str) -> None:
    sources = {
        "config.py": home,
        "api.py": "from config import Config\nasync def show(config: Config): return config.folder.read_text()\n",
    }
    report = scan(sources)
    assert [call.callable for call in report.calls] == ["pathlib.Path().read_text"]
    assert report.calls == scan(sources, exhaustive=True).calls


@pytest.mark.parametrize(
    ("method", "use"),
    [
        ("__enter__", "with C(): pass"),
        ("__exit__", "with C() as c: pass"),
        ("__iter__", "for x in C(): pass"),
        ("__next__", "[x for x in C()]"),
        ("__call__", "c = C(); c()"),
    ],
)
@pytest.mark.parametrize("file", ["c.py", "user.py"])
def test_methods_that_are_run_without_their_name(scan: Any, method: str, use: str, file: str) -> None:
    home = f"import time\nclass C:\n    def {method}(self, *a): time.sleep(1)\n"
    user = f"async def f():\n    {use}\n"
    sources = {"c.py": home + user} if file == "c.py" else {"c.py": home, file: f"from c import C\n{user}"}
    assert [call.symbol for call in scan(sources).calls] == [f"C.{method}"]


@pytest.mark.parametrize(
    "base",
    [
        "    @abc.abstractmethod\n    def slow(self): ...\n",
        "    def slow(self):\n        raise NotImplementedError\n",
        "    def slow(self):\n        raise NotImplementedError('slow')\n",
        "",
    ],
)
def test_methods_that_a_base_leaves_to_the_classes_below(scan: Any, base: str) -> None:
    sources = {
        "base.py": f"import abc\nclass Base(abc.ABC):\n{base}    async def run(self): self.slow()\n",
        "heir.py": "import time\nfrom base import Base\nclass Heir(Base):\n    def slow(self): time.sleep(1)\n",
        "main.py": "from heir import Heir\nHeir()\n",
    }
    (call,) = scan(sources).calls
    assert (call.location.path, call.confidence.value) == ("heir.py", "probable")


@pytest.mark.parametrize("call", ["save()", "save(False)", "save(sync=None)", "save(sync=False)", "save(sync=0)"])
def test_arguments_that_shut_the_way(scan: Any, call: str) -> None:
    library = "import time\ndef save(sync=False):\n    if sync and True:\n        time.sleep(1)\n"
    assert not scan({"a.py": library, "b.py": f"from a import save\nasync def f(): {call}\n"}).calls


@pytest.mark.parametrize("call", ["save(True)", "save(x)", "save(*x)", "save(**x)", "save(sync=1)"])
def test_arguments_that_leave_the_way_open(scan: Any, call: str) -> None:
    library = "import time\ndef save(sync=False):\n    if sync:\n        time.sleep(1)\n"
    assert scan({"a.py": library, "b.py": f"from a import save\nasync def f(x): {call}\n"}).calls


@pytest.mark.parametrize(
    ("parameters", "call", "shut"),
    [
        ("path, *, sync=False", "save(x)", True),
        ("path, *, sync=False", "save(x, sync=True)", False),
        ("path, /, sync=False", "save(x)", True),
        ("path, /, sync=False", "save(x, True)", False),
        ("*paths: str, sync: bool = False", "save(x)", True),
        ("path,  # where\n    sync=False", "save(x, True)", False),
    ],
)
def test_marks_between_parameters_are_no_parameters(scan: Any, parameters: str, call: str, shut: bool) -> None:
    library = f"import time\ndef save({parameters}):\n    if sync:\n        time.sleep(1)\n"
    assert bool(scan({"a.py": library, "b.py": f"from a import save\nasync def f(x): {call}\n"}).calls) is not shut


@pytest.mark.parametrize(
    ("default", "condition", "call", "open_"),
    [
        ("None", "n is None", "save(5)", False),
        ("None", "n is None", "save()", True),
        ("5", "n is None", "save()", False),
        ("None", "n is not None", "save()", False),
        ("None", "n is not None", "save(0)", True),
        ("None", "n is not None", "save(x)", True),
    ],
)
def test_arguments_that_are_none_or_not(scan: Any, default: str, condition: str, call: str, open_: bool) -> None:
    library = f"import time\ndef save(n={default}):\n    if {condition}:\n        time.sleep(1)\n"
    assert bool(scan({"a.py": library, "b.py": f"from a import save\nasync def f(x): {call}\n"}).calls) is open_


def test_a_parameter_that_is_set_anew_shuts_nothing(scan: Any) -> None:
    source = "import time\ndef save(sync=None):\n    sync = sync or 1\n    if sync:\n        time.sleep(1)\n"
    assert scan({"a.py": source + "async def f(): save()\n"}).calls


def test_waiting_in_the_branch_for_other_threads(scan: Any) -> None:
    source = """import asyncio
def run(loop, work):
    if asyncio.get_running_loop() is loop:
        return
    asyncio.run_coroutine_threadsafe(work(), loop).result()
async def f(loop): run(loop, f)
"""
    assert not scan({"a.py": source}).calls


def test_models_of_another_file(scan: Any) -> None:
    sources = {
        "models.py": "from django.db import models\nclass Item(models.Model):\n    name = models.CharField()\n",
        "views.py": "from models import Item\nasync def show(request, key): return Item.objects.get(pk=key)\n",
    }
    assert [call.location.path for call in scan(sources).calls] == ["views.py"]


def test_a_function_of_the_same_name_as_a_method_of_the_loop(scan: Any) -> None:
    sources = {
        "event.py": "def call_later(hass, delay, action): ...\n",
        "user.py": "import time\nfrom event import call_later\ndef go(): time.sleep(1)\nasync def f(hass):\n"
        "    call_later(hass, 1, go)\n",
    }
    assert not scan(sources).calls


NODE = "const fs = require('fs');\nfunction load() { return fs.readFileSync('x'); }\n"
SERVER = "const express = require('express'); const app = express();\n"


@pytest.mark.parametrize(
    ("library", "user"),
    [
        (NODE + "exports.load = load;", "const lib = require('./lib');\napp.get('/', (req, res) => lib.load());"),
        (
            NODE + "module.exports = { load };",
            "const { load } = require('./lib');\napp.get('/', (req, res) => load());",
        ),
        (
            NODE + "module.exports = { load };",
            "const { load: g } = require('./lib');\napp.get('/', (req, res) => g());",
        ),
        (NODE + "module.exports = load;", "const any = require('./lib');\napp.get('/', (req, res) => any());"),
        (NODE + "module.exports = { read: load };", "app.get('/', (q, r) => require('./lib').read());"),
        (NODE + "export { load };", "import { load } from './lib';\napp.get('/', (req, res) => load());"),
        (NODE + "export default load;", "import any from './lib';\napp.get('/', (req, res) => any());"),
        (NODE + "export { load as z };", "import * as lib from './lib';\napp.get('/', (req, res) => lib.z());"),
        (NODE + "exports.load = load;", "const lib = require('./lib');\napp.get('/', lib.load);"),
        (NODE + "exports.load = load;", "const lib = require('./lib');\napp.get('/', wrap(lib.load));"),
        (NODE + "exports.load = load;", "const lib = require('./lib');\napp.get('/', lib.load.bind(lib));"),
        (
            NODE + "class Store { get() { return load(); } }\nmodule.exports = Store;",
            "const Store = require('./lib');\nconst s = new Store();\napp.get('/', (req, res) => s.get());",
        ),
        (
            NODE + "class Store { get() { return load(); } }\nmodule.exports = new Store();",
            "const s = require('./lib');\napp.get('/', (req, res) => s.get());",
        ),
        (
            NODE + "module.exports = { nested: { get() { return load(); } } };",
            "const lib = require('./lib');\napp.get('/', (req, res) => lib.nested.get());",
        ),
        (
            NODE + "exports.load = load;",
            "app.get('/', async (q, r) => { const m = await import('./lib'); m.load(); });",
        ),
    ],
)
def test_node_users_of_another_file(scan: Any, library: str, user: str) -> None:
    sources = {"lib.js": library, "server.js": SERVER + user}
    report = scan(sources)
    assert [(call.location.path, call.entry_kind) for call in report.calls] == [("lib.js", "request")]
    assert report.calls == scan(sources, exhaustive=True).calls


def test_node_barrels(scan: Any) -> None:
    sources = {
        "lib/load.ts": "import * as fs from 'fs';\nexport function load() { return fs.readFileSync('x'); }\n",
        "lib/index.ts": "export * from './load';\nexport { load as other } from './load';\n",
        "server.ts": "import express from 'express';\nimport { load, other } from './lib';\nconst app = express();\n"
        "app.get('/', (req, res) => load());\napp.get('/2', (req, res) => other());\n",
    }
    (call,) = scan(sources).calls
    assert (call.location.path, call.others) == ("lib/load.ts", 1)


def test_typescript_members_by_type(scan: Any) -> None:
    sources = {
        "repo.ts": "import * as fs from 'fs';\nexport class Repo { all() { return fs.readFileSync('x'); } }\n",
        "service.ts": "import { Repo } from './repo';\nexport class Service {\n"
        "  constructor(private readonly repo: Repo) {}\n  list() { return this.repo.all(); }\n}\n",
        "app.controller.ts": "import { Controller, Get } from '@nestjs/common';\nimport { Service } from './service';\n"
        "@Controller()\nexport class AppController {\n  constructor(private readonly service: Service) {}\n"
        "  @Get()\n  list() { return this.service.list(); }\n}\n",
    }
    (call,) = scan(sources).calls
    assert [step.location.path for step in call.chain] == ["app.controller.ts", "service.ts", "repo.ts"]


def test_node_code_that_only_runs_when_the_module_loads(scan: Any) -> None:
    sources = {
        "config.js": NODE + "exports.load = load;",
        "server.js": SERVER + "const config = require('./config').load();\napp.listen(1);",
    }
    assert not scan(sources).calls


def test_async_helpers_of_start_up_code_alone(scan: Any) -> None:
    library = "const fs = require('fs');\nexports.load = async () => fs.readFileSync('x');\n"
    start = SERVER + "const { load } = require('./config');\nload().then(() => app.listen(1));\n"
    handler = "app.get('/', async (req, res) => res.json(await load()));\n"
    assert [call.entry_kind for call in scan({"config.js": library, "server.js": start}).calls] == ["start-up"]
    assert [call.entry_kind for call in scan({"config.js": library, "server.js": start + handler}).calls] == ["request"]


def test_modules_are_found_below_a_repository_that_is_a_package_itself(scan: Any) -> None:
    sources = {
        "__init__.py": "",
        "api/mail.py": "import time\ndef send(): time.sleep(1)\n",
        "api/routes/auth.py": "from api.mail import send\nasync def serve(): send()\n",
    }
    assert [len(call.chain) for call in scan(sources).calls] == [2]


@pytest.mark.parametrize(
    ("folder", "other", "count"),
    [("backend", "", 1), ("src", "import src.main\n", 1), ("web-app", "", 1), ("backend", "import backend\n", 0)],
)
def test_modules_are_found_in_a_package_that_is_a_source_root(scan: Any, folder: str, other: str, count: int) -> None:
    sources = {
        f"{folder}/__init__.py": "",
        f"{folder}/mail.py": "import time\ndef send(): time.sleep(1)\n",
        f"{folder}/routes/auth.py": "from mail import send\nasync def serve(): send()\n",
        "tool.py": other,
    }
    modules = {path: re.findall(r"(?:from|import) ([\w.]+)", text) for path, text in sources.items()}
    layout = Layout(roots=find_source_roots(sources, modules.__getitem__))
    assert len(scan(sources, layout=layout).calls) == count
