"""Coroutines that have a loop to themselves hold up nobody; the same ones elsewhere do."""

from __future__ import annotations

from typing import Any

import pytest

MEMORY = "import time\nclass Memory:\n    async def search(self, q):\n        time.sleep(1)\n"
TOOL = (
    "import asyncio\nclass Tool:\n    def __init__(self, memory): self.memory = memory\n"
    "    def run(self): return asyncio.run(self.memory.search(1))\n"
)
RUN = (
    "import asyncio\ndef run(coro):\n    loop = asyncio.new_event_loop()\n    try:\n"
    "        return loop.run_until_complete(coro)\n    finally:\n        loop.close()\n"
)
COMMAND = (
    "import asyncio, functools\ndef command(f):\n    @functools.wraps(f)\n    def wrapper(*args):\n"
    "        return asyncio.run(f(*args))\n    return wrapper\n"
)


def shown(report: Any) -> list[str]:
    """Name the entries of the calls that are shown by default."""
    return [call.entry for call in report.calls if call.confidence.value != "possible"]


@pytest.mark.parametrize(
    "files",
    [
        {"tool.py": TOOL},
        {"tool.py": "import asyncio\ndef go(m): asyncio.run(asyncio.wait_for(m.search(1), 3))\n"},
        {"tool.py": "import asyncio\nasync def one(m): return await m.search(1)\ndef go(m): asyncio.run(one(m))\n"},
        {"tool.py": "import anyio\ndef go(m): anyio.run(lambda: m.search(1))\n"},
        {"tool.py": "import anyio\nfrom functools import partial\nimport memory\ndef go(m: memory.Memory):\n"
                    "    anyio.run(partial(m.search, 1))\n"},
        {"tool.py": "import asyncio\nfrom memory import Memory\ndef go():\n"
                    "    c = Memory().search(1)\n    asyncio.run(c)\n"},
        {"tool.py": "import asyncio, threading\ndef go(m):\n"
                    "    threading.Thread(target=asyncio.run, args=(m.search(1),)).start()\n"},
        {"run.py": RUN, "tool.py": "from run import run\ndef go(m): return run(m.search(1))\n"},
        {"run.py": COMMAND, "tool.py": "from run import command\n@command\nasync def main(m): await m.search(1)\n"},
        {"tool.py": "import asyncio\ndef go(m):\n    loop = asyncio.get_event_loop()\n    if loop.is_running():\n"
                    "        loop.create_task(m.search(1))\n    else:\n        loop.run_until_complete(m.search(1))\n"},
        {"tool.py": "import asyncio\nasync def batch(m):\n"
                    "    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))\n"
                    "    await m.search(1)\ndef go(m): asyncio.run(batch(m))\n"},
        {"tool.py": "import asyncio\nasync def main(m):\n    task = asyncio.create_task(m.search(1))\n"
                    "    task.add_done_callback(print)\n    await task\ndef go(m): asyncio.run(main(m))\n"},
    ],
)  # fmt: skip
def test_a_coroutine_alone_on_its_loop_is_not_shown(scan: Any, files: dict[str, str]) -> None:
    assert not shown(scan({"memory.py": MEMORY} | files))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"tool.py": TOOL, "web.py": "async def handle(memory): return await memory.search(1)\n"},
        {"tool.py": "import asyncio\nasync def both(m): await asyncio.gather(m.search(1), m.search(2))\n"
                    "def go(m): asyncio.run(both(m))\n"},
        {"tool.py": "import asyncio\nasync def main(m):\n    asyncio.create_task(m.search(1))\n"
                    "    await asyncio.sleep(9)\n"
                    "asyncio.run(main(1))\n"},
        {"tool.py": "import asyncio\nasync def main(m):\n    a = asyncio.create_task(m.search(1))\n"
                    "    b = asyncio.create_task(m.search(2))\n    await a\n    await b\n"
                    "def go(m): asyncio.run(main(m))\n"},
        {"tool.py": "import asyncio\nasync def main(m):\n    t = [m.search(i) for i in range(9)]\n"
                    "    await asyncio.gather(*t)\n"
                    "asyncio.run(main(1))\n"},
        {"tool.py": "import asyncio\nasync def main(m, bot):\n    await bot.start()\n    await m.search(1)\n"
                    "async def again(m): await m.search(1)\nasyncio.run(main(1, 2))\n"},
        {"tool.py": "import asyncio\ndef go(m, loop): asyncio.run_coroutine_threadsafe(m.search(1), loop).result()\n"},
    ],
)  # fmt: skip
def test_a_coroutine_that_shares_a_loop_is_shown(scan: Any, files: dict[str, str]) -> None:
    assert shown(scan({"memory.py": MEMORY} | files))


