"""What a function decides at its place: whether the marked call runs."""

from __future__ import annotations

import pytest

from stackfit.extract import is_decided
from stackfit.model.kinds import Language

PYTHON_DECIDED = (
    "def f(x):\n    if x: go()\n",
    "def f(x):\n    if x: pass\n    else: go()\n",
    "def f(x):\n    if x: pass\n    elif x + 1: go()\n",
    "def f(x):\n    if x:\n        return 1\n    go()\n",
    "def f(x):\n    if x:\n        return 1\n    with x:\n        for i in x:\n            go()\n",
    "def f(x):\n    for i in x:\n        if i:\n            continue\n        go()\n",
    "def f(x):\n    try:\n        x()\n    except OSError:\n        go()\n",
    "def f(x): return x or go()\n",
    "def f(x): return go() if x else 1\n",
    "def f(x):\n    match x:\n        case 1:\n            go()\n",
)
PYTHON_OPEN = (
    "def f(x):\n    go()\n",
    "def f(x):\n    if go(): pass\n",
    "def f(x):\n    while go(): pass\n",
    "def f(x):\n    for i in x: go()\n",
    "def f(x):\n    with x: go()\n",
    "def f(x):\n    try:\n        go()\n    finally: pass\n",
    "def f(x):\n    if not x:\n        raise ValueError\n    go()\n",
    "def f(x): return go() or x\n",
    "def f(x): return 1 if go() else 2\n",
    "def f(x): return x + go()\n",
    "if x:\n    def f(): go()\n",
    "def f(x):\n    if x:\n        y = 1\n    go()\n",
)
NODE_DECIDED = (
    "function f(x) { if (x) go() }",
    "function f(x) { if (x) { y() } else { go() } }",
    "function f(x) { if (x) return; go() }",
    "const f = (x) => { if (x) { return 1 } go() }",
    "const f = (x) => x && go()",
    "const f = (x) => x ?? go()",
    "const f = (x) => x ? go() : 1",
    "class A { f(x) { try { x() } catch (e) { go() } } }",
    "function f(x) { switch (x) { case 1: go() } }",
    "function f(x) { switch (x) { default: go() } }",
)
NODE_OPEN = (
    "function f(x) { go() }",
    "function f(x) { if (go()) { x() } }",
    "function f(x) { if (!x) throw new Error(); go() }",
    "const f = (x) => x + go()",
    "const f = (x) => go() || x",
    "const f = (x) => go() ? x : 1",
    "function f(x) { switch (go()) { case 1: break } }",
    "if (x) { exports.f = () => { go() } }",
    "function f(x) { for (const i of x) go() }",
    "function f(x) { try { go() } finally { x() } }",
)


def decided(language: Language, source: str) -> bool:
    """Ask about the call of `go`."""
    before = source[: source.index("go()")]
    return is_decided(language, source.encode(), before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize("source", PYTHON_DECIDED)
def test_python_decides(source: str) -> None:
    assert decided(Language.PYTHON, source)


@pytest.mark.parametrize("source", PYTHON_OPEN)
def test_python_comes_by(source: str) -> None:
    assert not decided(Language.PYTHON, source)


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])
@pytest.mark.parametrize("source", NODE_DECIDED)
def test_node_decides(language: Language, source: str) -> None:
    assert decided(language, source)


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])
@pytest.mark.parametrize("source", NODE_OPEN)
def test_node_comes_by(language: Language, source: str) -> None:
    assert not decided(language, source)
