"""What a server does before it serves anybody, and in the branches of its main coroutine that never come to that."""

from __future__ import annotations

from typing import Any

import pytest

SERVER = (
    "import asyncio, sys, time\nasync def answer(): time.sleep(2)\n"
    "class Bridge:\n    async def reset(self, path):\n        open(path)\n        await self.listen()\n"
    "    async def listen(self): await asyncio.start_server(answer)\n"
    "    async def run(self):\n        await self.listen()\n        await asyncio.Event().wait()\n"
)
RUN = "if __name__ == '__main__': asyncio.run(main(sys.argv))\n"
SIGNALS = (
    "def install(loop, stop): loop.add_signal_handler(15, stop)\nasync def guarded(args):\n"
    "    task = asyncio.create_task(main(args))\n    install(asyncio.get_running_loop(), task.cancel)\n    await task\n"
    "def command(): asyncio.run(guarded(sys.argv))\n"
)
BESIDE = (
    "async def guarded(args):\n    task = asyncio.create_task(main(args))\n    await Bridge().run()\n    await task\n"
    "asyncio.run(guarded(1))\n"
)


def shown(report: Any) -> list[str]:
    """Name what opens files and is shown by default, by its function."""
    calls = (call for call in report.calls if call.confidence.value != "possible")
    return [call.symbol for call in calls if call.callable == "builtins.open"]


@pytest.mark.parametrize(
    ("body", "start", "functions"),
    [
        ("    if args.make:\n        open('key')\n        return\n    await Bridge().run()\n", RUN, []),
        ("    if args.make:\n        open('key')\n        return\n    await Bridge().run()\n", SIGNALS, []),
        ("    if args.make:\n        open('key')\n        return\n    await Bridge().run()\n", BESIDE, ["main"]),
        ("    if args.reset:\n        await Bridge().reset('x')\n    elif args.version:\n        print(1)\n"
         "    else:\n        await Bridge().run()\n", RUN, []),
        ("    if args.serve:\n        await Bridge().run()\n    else:\n        open('x')\n", RUN, []),
        ("    if args.serve:\n        await Bridge().run()\n        sys.exit()\n    open('x')\n", RUN, []),
        ("    if args.serve:\n        await Bridge().listen()\n    open('x')\n", RUN, ["main"]),
        ("    if args.y:\n        await Bridge().listen()\n        if args.x: return\n    open('x')\n", RUN, ["main"]),
        ("    if args.x:\n        await Bridge().listen()\n        open('x')\n        return\n", RUN, ["main"]),
        ("    await Bridge().listen()\n    if args.make:\n        open('key')\n        return\n", RUN, ["main"]),
        ("    if args.reset:\n        await Bridge().reset('x')\n    await Bridge().run()\n",
         f"{RUN}async def again(bridge): await bridge.reset('y')\n", ["Bridge.reset"]),
        ("    for path in args:\n        open(path)\n        await Bridge().listen()\n", RUN, ["main"]),
        ("    while True:\n        if input(): break\n        open('x')\n    await Bridge().run()\n", RUN, []),
        ("    while 1:\n        if args.x: await Bridge().listen()\n        else: open('x')\n", RUN, ["main"]),
        ("    for x in args:\n        for y in x: open('x')\n        asyncio.create_task(answer())\n", RUN, ["main"]),
    ],
)  # fmt: skip
def test_what_comes_before_anybody_is_served(scan: Any, body: str, start: str, functions: list[str]) -> None:
    assert shown(scan({"bridge.py": f"{SERVER}async def main(args):\n{body}{start}"})) == functions


def test_a_call_is_shown_on_the_way_that_somebody_may_wait_for(scan: Any) -> None:
    main = "async def main(args):\n    load()\n    await Bridge().run()\n"
    source = f"{SERVER}def load(): open('x')\n{main}async def reload(): load()\n{RUN}"
    (call,) = (call for call in scan({"bridge.py": source}).calls if call.symbol == "load")
    assert (call.entry, call.others, call.confidence.value) == ("async function reload", 1, "probable")


def test_a_loop_that_has_tasks_before_it_is_run(scan: Any) -> None:
    start = "loop = asyncio.get_event_loop()\ndef go():\n{}    loop.run_until_complete(main(1))\n"
    main = f"{SERVER}async def main(args):\n    open('x')\n    await Bridge().run()\n"
    assert not shown(scan({"bridge.py": main + start.format("")}))
    task = "    loop.create_task(Bridge().run())\n"
    assert shown(scan({"bridge.py": main + start.format(task)})) == ["main"]


def test_methods_that_only_run_one_another(scan: Any) -> None:
    source = (
        "class Tcp:\n    async def stop(self): await super().stop()\n"
        "class Unix:\n    async def stop(self):\n        open('x')\n        await super().stop()\n"
    )
    assert shown(scan({"server.py": source})) == ["Unix.stop"]
