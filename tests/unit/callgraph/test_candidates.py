from __future__ import annotations

import pytest

from stackfit.callgraph.candidates import Candidates, wanted_words
from stackfit.catalogue.callables import load_callables
from stackfit.model.facts import FileIndex


def make_index(modules: set[str], words: set[str]) -> FileIndex:
    return FileIndex(path="a", modules=frozenset(modules), words=frozenset(words), lines=1, code_lines=1)


@pytest.mark.parametrize(
    ("modules", "words", "python", "expected"),
    [
        ({"time"}, {"sleep", "async"}, True, True),
        ({"urllib"}, {"urlopen", "async"}, True, True),
        ({"os.path"}, {"exists", "async"}, True, True),
        (set(), {"open", "open()", "async"}, True, True),
        (set(), {"open", "async"}, True, False),
        ({"asyncio"}, {"run_coroutine_threadsafe", "result", "async"}, True, True),
        ({"asyncio"}, {"result", "async"}, True, False),
        ({"time"}, {"sleep"}, True, False),
        ({"random"}, {"sleep", "async"}, True, False),
        ({"tornado.web", "time"}, {"sleep"}, True, True),
        ({"fs"}, {"readFileSync"}, False, True),
        ({"fs"}, {"sleep"}, False, False),
        ({"sync-request"}, set(), False, True),
        ({"fs-like"}, {"readFileSync"}, False, False),
    ],
)
def test_only_files_that_can_matter_are_parsed(
    modules: set[str], words: set[str], python: bool, expected: bool
) -> None:
    callables = load_callables()
    candidates = Candidates(callables.python if python else callables.node)
    index = make_index(modules, words)
    assert (candidates.may_enter(index) and candidates.may_block(index)) is expected


def test_every_word_that_is_looked_at_is_asked_for() -> None:
    assert {"async", "sleep", "readFileSync", "urlopen"} <= wanted_words(load_callables())
