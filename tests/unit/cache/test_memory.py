"""Typed values from the store: what comes back is what was kept, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stackfit.cache import make_key, open_memory
from stackfit.model.source import ReadError

KEY = make_key("test", b"source")
VALUE = ReadError(path="a.py", message="is broken", line=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    memory = open_memory(tmp_path)
    memory.keep(KEY, VALUE)
    memory.close()
    return tmp_path


def test_a_value_comes_back_as_it_was(folder: Path) -> None:
    with closing(open_memory(folder)) as memory:
        assert memory.knows(KEY)
        assert memory.recall(ReadError, KEY) == VALUE
        assert memory.recall(ReadError, make_key("test", b"other")) is None


def test_a_value_of_another_type_is_no_value(folder: Path) -> None:
    with closing(open_memory(folder)) as memory:
        assert memory.recall(int, KEY) is None


def test_a_damaged_value_is_no_value(folder: Path) -> None:
    with sqlite3.connect(folder / "cache.sqlite") as base:
        value = base.execute("SELECT value FROM entries").fetchone()[0]
        base.execute("UPDATE entries SET value = ?", (value[:10] + bytes([value[10] ^ 1]) + value[11:],))
    base.close()
    with closing(open_memory(folder)) as memory:
        assert memory.recall(ReadError, KEY) is None


def test_text_that_no_encoding_has_is_left_out(tmp_path: Path) -> None:
    memory = open_memory(tmp_path)
    memory.keep(KEY, ReadError(path="a.py", message="\ud800"))
    assert memory.recall(ReadError, KEY) is None
    memory.close()


def test_parts_of_a_key_are_kept_apart() -> None:
    assert make_key("test", b"ab", b"c") != make_key("test", b"a", b"bc")
