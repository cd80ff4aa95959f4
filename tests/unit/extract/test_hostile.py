"""Bad bytes and endless nesting in source never cost the scan; the file is named."""

from __future__ import annotations

import pytest
from tree_sitter import Tree

from small_repos import ScanRepo
from stackfit.extract import MAX_CALLS, extract_facts, grammars, places, remembered
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

BLOCKING = b"import time\n\n\nasync def f():\n    time.sleep(1)\n"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app.py", BLOCKING + b"if a\xf2b:\n    import c\n\xed\xa0\x80\nif d.\xff:\n    import e\n"),
        ("app.js", b"r\xf2equire('a');\nrequire\xff('b');\nimport('c\xed\xa0\x80');\n"),
        ("app.ts", b"import a from '\xff';\nrequ\xc3ire('b');\n"),
    ],
)
def test_names_that_are_no_text(scan_repo: ScanRepo, name: str, source: bytes) -> None:
    report = scan_repo({name: source, "requirements.txt": "fastapi\n", "package.json": '{"name": "a"}'})
    assert not [error for error in report.coverage.errors if "failed" in error.message]
    assert report.coverage.files_read == 1


def test_imports_for_types_only_are_still_told_apart(scan_repo: ScanRepo) -> None:
    source = (
        "import typing as t\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import django\n"
        "if t.TYPE_CHECKING:  # never runs\n    import tornado\nif t.OTHER:\n    import flask\n"
    )
    report = scan_repo({"app.py": source + "flask.Flask(__name__)\n", "requirements.txt": "flask\n"})
    assert report.components[0].profile.frameworks == ("Flask",)


@pytest.mark.parametrize("opening", ["(", "[", "f(", "not ", "a.b(", "{1: "])
def test_endless_nesting_ends_in_a_report(scan_repo: ScanRepo, opening: str) -> None:
    report = scan_repo({"app.py": BLOCKING.decode() + "x = " + opening * 30_000, "b.py": BLOCKING})
    assert {item.location.path for item in report.findings if item.code == "SF101"} >= {"b.py"}
    assert [error for error in report.coverage.errors if error.path == "app.py"]
    assert not [error for error in report.coverage.errors if "failed" in error.message]


def test_a_fault_of_ours_in_one_file_is_named_and_the_others_are_read(
    scan_repo: ScanRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(path: str, language: Language, data: bytes) -> FileFacts:
        if b"bad" in data:
            raise KeyError("oops")
        return extract_facts(path, language, data)

    monkeypatch.setattr(remembered, "extract_facts", stumble)
    report = scan_repo({"bad.py": BLOCKING + b"bad = 1\n", "good.py": BLOCKING})
    assert [item.location.path for item in report.findings if item.code == "SF101"] == ["good.py"]
    assert [(error.path, error.message) for error in report.coverage.errors] == [
        ("bad.py", "parser failed: KeyError: 'oops'")
    ]


def test_more_calls_than_anybody_writes(scan_repo: ScanRepo) -> None:
    report = scan_repo({"app.py": BLOCKING + b"f()\n" * MAX_CALLS, "b.py": BLOCKING})
    assert [item.location.path for item in report.findings if item.code == "SF101"] == ["b.py"]
    assert [(error.path, error.message) for error in report.coverage.errors] == [
        ("app.py", "makes more than 10,000 calls: the code in it was not looked at")
    ]


def test_a_file_is_not_parsed_anew_for_each_guarded_call(scan_repo: ScanRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def parse(language: Language, data: bytes) -> Tree:
        parsed.append(data)
        return grammars.parse(language, data)

    monkeypatch.setattr(places, "parse", parse)
    waits = "    if p:\n        time.sleep(1)\n" * 50
    scan_repo({"app.py": f"import time\ndef g(p=None):\n{waits}async def f():\n    g()\n" + "    g(1)\n" * 50})
    assert len(parsed) == 1