@pytest.mark.parametrize(
    ("before", "after", "shown_as"),
    [
        ("", "await bot.start('t')", []),
        ("prepare()", "await bot.start('t')", []),
        ("await prepare_all()", "await bot.start('t')", []),
        ("await bot.login()", "await bot.start('t')", ["main coroutine main"]),
        ("asyncio.create_task(prepare_all())", "await bot.start('t')", ["main coroutine main"]),
        ("await go_on()", "await bot.start('t')", ["main coroutine main"]),
        ("await bot.start('t')", "return", ["main coroutine main"]),
    ],
)
def test_a_main_coroutine_holds_up_nobody_until_its_loop_has_more_to_do(
    scan: Any, before: str, after: str, shown_as: list[str]
) -> None:
    source = (
        "import asyncio, time\ndef prepare(): ...\nasync def prepare_all(): prepare()\n"
        "async def go_on(): asyncio.create_task(prepare_all())\n"
        f"async def main(bot):\n    {before or 'pass'}\n    time.sleep(1)\n    {after}\nasyncio.run(main(1))\n"
    )
    assert shown(scan({"bot.py": source})) == shown_as


BACKUPS = (
    "import time\nclass Backups:\n    async def create(self): ...\n    async def restore(self): time.sleep(1)\n"
    "async def serve(backups: Backups): await backups.create()\n"
)


@pytest.mark.parametrize(
    ("user", "count"),
    [
        ("", 0),
        ("def keep(server): return Holder(Backups())\nclass Holder:\n    def __init__(self, it): self.it = it\n", 0),
        ("def expose(server): server.add(Backups())\n", 1),
        ("def expose(server, name): return getattr(Backups(), name)\n", 1),
        ("async def again(it): await it.restore()\n", 1),
    ],
)
def test_a_method_that_nobody_names_of_a_class_that_stays_at_home(scan: Any, user: str, count: int) -> None:
    assert len(shown(scan({"backups.py": BACKUPS, "user.py": f"from backups import Backups\n{user}"}))) == count


@pytest.mark.parametrize(("before", "kind"), [("", "main"), ("    asyncio.create_task(serve())\n", "async")])
def test_waiting_in_a_loop_counts_once_something_else_runs(scan: Any, before: str, kind: str) -> None:
    source = (
        "import asyncio, time\nasync def serve(): await asyncio.start_server(print)\nasync def main():\n"
        f"{before}    while True:\n        time.sleep(1)\n        break\n    asyncio.create_task(serve())\n"
        "asyncio.run(main())\n"
    )
    assert [call.entry_kind for call in scan({"bot.py": source}).calls] == [kind]


def test_a_class_whose_one_coroutine_nobody_names(scan: Any) -> None:
    backups = BACKUPS.replace("    async def create", "    def create").replace("await backups", "backups")
    assert not shown(scan({"backups.py": backups}))
    assert shown(scan({"backups.py": backups, "user.py": "async def again(it): await it.restore()\n"}))


def test_a_coroutine_that_only_one_uses_that_nobody_names(scan: Any) -> None:
    backups = BACKUPS.replace("async def serve", "    async def undo(self): await self.restore()\nasync def serve")
    assert not shown(scan({"backups.py": backups}))
    assert shown(scan({"backups.py": backups, "user.py": "async def again(it): await it.undo()\n"}))


MAIL = "import time\nasync def send(text): ...\nasync def WORD(text): time.sleep(1)\n"
USER = "from mail import send\nasync def serve(): await send('')\n"


@pytest.mark.parametrize(
    ("word", "user", "count"),
    [
        ("greet", USER, 0),
        ("greet", f"{USER}from mail import greet\nHOOKS = [greet]\n", 1),
        ("greet", f"{USER}import mail\ndef find(name): return getattr(mail, name)\n", 1),
        ("greet", "", 1),
        ("on_message", USER, 1),
    ],
)
def test_a_function_that_nobody_names_beside_others_that_are_used(scan: Any, word: str, user: str, count: int) -> None:
    assert len(shown(scan({"mail.py": MAIL.replace("WORD", word), "user.py": user}))) == count


def test_a_class_of_a_method_that_nobody_calls_is_judged_by_its_other_methods(scan: Any) -> None:
    memory = f"{MEMORY}    async def forget(self):\n        time.sleep(2)\n"
    assert not shown(scan({"memory.py": memory, "tool.py": TOOL}))
    assert len(shown(scan({"memory.py": memory}))) == 2


@pytest.mark.parametrize(
    ("override", "count"),
    [
        ("    async def begin(self): return threading.Thread(target=self.run).start()\n", 0),
        ("    async def begin(self): return await super().begin()\n", 1),
        ("", 1),
    ],
)
def test_a_start_that_a_class_replaces_is_not_its_own(scan: Any, override: str, count: int) -> None:
    base = (
        "import asyncio\nclass Base:\n    async def work(self): raise NotImplementedError\n"
        "    async def begin(self): return await self.work()\n    async def start(self): await self.begin()\n"
        "    def run(self): asyncio.run(self.work())\n"
    )
    heir = "import threading, time\nfrom base import Base\nclass Web(Base):\n    async def work(self): time.sleep(1)\n"
    user = "import asyncio\nfrom base import Base\nasync def main(it: Base):\n    asyncio.create_task(it.start())\n"
    assert len(shown(scan({"base.py": base, "web.py": heir + override, "main.py": user}))) == count


