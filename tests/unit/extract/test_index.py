import pytest

from stackfit.extract import index_text
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import Language


def index(source: str, language: Language = Language.PYTHON, *wanted: bytes) -> FileIndex:
    return index_text("a", language, source.encode(), frozenset(wanted))


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("import a.b, c as d", {"a.b", "c"}),
        ("from x.y import z", {"x.y"}),
        ("from . import z", {"."}),
        ("from ..m import z", {"..m"}),
        ("    import os", {"os"}),
        ("if x: import os", {"os"}),
        ("important = 1", set()),
    ],
)
def test_modules_on_python_lines(source: str, modules: set[str]) -> None:
    assert index(source).modules == modules


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("import x from 'a'", {"a"}),
        ('import {\n x,\n} from "a"', {"a"}),
        ("import 'a'", {"a"}),
        ("const x = require('node:fs')", {"fs"}),
        ("await import(`a`)", {"a"}),
        ("export * from './b'", {"./b"}),
        ("required('a')", set()),
    ],
)
def test_specifiers_on_script_lines(source: str, modules: set[str]) -> None:
    assert index(source, Language.TYPESCRIPT).modules == modules


def test_only_wanted_words_are_kept() -> None:
    assert index("get(put, getter)", Language.JAVASCRIPT, b"get", b"getter", b"post").words == {"get", "getter"}


@pytest.mark.parametrize(
    "source", ["x = open(p)", "f = open", "f = x or open", "a, f = b, open", "with open (p): pass", "run(open)"]
)
def test_uses_of_a_bare_name(source: str) -> None:
    assert "open()" in index(source, Language.PYTHON, b"open", b"open()").words


@pytest.mark.parametrize(
    "source", ["x.open(p)", "f(open=True)", "# it is open", "state = 'open'", "def f(a, open: int): ..."]
)
def test_words_that_are_no_uses_of_a_bare_name(source: str) -> None:
    assert index(source, Language.PYTHON, b"open", b"open()").words == {"open"}


def test_lines_are_counted() -> None:
    found = index("# one\n\nx = 1\n  # two\ny = 2")
    assert (found.lines, found.code_lines) == (5, 2)
    found = index("// one\n\nx = 1\n/* a\n * b\n */\ny = 2\n", Language.JAVASCRIPT)
    assert (found.lines, found.code_lines) == (7, 2)
    assert index("").lines == 0
