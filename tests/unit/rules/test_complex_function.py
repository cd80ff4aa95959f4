"""Over-complex functions: counted by both, in code that this Python cannot parse, and found by words alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from stackfit.config import Config
from stackfit.extract import extract_facts
from stackfit.model.kinds import Language, Severity
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.rules.radon_count import count_ways

_BODY = "".join(
    f"        if order == {n} and n:\n            for x in n:\n                if x: return {n}\n" for n in range(15)
)
_FUNCTION = f"def find(order, n):\n    while order:\n{_BODY}"


def look(tmp_path: Path, source: str) -> Report:
    (tmp_path / "requirements.txt").write_text("flask==3.0.0\n", encoding="utf-8")
    (tmp_path / "app.py").write_text(f"from flask import Flask\napp = Flask(__name__)\n{source}", encoding="utf-8")
    return scan(tmp_path, Config(), datetime.date(2026, 1, 1))


def test_python_is_confirmed_by_radon(tmp_path: Path) -> None:
    report = look(tmp_path, _FUNCTION)
    (found,) = (item for item in report.findings if item.code == "SF401")
    assert (found.symbol, found.severity) == ("find", Severity.WARNING)
    assert "62 ways" in found.message
    assert not report.coverage.errors


def test_what_another_linter_is_told_to_leave_alone_is_left_alone(tmp_path: Path) -> None:
    report = look(tmp_path, _FUNCTION.replace("n):", "n):  # noqa: C901, PLR0912", 1))
    assert not [item for item in report.findings if item.code == "SF401"]


def test_what_this_python_cannot_parse_is_counted_all_the_same_and_coverage_says_so(tmp_path: Path) -> None:
    report = look(tmp_path, _FUNCTION + "    print order\n")
    (found,) = (item for item in report.findings if item.code == "SF401")
    assert "62 ways" in found.message
    assert any("syntax tree alone" in error.message and error.path == "app.py" for error in report.coverage.errors)


@pytest.mark.parametrize(
    "source",
    [
        "def f(a):\n    return a or 1\n",
        "class A:\n    class B:\n        async def f(self):\n            t = '''\nout\n'''\n            return t or 1",
        "@decorated\ndef f(a):\n    def inner():\n        return a and 1\n    return inner if a else None\n",
    ],
)
def test_functions_are_cut_out_of_their_file_as_they_are(source: str) -> None:
    facts = extract_facts("app.py", Language.PYTHON, source.encode())
    for function in facts.functions:
        assert count_ways(function, source) == function.complexity == 2


@pytest.mark.parametrize(("asked", "severity"), [("is not None", "info"), ("> 3", "warning")])
def test_asking_which_options_were_given_is_a_note(tmp_path: Path, asked: str, severity: str) -> None:
    inner = " " * 12
    fields = "".join(f"{inner}if a{n} {asked}:\n{inner}    found['a{n}'] = a{n}\n" for n in range(60))
    names = ", ".join(f"a{n}" for n in range(60))
    text = (
        f"def edit({names}):\n    found = {{}}\n    with app:\n        while True:\n{fields}            return found\n"
    )
    found = [item for item in look(tmp_path, text).findings if item.code == "SF401"]
    assert [item.severity.value for item in found] == [severity]
