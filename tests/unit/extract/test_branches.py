"""How many ways lead through a function, and the loops it holds."""

from __future__ import annotations

import ast

import pytest
from radon.visitors import ComplexityVisitor

from stackfit.extract import extract_facts
from stackfit.model.facts import FileFacts, Loop
from stackfit.model.kinds import Language

# The same function in both languages.
_TWINS = [
    ("def f(a):\n    return a\n", "function f(a) { return a }"),
    (
        "def f(a, b):\n    if a and b or not a:\n        return 1\n    elif b:\n        return 2\n    return 3\n",
        "function f(a, b) { if (a && b || !a) return 1; else if (b) { return 2 } return 3 }",
    ),
    (
        "def f(rows):\n    for row in rows:\n        while row:\n            row.step()\n    return 1 if rows else 0\n",
        "function f(rows) { for (const row of rows) { while (row) { row.step() } } return rows ? 1 : 0 }",
    ),
    (
        "def f(x):\n    try:\n        x()\n    except Exception:\n        return None\n    finally:\n        x.end()\n",
        "function f(x) { try { x() } catch (error) { return null } finally { x.end() } }",
    ),
    (
        "def f(x):\n    def inner(y):\n        if y:\n            return 1\n    if x:\n        return inner(x)\n",
        "function f(x) { function inner(y) { if (y) { return 1 } } if (x) { return inner(x) } }",
    ),
    (
        "def f(x):\n    pick = lambda y: y or x\n    return pick(0)\n",
        "function f(x) { const pick = (y) => y || x; return pick(0) }",
    ),
    (
        "def f(x):\n    match x:\n        case 1:\n            return 'a'\n        case 2:\n            return 'b'\n"
        "        case _:\n            return 'c'\n",
        "function f(x) { switch (x) { case 1: return 'a'; case 2: return 'b'; default: return 'c' } }",
    ),
]

_PYTHON_ONLY = """
class A:
    def f(self, rows):
        assert rows and self or 1
        found = [row for row in rows if row if row.ok]
        try:
            found = {row: 1 for row in found}
        except (KeyError, ValueError):
            pass
        except OSError:
            pass
        else:
            return found
        for row in rows:
            break
        else:
            return f"{row if rows else 0}"
        match rows:
            case [1, 2] if rows:
                return 1
            case other:
                return lambda x, y: x if y else None
        while rows:
            rows.pop()
        else:
            return 2
"""


def facts_of(source: str, language: Language = Language.PYTHON) -> FileFacts:
    return extract_facts("app", language, source.encode())


def complexity(source: str, language: Language, name: str = "f") -> int:
    (found,) = (function for function in facts_of(source, language).functions if function.name == name)
    return found.complexity


@pytest.mark.parametrize(("python", "script"), _TWINS)
def test_equal_code_has_one_figure_in_both_languages_and_in_radon(python: str, script: str) -> None:
    (known,) = ComplexityVisitor.from_ast(ast.parse(python)).functions
    figures = {complexity(script, language) for language in Language if not language.is_python}
    assert figures | {complexity(python, Language.PYTHON)} == {known.complexity}


def test_what_only_python_has_is_counted_as_radon_does() -> None:
    (known,) = ComplexityVisitor.from_ast(ast.parse(_PYTHON_ONLY)).classes
    assert complexity(_PYTHON_ONLY, Language.PYTHON) == known.methods[0].complexity


def test_every_function_has_its_own_branches() -> None:
    source = "get('/', (req, res) => {\n  if (req.a) { req.rows.forEach(function (row) { row.b && go() }) }\n})\n"
    assert [item.complexity for item in facts_of(source, Language.JAVASCRIPT).functions] == [2, 2]


def test_code_outside_functions_is_nobodys() -> None:
    found = facts_of("if a:\n    def f():\n        pass\nelif b:\n    pass\n")
    assert [item.complexity for item in found.functions] == [1]


@pytest.mark.parametrize(
    ("header", "turns"),
    [
        ("range(1_000_000)", 1_000_000),
        ("range(10, 10 ** 6)", 999_990),
        ("range(60 * 1000)", 60_000),
        ("range(int(1e7))", 10_000_000),
        ("range(0, 100, 2)", 0),
        ("range(len(rows))", 0),
        ("range(10 ** 400)", 10**18),
    ],
)
def test_a_loop_says_how_often_it_runs(header: str, turns: int) -> None:
    (loop,) = facts_of(f"def f(rows):\n    for i in {header}:\n        pass\n").loops
    assert (loop.turns, loop.counts, loop.function, loop.line) == (turns, True, 0, 2)


@pytest.mark.parametrize(
    ("head", "turns"),
    [
        ("for (let i = 0; i < 1e9; i++)", 10**9),
        ("for (let i = 0; i <= 1_000 * 1_000; i++)", 10**6),
        ("for (let i = 0; i < rows.length; i++)", 0),
    ],
)
def test_a_script_loop_says_how_often_it_runs(head: str, turns: int) -> None:
    (loop,) = facts_of(f"{head} {{ work(i) }}", Language.TYPESCRIPT).loops
    assert (loop.turns, loop.counts, loop.function) == (turns, True, -1)


def test_loops_know_the_loop_around_them_and_whether_they_wait() -> None:
    body = "    for a in rows:\n        for b in a:\n            await b\n        while b:\n            b()\n"
    loops = facts_of(f"async def f(rows):\n{body}").loops
    assert [(loop.line, loop.outer, loop.awaits) for loop in loops] == [(2, -1, True), (3, 0, True), (5, 0, False)]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("while (Date.now() < end) {}", Language.JAVASCRIPT),
        ("do { work() } while (new Date() - start < 500)", Language.JAVASCRIPT),
        ("while time.monotonic() < end:\n    pass\n", Language.PYTHON),
    ],
)
def test_a_loop_that_runs_until_a_time_says_so(source: str, language: Language) -> None:
    assert [loop.clock for loop in facts_of(source, language).loops] == [True]


@pytest.mark.parametrize(
    ("head", "body", "endless"),
    [
        ("while True", "await x", True),
        ("while True", "x()", False),
        ("while True", "await x; break", False),
        ("while not self.stop_event.is_set()", "await x", True),
        ("while self.is_running()", "await x", True),
        ("while running_actions", "await x", False),
        ("while not queue.empty()", "await x", False),
    ],
)
def test_a_loop_that_goes_on_until_it_is_stopped(head: str, body: str, endless: bool) -> None:
    (loop,) = facts_of(f"async def f(self):\n    {head}:\n        {body}\n").loops
    assert loop.endless is endless
    script = f"async function f() {{ {head.replace('while', 'while (').replace('not ', '!')}) {{ {body} }} }}"
    (loop,) = facts_of(script.replace("True", "true"), Language.JAVASCRIPT).loops
    assert loop.endless is endless


def test_a_comprehension_counts_as_a_loop_where_it_says_how_often_it_runs() -> None:
    loops = facts_of("x = sum(i for i in range(10 ** 7))\ny = [i for i in x]\n").loops
    assert loops == (Loop(1, 11, 1, -1, turns=10**7, counts=True),)


def test_regular_expressions_are_noted_with_their_name_or_the_call_they_are_given_to() -> None:
    found = facts_of("const MAIL = /^a+$/i\ntext.replace(/[/]/g, '');\n/b/.test(x)\n", Language.JAVASCRIPT).patterns
    assert [(item.text, item.flags, item.name, item.argument_of) for item in found] == [
        ("^a+$", "i", "MAIL", -1),
        ("[/]", "g", "", 0),
        ("b", "", "", -1),
    ]
