"""Programs that do their own work and end: what they wait for holds up nobody, but for their own tasks."""

from __future__ import annotations

from typing import Any

import pytest

GATHERED = (
    "import asyncio, time\nasync def fetch(url):\n    time.sleep(1)\n"
    "async def run(urls):\n    await asyncio.gather(*(fetch(url) for url in urls))\n"
)
TASKS = (
    "import asyncio, time\nasync def fetch(url): time.sleep(1)\nasync def run(urls):\n    tasks = set()\n"
    "    for url in urls:\n        tasks.add(asyncio.create_task(fetch(url)))\n"
    "    while tasks:\n        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)\n"
)
WORKERS = (
    "import asyncio, time\nasync def fetch(url): time.sleep(1)\nasync def run(urls):\n"
    "    async def worker():\n        while urls: await fetch(urls.pop())\n"
    "    await asyncio.gather(*[worker() for _ in range(4)])\n"
)
GROUP = (
    "import anyio, time\nasync def fetch(url): time.sleep(1)\nasync def run(urls):\n"
    "    async with anyio.create_task_group() as group:\n"
    "        for url in urls: group.start_soon(fetch, url)\n"
)
CLICK = "import asyncio, click\nfrom work import run\n@click.command()\ndef main(urls): asyncio.run(run(urls))\n"


def entries(report: Any) -> list[tuple[str, str]]:
    """Give the kind and the confidence of what runs each call."""
    return [(call.entry_kind, call.confidence.value) for call in report.calls]


@pytest.mark.parametrize("work", [GATHERED, TASKS, WORKERS, GROUP])
@pytest.mark.parametrize(
    "command",
    [
        CLICK,
        "import asyncio\nfrom work import run\nif __name__ == '__main__':\n    asyncio.run(run([1]))\n",
        "import anyio\nfrom work import run\ndef main(): anyio.run(run, [1])\n",
        "import fire\nfrom work import run\nfire.Fire(run)\n",
        "import asyncio\nfrom work import run\ndef main():\n    loop = asyncio.get_event_loop()\n"
        "    loop.run_until_complete(asyncio.gather(run([1]), run([2])))\n",
        "import asyncio, aiohttp\nfrom work import run\nasync def main():\n"
        "    async with aiohttp.ClientSession() as session:\n        await run([session])\nasyncio.run(main())\n",
    ],
)
def test_tasks_of_a_command_hold_up_each_other_alone(scan: Any, work: str, command: str) -> None:
    assert entries(scan({"work.py": work, "tool.py": command})) == [("main", "probable")]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"tool.py": CLICK, "web.py": "from work import run\nasync def handle(request): await run(request.urls)\n"},
        {"tool.py": CLICK, "bot.py": "from work import fetch\nasync def on_message(bot): await fetch(bot)\n"},
        {"tool.py": CLICK, "jobs.py": "from work import run\ndo = run\n"},
        {"tool.py": CLICK, "jobs.py": "from work import fetch\nclass Job:\n    action = fetch\n"},
        {"tool.py": CLICK, "jobs.py": "import work\nasync def work_off(jobs, do=work.run):\n    await do(jobs)\n"},
        {"tool.py": "import asyncio, uvicorn\nfrom work import run\nasync def main():\n    await run([1])\n"
                    "    await uvicorn.Server(uvicorn.Config('app')).serve()\nasyncio.run(main())\n"},
        {"tool.py": "import asyncio\nfrom work import run\nasync def main(bot):\n    asyncio.create_task(run([1]))\n"
                    "    await bot.start()\nasyncio.run(main(1))\n"},
        {"tool.py": "import asyncio\nfrom work import run\nasync def main():\n"
                    "    asyncio.create_task(run([1]))\n    while True:\n        await asyncio.sleep(1)\n"
                    "asyncio.run(main())\n"},
        {"tool.py": "import asyncio\nfrom work import run\nclass App:\n    async def main(self):\n"
                    "        asyncio.create_task(run([1]))\n        while not self.stopping.is_set():\n"
                    "            await asyncio.sleep(1)\n    def go(self): asyncio.run(self.main())\n"},
        {"tool.py": "import asyncio\nfrom work import run\nasync def main(client):\n"
                    "    @client.event\n    async def on_message(text): ...\n    asyncio.create_task(run([1]))\n"
                    "    await client.listen()\nasync def again(client): await run([client])\nasyncio.run(main(1))\n"},
    ],
)  # fmt: skip
def test_what_serves_somebody_is_no_command(scan: Any, files: dict[str, str]) -> None:
    assert entries(scan({"work.py": GATHERED} | files))[0][0] in ("async", "start-up")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("while True:\n        if not await step(): break", "main"),
        ("while True:\n        if not await step(): return", "main"),
        ("while pending_stops:\n        await step()", "main"),
        ("while True:\n        await step()", "async"),
        ("while 1:\n        for x in []: break\n        await step()", "async"),
        ("while not self._shutdown_event.is_set():\n        await step()", "async"),
        ("while self.running:\n        await step()", "async"),
        ("while True:\n        try: await step()\n        except OSError: break", "async"),
    ],
)
def test_a_program_that_goes_on_until_it_is_stopped_is_no_command(scan: Any, line: str, kind: str) -> None:
    source = (
        "import asyncio, time\nasync def step(): time.sleep(1)\n"
        f"async def main(self):\n    asyncio.create_task(step())\n    {line}\nasyncio.run(main(1))\n"
    )
    assert {call.entry_kind for call in scan({"daemon.py": source}).calls} == {kind}


