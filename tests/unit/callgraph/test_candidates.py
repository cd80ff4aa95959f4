from __future__ import annotations

import pytest

from stackfit.callgraph.candidates import Candidates, wanted_words
from stackfit.catalogue.callables import load_callables
from stackfit.extract.codebase import Codebase
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile


def make_code(source: str, python: bool) -> Codebase:
    language = Language.PYTHON if python else Language.JAVASCRIPT
    file = SourceFile(path="a", size=len(source), role=Role.PRODUCTION, language=language)
    return Codebase([file], lambda path: source.encode(), wanted_words(load_callables()))


@pytest.mark.parametrize(
    ("source", "python", "expected"),
    [
        ("import time\nasync def f(): time.sleep(1)", True, True),
        ("import time as t\nasync def f(): t.sleep(1)", True, True),
        ("from time import (\n    monotonic, sleep\n)\nasync def f(): sleep(1)", True, True),
        ("from time import *\nasync def f(): sleep(1)", True, True),
        ("import time\nclock = time\nasync def f(): clock.sleep(1)", True, True),
        ("import time\nasync def f(): await trio.sleep(time.monotonic())", True, False),
        ("import urllib.request\nasync def f(): urllib.request.urlopen(u)", True, True),
        ("from os import path\nasync def f(): path.exists(p)", True, True),
        ("import requests.sessions\nasync def f(): requests.sessions.Session().get(u)", True, True),
        ("from requests import Session\nasync def f(s: Session): s.get(u)", True, True),
        ("from requests.exceptions import Timeout\nasync def f(d): d.get(k)", True, False),
        ("async def f(): open(p)", True, True),
        ("async def f(): os.open(p)", True, False),
        ("import asyncio\nasync def f(): asyncio.run_coroutine_threadsafe(g(), l).result()", True, True),
        ("import asyncio\nasync def f(t): t.result()", True, False),
        ("import time\ndef f(): time.sleep(1)", True, False),
        ("import random\nasync def f(): random.sleep(1)", True, False),
        ("import tornado.web\nimport time\ndef f(): time.sleep(1)", True, True),
        ("const fs = require('fs'); fs.readFileSync(p)", False, True),
        ("const fs = require('fs'); fs.sleep(p)", False, False),
        ("const request = require('sync-request'); request(u)", False, True),
        ("const fs = require('fs-like'); fs.readFileSync(p)", False, False),
    ],
)
def test_only_files_that_can_matter_are_parsed(source: str, python: bool, expected: bool) -> None:
    callables = load_callables()
    candidates = Candidates(callables.python if python else callables.node)
    code = make_code(source, python)
    index = code.index("a")
    assert index is not None
    assert (candidates.may_enter(index) and candidates.may_block(index, code)) is expected


def test_every_word_that_is_looked_at_is_asked_for() -> None:
    assert {"async", "sleep", "readFileSync", "urlopen"} <= wanted_words(load_callables())
