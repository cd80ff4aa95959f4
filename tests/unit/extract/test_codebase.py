"""Source files are read once for their index, parsed only when asked for, and never stop a scan."""

from __future__ import annotations

from stackfit.extract.codebase import Codebase
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile

SOURCES: dict[str, bytes | None] = {
    "a.py": b"import flask\nflask.Flask('x')\n",
    "broken.py": b"import flask\ndef f(:\n",
    "gone.py": None,
    "broken.ipynb": b"{",
    "README.md": b"# Shop\n",
}
LANGUAGES = {"py": Language.PYTHON, "ipynb": Language.NOTEBOOK}


class Reader:
    """Counts how often each file is read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: str) -> bytes | None:
        self.read.append(path)
        return SOURCES[path]


def make(reader: Reader) -> Codebase:
    files = [
        SourceFile(path=path, size=1, role=Role.PRODUCTION, language=LANGUAGES.get(path.rpartition(".")[2]))
        for path in SOURCES
    ]
    return Codebase(files, reader, frozenset({"Flask"}))


def test_an_index_is_made_once() -> None:
    reader = Reader()
    code = make(reader)
    first = code.index("a.py")
    assert first is code.index("a.py")
    assert first is not None
    assert first.modules == {"flask"}
    assert first.words == {"Flask"}
    assert reader.read == ["a.py"]


def test_facts_are_made_once_and_only_when_asked_for() -> None:
    code = make(Reader())
    code.index("a.py")
    assert not code.parsed
    assert code.facts("a.py") is code.facts("a.py")
    assert [facts.path for facts in code.parsed] == ["a.py"]


def test_what_cannot_be_read_is_none() -> None:
    code = make(Reader())
    for path in ("gone.py", "README.md", "never/listed.py"):
        assert code.index(path) is None
        assert code.facts(path) is None
    assert code.files_read == 0


def test_syntax_errors_are_named_and_the_rest_is_used() -> None:
    code = make(Reader())
    facts = code.facts("broken.py")
    assert facts is not None
    assert [item.module for item in facts.imports] == ["flask"]
    assert [error.path for error in code.errors] == ["broken.py"]


def test_a_notebook_that_is_no_json_is_named_once_without_anybody_asking_for_its_facts() -> None:
    code = make(Reader())
    code.index("broken.ipynb")
    code.facts("broken.ipynb")
    assert [error.path for error in code.errors] == ["broken.ipynb"]


def test_parsed_files_come_sorted() -> None:
    code = make(Reader())
    code.facts("broken.py")
    code.facts("a.py")
    assert [facts.path for facts in code.parsed] == ["a.py", "broken.py"]
