"""Answers of an earlier scan: taken where nothing has changed that they hang on, found anew where something has.

That they are always right is what every other test of this folder shows as well (see `scan_sources`).
"""

from __future__ import annotations

from typing import Any

import pytest

from stackfit.callgraph.search import Search

HUB = "import time\ndef fetch(): time.sleep(1)\ndef idle(): pass\n"
USER = "from app.hub import fetch, idle\nasync def f(): fetch()\n"
SOURCES = {"app/__init__.py": "", "app/hub.py": HUB, "app/user.py": USER, "app/other.py": "def g(): pass\n"}


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the files whose calls were looked at."""
    found: list[str] = []
    find = Search.find_calls

    def note(self: Search, path: str) -> Any:
        found.append(path)
        return find(self, path)

    monkeypatch.setattr(Search, "find_calls", note)
    return found


def chains(report: Any) -> list[list[str]]:
    return [[f"{step.location.path}:{step.location.line}" for step in call.chain] for call in report.calls]


@pytest.mark.parametrize(
    "edit",
    [
        {"app/other.py": "def g(): return 1\n"},
        {"app/other.py": "import os\nasync def g(fetched): await fetched\n"},
        {"app/other.py": "def broken(:\n"},
    ],
)
def test_an_edit_elsewhere_asks_for_no_search(scan_again: Any, searched: list[str], edit: dict[str, str]) -> None:
    before = scan_again(SOURCES)
    assert searched == ["app/hub.py"]
    searched.clear()
    assert chains(scan_again({**SOURCES, **edit})) == chains(before) == [["app/user.py:2", "app/hub.py:2"]]
    assert searched == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"app/user.py": USER.replace("fetch()", "idle()")}, []),
        ({"app/user.py": "\n" + USER}, [["app/user.py:3", "app/hub.py:2"]]),
        ({"app/hub.py": HUB.replace("time.sleep(1)", "pass")}, []),
        ({"app/hub.py": "\n" + HUB}, [["app/user.py:2", "app/hub.py:3"]]),
        ({"app/user.py": "from app.other import fetch\nasync def f(): fetch()\n"}, []),
        (
            {"app/user.py": "", "app/other.py": "from app import hub\nasync def g(): hub.fetch()\n"},
            [["app/other.py:2", "app/hub.py:2"]],
        ),
        (
            {"app/__init__.py": "from app.hub import *\n", "app/user.py": "import app\nasync def f(): app.fetch()\n"},
            [["app/user.py:2", "app/hub.py:2"]],
        ),
    ],
)
def test_what_an_edit_changes_is_found(scan_again: Any, edit: dict[str, str], expected: list[list[str]]) -> None:
    scan_again(SOURCES)
    assert chains(scan_again({**SOURCES, **edit})) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from app.hub import Hub\nasync def f(h: Hub): h.rest()\n",
            "from app.hub import Hub\nasync def f(h: Hub): h.pull()\n",
            id="another word",
        ),
        pytest.param(
            "async def f(fetch): fetch()\n",
            "from app.hub import fetch\nasync def f(): fetch()\n",
            id="another import",
        ),
        pytest.param(
            "from app import hub\n# not fetch\nasync def f(): hub.idle()\n",
            "from app import hub\n# not idle\nasync def f(): hub.fetch()\n",
            id="another use of the same words",
        ),
    ],
)
def test_a_file_that_nobody_parsed_may_come_to_matter(scan_again: Any, before: str, after: str) -> None:
    hub = HUB + "class Hub:\n    def pull(self): time.sleep(1)\n    def rest(self): pass\n"
    user = "from app import hub\nasync def g(): hub.idle()\n"
    sources = {"app/__init__.py": "", "app/hub.py": hub, "app/user.py": user}
    assert chains(scan_again({**sources, "app/late.py": before})) == []
    place = "app/hub.py:5" if "pull" in after else "app/hub.py:2"
    line = 1 + after[: after.index("async")].count("\n")
    assert chains(scan_again({**sources, "app/late.py": after})) == [[f"app/late.py:{line}", place]]


def test_edits_one_after_the_other(scan_again: Any, searched: list[str]) -> None:
    scan_again(SOURCES)
    for edit in ({"app/other.py": "x = 1\n"}, {"app/other.py": "x = 2\n"}, {"app/user.py": USER}):
        searched.clear()
        scan_again({**SOURCES, **edit})
        assert searched == []
    assert chains(scan_again({**SOURCES, "app/user.py": ""})) == []
    assert chains(scan_again(SOURCES)) == [["app/user.py:2", "app/hub.py:2"]]


def test_a_file_whose_changes_cannot_be_told_is_looked_at_each_time(scan_again: Any, searched: list[str]) -> None:
    for _ in range(2):
        searched.clear()
        scan_again(SOURCES, unsettled="app/user.py")
        assert searched == ["app/hub.py"]


def test_of_too_many_questions_no_answer_is_kept(
    scan_again: Any, searched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stackfit.callgraph.trace.MOST_QUESTIONS", 3)
    for _ in range(2):
        searched.clear()
        assert chains(scan_again(SOURCES)) == [["app/user.py:2", "app/hub.py:2"]]
        assert searched == ["app/hub.py"]


def test_files_that_were_not_parsed_again_are_told_with_what_was_wrong_with_them(scan_again: Any) -> None:
    sources = {**SOURCES, "app/user.py": USER + "x = (\n"}
    first = scan_again(sources)
    again = scan_again(sources)
    assert again.spared.parsed == frozenset(("app/hub.py", "app/user.py"))
    assert again.spared.errors == first.errors != ()
    assert again.errors == ()
