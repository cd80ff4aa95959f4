"""Calls that what stands around them rules out, whoever makes them and with what."""

from __future__ import annotations

from typing import Any

import pytest

WORK = "import time\nfrom const import DEBUG\nasync def serve():\n    if DEBUG:\n        time.sleep(1)\n"


@pytest.mark.parametrize(
    ("const", "found"),
    [
        ("DEBUG = False\n", False),
        ("DEBUG: bool = False  # for developers\n", False),
        ("DEBUG = False\n# DEBUG = True\n", False),
        ("DEBUG = None\n", False),
        ("DEBUG = True\n", True),
        ("DEBUG = bool(find())\n", True),
        ("DEBUG = False\nif find():\n    DEBUG = True\n", True),
        ("DEBUG = False\ndef on():\n    global DEBUG\n    DEBUG = True\n", True),
        ("try:\n    import x\nexcept ImportError:\n    DEBUG = False\n", True),
    ],
)
def test_a_constant_of_another_module(scan: Any, const: str, found: bool) -> None:
    assert bool(scan({"app.py": WORK, "const.py": const}).calls) is found


def test_a_constant_that_comes_by_a_star(scan: Any) -> None:
    sources = {"app.py": WORK, "const.py": "from switches import *\n", "switches.py": "DEBUG = False\n"}
    assert not scan(sources).calls
    assert scan({**sources, "const.py": "from switches import *\nDEBUG = find()\n"}).calls
    assert scan({**sources, "const.py": "from switches import *\nDEBUG = True\n"}).calls


@pytest.mark.parametrize("change", ["const.DEBUG = True", 'setattr(const, "DEBUG", find())'])
def test_a_constant_that_another_module_sets(scan: Any, change: str) -> None:
    assert scan({"app.py": WORK, "const.py": "DEBUG = False\n", "main.py": f"import const\n{change}\n"}).calls


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    if not DEBUG:\n        return\n    work()\n", False),
        ("    if not DEBUG:\n        work()\n", True),
        ("    if DEBUG and find():\n        work()\n", False),
        ("    if DEBUG or find():\n        work()\n", True),
        ("    DEBUG = find()\n    if DEBUG:\n        work()\n", True),
    ],
)
def test_a_step_of_the_way(scan: Any, body: str, found: bool) -> None:
    source = f"import time\nDEBUG = False\ndef work():\n    time.sleep(1)\nasync def serve():\n{body}"
    assert bool(scan({"app.py": source}).calls) is found


CLASSES = (
    "import time\nclass Slow:\n    def run(self):\n        time.sleep(1)\nclass Slower(Slow): ...\n"
    "class Other:\n    def run(self): ...\n"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    a.run() if isinstance(a, Slow) else a.run()\n", True),
        ("    None if isinstance(a, Slow) else a.run()\n", False),
        ("    if isinstance(a, (Slow, Other)):\n        return\n    a.run()\n", False),
        ("    if not isinstance(a, Slow):\n        a.run()\n", False),
        ("    if not isinstance(a, Slower):\n        a.run()\n", True),
        ("    if not isinstance(b, Slow):\n        a.run()\n", True),
        ("    if not isinstance(a, Slow):\n        a = Slow()\n        a.run()\n", True),
    ],
)
def test_the_class_of_an_object_is_ruled_out(scan: Any, body: str, found: bool) -> None:
    assert bool(scan({"app.py": f"{CLASSES}async def serve(a: Slow, b):\n{body}"}).calls) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    try:\n        asyncio.get_running_loop()\n    except RuntimeError:\n        time.sleep(1)\n", False),
        (
            "    try:\n        loop = asyncio.get_running_loop()\n    except RuntimeError:\n        time.sleep(1)\n"
            "        return\n    loop.call_soon(print)\n",
            False,
        ),
        (
            "    try:\n        loop = asyncio.get_running_loop()\n    except RuntimeError:\n        loop = None\n"
            "    if loop is None:\n        time.sleep(1)\n",
            False,
        ),
        (
            "    try:\n        loop = asyncio.get_running_loop()\n    except RuntimeError:\n        loop = None\n"
            "    if loop:\n        time.sleep(1)\n",
            True,
        ),
        ("    try:\n        find()\n    except RuntimeError:\n        time.sleep(1)\n", True),
        ("    try:\n        x = asyncio.get_running_loop()\n    except ValueError:\n        time.sleep(1)\n", True),
        (
            "    try:\n        x = asyncio.get_running_loop()\n        find(x)\n    except RuntimeError:\n"
            "        time.sleep(1)\n",
            True,
        ),
    ],
)
def test_where_no_loop_runs(scan: Any, body: str, found: bool) -> None:
    source = f"import asyncio, time\ndef save():\n{body}async def serve():\n    save()\n"
    assert bool(scan({"app.py": source}).calls) is found
