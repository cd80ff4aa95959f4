"""How a loop gets to a function that holds no blocking call."""

from __future__ import annotations

from typing import Any

WORK = "def work(n):\n    return n * n\n\n\ndef alone():\n    return 1\n"
USER = "from aiohttp import web\nfrom .work import work\n\n\nasync def show(request):\n    return work(1)\n\n\n"
USER += "app = web.Application()\napp.router.add_get('/', show)\n"


def test_a_function_of_another_file_is_reached_through_its_callers(scan: Any) -> None:
    report = scan({"app/__init__.py": "", "app/work.py": WORK, "app/user.py": USER})
    path = report.reached("app/work.py", 0)
    assert path is not None
    assert (path.hot, path.entry_kind) == (True, "request")
    assert [(step.location.path, step.call) for step in path.chain] == [("app/user.py", "work")]
    assert "show" in path.entry


def test_an_entry_itself_has_no_chain(scan: Any) -> None:
    path = scan({"app/__init__.py": "", "app/work.py": WORK, "app/user.py": USER}).reached("app/user.py", 0)
    assert path is not None
    assert path.chain == ()


def test_what_nobody_calls_and_what_is_unknown_is_not_reached(scan: Any) -> None:
    report = scan({"app/__init__.py": "", "app/work.py": WORK, "app/user.py": USER})
    assert report.reached("app/work.py", 1) is None
    assert report.reached("app/work.py", -1) is None
    assert report.reached("elsewhere.py", 0) is None
