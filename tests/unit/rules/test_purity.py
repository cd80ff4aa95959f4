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


def test_source_that_this_interpreter_cannot_parse_is_left_alone() -> None:
    source = "def work(n):\n    for a in range(n) for b:\n        n += 1\n"
    assert computes(extract_facts("a.py", Language.PYTHON, source.encode()), 0, source) == ""
