"""Loops and recursion that keep a processor busy."""

from __future__ import annotations

import pytest

from stackfit.extract import extract_facts
from stackfit.model.kinds import Language
from stackfit.rules.own_work import find_work, may_hold_work

_FIB = "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
_WORK = [
    "def f():\n    for i in range(10**7):\n        g(i)\n",
    "def f():\n    return sum(i for i in range(10**7))\n",
    "def f(a):\n    for x in a:\n        for i in range(10_000):\n            for j in range(1000): g(i)\n",
    "import time\ndef f(end):\n    while time.monotonic() < end:\n        pass\n",
    _FIB,
    "class A:\n    def count(self, n):\n        return 1 if n < 2 else self.count(n - 1) + self.count(n - 2)\n",
]
_NONE = [
    "for i in range(10**7):\n    g(i)\n",
    "def f():\n    for i in range(1000):\n        g(i)\n",
    "async def f():\n    for i in range(10**7):\n        await g(i)\n",
    "def f():\n    for attempt in range(10**7):\n        if g(attempt):\n            break\n",
    "import time\ndef f(end):\n    while time.monotonic() < end:\n        work()\n",
    "from functools import cache\n@cache\n" + _FIB,
    "def fib(n, memo):\n    if n not in memo:\n        memo[n] = fib(n - 1) + fib(n - 2)\n    return memo[n]\n",
    "def walk(node):\n    return walk(node.left) + walk(node.right)\n",
    "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n",
]
_SCRIPTS = {
    "function f() { for (let i = 0; i < 1e9; i++) { sum += i } }": 1,
    "function f() { for (let i = 0; i < 1e5; i++) { for (let j = 0; j < 1e5; j++) { sum += i } } }": 1,
    "function wait(ms) { const end = Date.now() + ms; while (Date.now() < end) {} }": 1,
    "function wait(ms) { const start = new Date(); while (new Date() - start < ms); }": 1,
    "const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2)": 1,
    "function f() { while (Date.now() < end) { step() } }": 0,
    "function f() { for (let i = 0; i < 1e6; i++) { sum += i } }": 0,
    "async function f() { for (let i = 0; i < 1e9; i++) { await g(i) } }": 0,
}


def count(source: str, language: Language) -> int:
    facts = extract_facts("app", language, source.encode())
    found = list(find_work(facts, source.split("\n")))
    assert not found or may_hold_work(source, language), "the text pass must not lose it"
    return len(found)


@pytest.mark.parametrize("source", _WORK)
def test_work_is_found_once(source: str) -> None:
    assert count(source, Language.PYTHON) == 1


@pytest.mark.parametrize("source", _NONE)
def test_what_ends_waits_remembers_or_runs_once_is_no_work(source: str) -> None:
    assert count(source, Language.PYTHON) == 0


@pytest.mark.parametrize(("source", "expected"), _SCRIPTS.items())
def test_scripts(source: str, expected: int) -> None:
    assert count(source, Language.JAVASCRIPT) == expected


def test_long_lines_take_no_long_time() -> None:
    assert not may_hold_work("f(" + "1, -2, " * 50_000, Language.PYTHON)
    assert not may_hold_work("for (" * 50_000, Language.JAVASCRIPT)
