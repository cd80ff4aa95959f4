"""Rules as data: each kind of condition, and what is wrong with a file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from stackfit.config import Config
from stackfit.errors import DataError
from stackfit.pipeline import scan

AS_OF = datetime.date(2026, 1, 1)
HEAD = 'code = "ACME001"\nname = "acme-rule"\nmessage = "found {match}"\ncriterion = "architecture"\n'
EXAMPLES = '[[rule.bad]]\n"app.py" = "x"\n[[rule.good]]\n"app.py" = "y"\n'
APP = """\
import requests
from acme.client import connect
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    for _ in range(3):
        connect("db://one")
    return connect("file://two", pool=True)


async def later():
    connect("db://three", timeout=1)


def test():
    requests.get("https://example.com", timeout=3)
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    (root / "app.py").write_text(APP, encoding="utf-8")
    (root / "requirements.txt").write_text("Flask_Login==1.0\nflask==3.1.0\nrequests==2.32.3\n", encoding="utf-8")
    (root / "Dockerfile").write_text("FROM python:latest\nCMD flask run\nFROM node:latest\n", encoding="utf-8")
    return root


def rule_file(place: Path, conditions: str, head: str = HEAD, examples: str = EXAMPLES) -> str:
    path = place / "acme.toml"
    path.write_text(f"[[rule]]\n{head}\n{conditions}\n{examples}", encoding="utf-8")
    return str(path)


def found(repo: Path, conditions: str) -> list[tuple[str, int]]:
    config = Config(extend_rules=(rule_file(repo.parent, conditions),))
    report = scan(repo, config, AS_OF)
    assert not [error for error in report.coverage.errors if "failed" in error.message]
    return [(item.location.path, item.location.line) for item in report.findings if item.code == "ACME001"]


@pytest.mark.parametrize(
    ("conditions", "lines"),
    [
        ('call = ["acme.client.connect"]', [11, 12, 16]),
        ('call = ["acme.client.{connect,open}"]\nin = "handler"', [11, 12]),
        ('call = ["acme.client.connect"]\nin = "loop"', [11]),
        ('call = ["acme.client.connect"]\nin = "coroutine"', [16]),
        ('call = ["acme.client.connect"]\nwith-argument = ["pool"]', [12]),
        ('call = ["acme.client.connect"]\nwithout-argument = ["pool", "timeout"]', [11]),
        ('call = ["acme.client.connect"]\nargument = "^db:"', [11, 16]),
        ('call = ["acme.**.connect"]\n[rule.only-if]\ndependency = ["django"]', []),
        ('call = ["acme.client.connect"]\n[rule.only-if]\nno-dependency = ["flask"]', []),
        ('call = ["acme.client.connect"]\n[rule.only-if]\nno-path = ["app.*"]', []),
        ('call = ["acme.client.connect"]\n[rule.only-if]\ntechnology = ["flask"]\npath = ["*.py"]', [11, 12, 16]),
        ('import = ["acme.client"]', [2]),
        ('import = ["acme.client.connect"]', [2]),
        ('import = ["acme"]', [2]),
        ('import = ["ac"]', []),
    ],
)
def test_calls_and_imports(repo: Path, conditions: str, lines: list[int]) -> None:
    assert found(repo, f"[rule.find]\n{conditions}") == [("app.py", line) for line in lines]


def test_dependencies_by_any_spelling(repo: Path) -> None:
    assert found(repo, '[rule.find]\ndependency = ["Flask_Login"]') == [("requirements.txt", 1)]


def test_files_and_their_lines(repo: Path) -> None:
    assert found(repo, '[rule.find]\nfile = ["Dockerfile"]') == [("Dockerfile", 1)]
    conditions = '[rule.find]\nfile = ["Dockerfile"]\ntext = ":latest$"'
    assert found(repo, conditions) == [("Dockerfile", 1), ("Dockerfile", 3)]


def test_a_message_names_what_was_found_and_a_comment_silences_it(repo: Path) -> None:
    path = rule_file(repo.parent, '[rule.find]\nimport = ["acme.client"]')
    (message,) = (
        item.message for item in scan(repo, Config(extend_rules=(path,)), AS_OF).findings if item.code == "ACME001"
    )
    assert message == "found acme.client"
    source = APP.replace("import connect", "import connect  # stackfit: ignore[ACME001] on purpose")
    (repo / "app.py").write_text(source, encoding="utf-8")
    assert found(repo, '[rule.find]\nimport = ["acme.client"]') == []


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ("", "find"),
        ("[rule.find]", "one thing to look for"),
        ('[rule.find]\ncall = ["a.b"]\nimport = ["a"]', "one thing to look for"),
        ('[rule.find]\nimprot = ["a"]', "did you mean 'import'"),
        ('[rule.find]\nimport = ["a"]\nin = "loop"', "rules on calls"),
        ('[rule.find]\nimport = ["a"]\ntext = "b"', "rules on files"),
        ('[rule.find]\ncall = ["a.*"]', "must end in the name"),
        ('[rule.find]\nfile = ["*a*b*c*d"]', "more than 3 stars"),
        ('[rule.find]\nfile = ["[z-a]"]', "is no glob"),
        ('[rule.find]\nfile = ["a"]\ntext = "(x+)\\\\1"', "linear time"),
        ('[rule.find]\nfile = ["a"]\n[rule.only-if]\nworkload = ["chat"]', "unknown value 'chat'"),
    ],
)
def test_what_is_wrong_with_conditions_is_told(repo: Path, conditions: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        found(repo, conditions)
    assert words in str(caught.value)
    assert "acme.toml: rule[0]" in str(caught.value)


@pytest.mark.parametrize(
    ("head", "examples", "words"),
    [
        (HEAD.replace("ACME001", "SF901"), EXAMPLES, "no code for a rule of yours"),
        (HEAD.replace("acme-rule", "Acme Rule"), EXAMPLES, "is no name"),
        (HEAD.replace("architecture", "beauty"), EXAMPLES, "unknown criterion"),
        (HEAD.replace("found {match}", "x" * 501), EXAMPLES, "one line of at most 500"),
        (HEAD, "", "an example that must be reported"),
        (HEAD, EXAMPLES.replace('"app.py" = "x"', '"../app.py" = "x"'), "relative paths"),
    ],
)
def test_what_is_wrong_with_the_rest_is_told(tmp_path: Path, head: str, examples: str, words: str) -> None:
    path = rule_file(tmp_path, '[rule.find]\nimport = ["a"]', head, examples)
    with pytest.raises(DataError) as caught:
        scan(tmp_path, Config(extend_rules=(path,)), AS_OF)
    assert words in str(caught.value)