METHODS = (
    "import asyncio, time\nclass Commands:\n    async def save(self): time.sleep(1)\n"
    "async def main(name):\n    await asyncio.gather(getattr(Commands(), name)())\n"
)


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"tool.py": f"{METHODS}if __name__ == '__main__': asyncio.run(main('save'))\n"}, "main"),
        ({"tool.py": METHODS, "run.py": "import asyncio\nfrom tool import main\nasyncio.run(main('save'))\n"}, "main"),
        ({"tool.py": METHODS}, "async"),
        ({"tool.py": METHODS, "run.py": "import asyncio\nfrom tool import main\nasyncio.run(main('save'))\n",
          "web.py": "from tool import Commands\nasync def handle(r): await r.use(Commands())\n"}, "async"),
        ({"tool.py": METHODS, "run.py": "import asyncio, discord\nfrom tool import main\nasyncio.run(main('save'))\n"},
         "async"),
    ],
)  # fmt: skip
def test_a_script_owns_what_only_it_imports(scan: Any, files: dict[str, str], kind: str) -> None:
    assert [call.entry_kind for call in scan(files).calls] == [kind]


SHOW = "import click\nclass Show:\n    async def run(self):\n        await load()\nasync def load():\n    open('x')\n"


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"app/cmds/show.py": SHOW}, "main"),
        ({"app/_scripts/show.py": SHOW}, "main"),
        ({"app/cmdline.py": SHOW}, "main"),
        ({"app/show.py": SHOW}, "async"),
        ({"app/cli/show.py": SHOW, "app/web.py": "from app.cli.show import load\nasync def get(): await load()\n"},
         "async"),
        ({"app/cli/show.py": SHOW, "app/cli/web.py": "import fastapi\nfrom app.cli.show import load\n"
          "app = fastapi.FastAPI()\n@app.get('/')\nasync def get(): await load()\n"}, "request"),
        ({"app/cli/show.py": f"{SHOW}    await click.serve()\n"}, "async"),
        ({"app/base.py": "class Base:\n    async def run(self): ...\n",
          "app/cli/show.py": "from app.base import Base\nclass Show(Base):\n    async def run(self): open('x')\n"},
         "async"),
    ],
)  # fmt: skip
def test_what_stands_among_commands(scan: Any, files: dict[str, str], kind: str) -> None:
    sources = {"app/__init__.py": "", "app/cli/__init__.py": ""} | files
    assert [call.entry_kind for call in scan(sources).calls] == [kind]


@pytest.mark.parametrize(("call", "level"), [("input()", "possible"), ("open('x')", "probable")])
def test_a_command_may_ask_who_runs_it(scan: Any, call: str, level: str) -> None:
    source = f"import asyncio\nasync def ask(): {call}\nasync def main(): await asyncio.gather(ask(), ask())\n"
    assert entries(scan({"tool.py": f"{source}asyncio.run(main())\n"})) == [("main", level)]


WORK = "import fs from 'fs';\nexport async function load() { return fs.readFileSync('a'); }\n"
ROUTE = "const app = express(); app.get('/', async (req, res) => { await load(); }); app.listen(1);"


@pytest.mark.parametrize(
    ("taken", "head", "body", "kinds"),
    [
        ("{ Command } from '@oclif/core'", "class Go extends Command", "await load();", {"start-up"}),
        ("{ CommandRunner } from 'nest-commander'", "class Go extends CommandRunner", "await load();", {"start-up"}),
        ("{ Command } from 'clipanion'", "class Go extends Command", "await load();", {"start-up"}),
        ("{ Command } from '@oclif/core'", "class Go extends Command", ROUTE, {"request"}),
        ("{ Command } from './base'", "class Go extends Command", "await load();", {"async"}),
    ],
)  # fmt: skip
def test_a_command_of_nodejs_runs_once(scan: Any, taken: str, head: str, body: str, kinds: set[str]) -> None:
    files = {
        "base.ts": "export class Command {}\n",
        "server.ts": "import express from 'express';\nimport './go';\nexpress().listen(1);\n",
        "go.ts": f"import express from 'express';\nimport {taken};\nimport {{ load }} from './work';\n"
        f"export default {head} {{ async run() {{ {body} }} }}\n",
        "work.ts": WORK,
    }
    assert {call.entry_kind for call in scan(files).calls} == kinds
