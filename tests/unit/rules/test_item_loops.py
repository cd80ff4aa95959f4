"""Which texts may hold a call that is awaited in a loop over things."""

from __future__ import annotations

import pytest

from stackfit.rules.item_loops import may_await_in_loop


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for x in y:\n    await get(x)\n", True),
        ("async def f():\n    async for x in y:\n        a = (\n            await get(x)\n        )\n", True),
        ("  for (const x of y) {\n    await fetch(x);\n  }\n", True),
        ("for x in y:\n    async with get(x) as a:\n        pass\n", True),
        ("await get(1)\nfor x in y:\n    get(x)\n", False),
        ("a = [x for x in y]\nawait get(1)\n", False),
        ("for x in y:\n    get(x)\n" + "\n" * 30 + "await get(1)\n", False),
        ("for x in y:\n    get(x)\n" + "\n" * 30 + "for x in y:\n    await get(x)\n", True),
        ("x" * 5 + "\n", False),
    ],
)
def test_texts_are_told_apart(text: str, expected: bool) -> None:
    assert may_await_in_loop(text) is expected


def test_many_loops_far_from_what_waits_are_looked_through_quickly() -> None:
    assert not may_await_in_loop("for x in y: pass\n" * 50_000 + "\n" * 50 + "await x\n")