@pytest.mark.parametrize(
    ("decorator", "word", "count"), [("", "def", 0), ("@callback\n", "def", 1), ("", "async def", 1)]
)
def test_home_assistant_runs_plain_functions_in_its_executor(scan: Any, decorator: str, word: str, count: int) -> None:
    source = (
        "import time\nfrom homeassistant.core import callback\n"
        "from homeassistant.helpers.dispatcher import async_dispatcher_connect\n"
        f"{decorator}{word} changed(): time.sleep(1)\n"
        "async def async_setup_entry(hass, entry):\n    async_dispatcher_connect(hass, 'changed', changed)\n"
    )
    assert len(scan({"__init__.py": source}).calls) == count


def test_the_entry_of_a_server_is_named_before_that_of_a_command(scan: Any) -> None:
    sources = {
        "pool.py": "import time\ndef read(): time.sleep(1)\n",
        "cmds/show.py": "from pool import read\nasync def show(): read()\n",
        "farmer.py": "from pool import read\nasync def update(): check()\ndef check(): read()\n",
    }
    (call,) = scan(sources).calls
    assert (call.entry, call.others) == ("async function update", 1)


HELD = (
    "import time\nclass Memory:\n    async def search(self): time.sleep(1)\n"
    "    async def find(self): await self.search()\n    def close(self): pass\n"
)
OWN = (
    "import asyncio\nfrom flask import current_app\nfrom memory import Memory\nmemory = Memory()\n"
    "def stop(): memory.close()\ndef view(): asyncio.run(memory.search())\n"
)
FETCH = "memory = current_app.config.get('memory')\n"


@pytest.mark.parametrize(
    ("user", "count"),
    [
        (f"def show():\n    {FETCH}    loop = asyncio.new_event_loop()\n"
         "    asyncio.set_event_loop(loop)\n    return loop.run_until_complete(memory.find())\n", 0),
        (f"def show():\n    {FETCH}    return asyncio.run(asyncio.wait_for(memory.find(), 3))\n", 0),
        ("", 1),
        (f"async def show():\n    {FETCH}    return await memory.find()\n", 1),
        (f"async def show():\n    {FETCH}    asyncio.create_task(memory.find())\n", 1),
        ("async def show(request: Request): return await request.app.state.memory.find()\n", 1),
        ("async def show(request: Request): return await request.app['memory'].find()\n", 1),
        ("async def show(request: Request): return int(request.query.find())\n", 1),
    ],
)  # fmt: skip
def test_what_a_framework_keeps_may_be_an_object_of_the_project(scan: Any, user: str, count: int) -> None:
    """Of `find` itself nothing else is seen: without a use of it, nobody knows whose loop runs it."""
    web = f"import asyncio\nfrom flask import current_app\nfrom fastapi import Request\n{user}"
    assert len(shown(scan({"memory.py": HELD, "views.py": OWN, "web.py": web}))) == count


@pytest.mark.parametrize(
    ("made", "count"),
    [("httpx.AsyncClient()", 0), ("httpx.AsyncClient().app.state.memory", 1), ("request.app.get('memory')", 1)],
)
def test_what_a_library_makes_is_no_object_of_the_project(scan: Any, made: str, count: int) -> None:
    web = (
        "import httpx\nfrom aiohttp.web import Request\n"
        f"async def show(request: Request):\n    it = {made}\n    return await it.search()\n"
    )
    memory = HELD.replace("    async def find(self): await self.search()\n", "")
    assert len(shown(scan({"memory.py": memory, "views.py": OWN, "web.py": web}))) == count


EXPORT = (
    "import time\nclass Export:\n    async def save(self): time.sleep(1)\n    async def rows(self): ...\n"
    "async def export(): return await Export().rows()\n"
)


@pytest.mark.parametrize(
    ("user", "count"),
    [
        ("", 0),
        ("class Other:\n    async def save(self): ...  # as save of the other\n", 0),
        ("async def finish(it): await it.save()\n", 1),
        ("def finish(it): return getattr(it, 'save')()\n", 1),
    ],
)
def test_others_that_define_the_same_name_do_not_use_it(scan: Any, user: str, count: int) -> None:
    source = "from export import export\nasync def serve(): return await export()\n"
    assert len(shown(scan({"export.py": EXPORT, "user.py": source + user}))) == count


@pytest.mark.parametrize(
    ("user", "count"),
    [
        ("from export import Export\n__all__ = ['Export']\n", 0),
        ("from export import Export\nasync def go(): await Export().save()\n", 1),
        ("from export import Export\nEXPORTS = {'it': Export}\n", 1),
    ],
)
def test_methods_of_a_class_that_nobody_makes(scan: Any, user: str, count: int) -> None:
    source = EXPORT.partition("async def export")[0]
    assert len(shown(scan({"export.py": source, "user.py": f"{user}async def end(it): await it.save()\n"}))) == count


def test_a_function_that_is_no_hook_by_its_name_alone(scan: Any) -> None:
    files = {"mail.py": MAIL.replace("WORD", "run_migration"), "user.py": USER}
    assert not shown(scan(files))
    assert shown(scan(files | {"mail.py": MAIL.replace("WORD", "on_migration")}))
