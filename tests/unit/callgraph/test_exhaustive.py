"""Parsing on demand gives what parsing everything gives, on real packages that every environment has."""

from __future__ import annotations

import asyncio
import concurrent.futures
import http
import logging
import unittest
from pathlib import Path
from typing import Any

import click
import hypothesis
import pytest
import rich

PACKAGES = [
    Path(str(module.__file__)).parent
    for module in (asyncio, click, concurrent.futures, http, hypothesis, logging, pytest, rich, unittest)
]


def sources(folder: Path) -> dict[str, str]:
    """Read every module of a package; the parts of this one package stand at the root."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
        if "test" not in path.name
    }


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_real_packages(scan: Any, folder: Path) -> None:
    files = sources(folder)
    assert files
    assert scan(files).calls == scan(files, exhaustive=True).calls


def test_asyncio_itself_is_not_silent(scan: Any) -> None:
    assert {call.callable for call in scan(sources(PACKAGES[0])).calls}


def test_blocking_calls_in_every_guise_are_not_passed_over(scan: Any) -> None:
    lines = {
        "requests": "import requests\nasync def f():\n    requests.get(u)\n",
        "session": "from requests import Session as S\nasync def f():\n    S().get(u)\n",
        "element": "from pathlib import Path\nasync def f(p: Path):\n    for q in p.iterdir(): q.unlink()\n",
        "operator": "import pathlib\nasync def f():\n    (pathlib.Path(a) / 'b').read_text()\n",
        "property": "class A:\n    @property\n    def text(self): return open(a)\n"
        "    async def f(self):\n        return self.text\n",
        "base": "import requests\nclass A(requests.Session):\n    async def f(self):\n        self.get(u)\n",
        "copy": "async def f(r):\n    with open(a) as out:\n"
        "        while c := await r.read():\n            out.write(c)\n",
    }
    files = {f"{name}.py": text for name, text in lines.items()}
    found = scan(files).calls
    assert found == scan(files, exhaustive=True).calls
    assert {call.location.path for call in found} == set(files)


@pytest.mark.parametrize("also", ["", "from sqlalchemy import select\n"])
def test_a_class_that_another_file_passes_on_under_another_name(scan: Any, also: str) -> None:
    files = {
        "app/db.py": "from sqlalchemy.orm import Session as SyncSession\n",
        "app/grants.py": f"{also}from app.db import SyncSession as S\nasync def allow(session: S): session.flush()\n",
    }
    found = scan(files).calls
    assert [call.callable for call in found] == ["sqlalchemy.orm.Session().flush"]
    assert found == scan(files, exhaustive=True).calls
