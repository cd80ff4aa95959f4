"""Which functions compute in pure Python, heavily and surely."""

from __future__ import annotations

import pytest

from stackfit.extract import extract_facts
from stackfit.model.kinds import Language
from stackfit.rules.purity import computes


def heaviness(body: str) -> str:
    source = "def work(n):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return computes(extract_facts("a.py", Language.PYTHON, source.encode()), 0, source)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for a in range(n):\n    for b in range(n):\n        n += a * b", "nested loops over arithmetic"),
        ("total = 0\nfor a in range(10 ** 6):\n    total += a", "a long loop over arithmetic"),
        ("total = 0\nfor a in range(0, 100_000):\n    total += a", "a long loop over arithmetic"),
        ("return work(n - 1) + work(n - 2)", "branching recursion"),
        ("return sum(range(2 ** 28))", "a long range"),
        ("for a in range(3, n, 2):\n    if n % a == 0:\n        return False", "a loop over arithmetic"),
        ("while n > 0:\n    n -= 1", "a loop over arithmetic"),
        ("def fib(m):\n    return fib(m - 1) + fib(m - 2)\nprint(fib(n))", "branching recursion"),
    ],
)
def test_heavy_pure_python_is_named(body: str, expected: str) -> None:
    assert heaviness(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "for a in range(100):\n    n += a",
        "for a in n:\n    for b in a:\n        print(b)",
        "for a in range(n):\n    for b in range(n):\n        n += download(a * b)",
        "for a in range(n):\n    for b in range(n):\n        n += a.dot(b)",
        "while True:\n    for item in queue.get():\n        n += item",
        "yield from (a * b for a in n for b in n)",
        "return 10 ** 10 ** 10",
    ],
)
def test_light_or_unsure_work_is_not(body: str) -> None:
    assert heaviness(body) == ""


def test_functions_of_the_same_file_are_looked_into() -> None:
    helper = "def cell(a, b):\n    for c in range(len(a)):\n        for d in b:\n            a[c] += d * c\n"
    source = f"def work(rows):\n    for row in rows:\n        cell(row, rows)\n\n{helper}"
    facts = extract_facts("a.py", Language.PYTHON, source.encode())
    assert computes(facts, 0, source) == "nested loops over arithmetic"


@pytest.mark.parametrize(
    "helper",
    [
        "def cell(a):\n    a.save()\n",
        "@cached\ndef cell(a):\n    a += 1\n",
        "async def cell(a):\n    a += 1\n",
        "import cell\n",
    ],
)
def test_a_helper_that_may_wait_makes_it_unsure(helper: str) -> None:
    source = f"def work(n):\n    for a in range(n):\n        for b in range(a):\n            cell(a * b)\n\n{helper}"
    assert computes(extract_facts("a.py", Language.PYTHON, source.encode()), 0, source) == ""


def test_source_that_this_interpreter_cannot_parse_is_left_alone() -> None:
    source = "def work(n):\n    for a in range(n) for b:\n        n += 1\n"
    assert computes(extract_facts("a.py", Language.PYTHON, source.encode()), 0, source) == ""
