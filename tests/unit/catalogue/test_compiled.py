"""Data that an earlier run has read are the same as those that are read anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import asdict

from stackfit.cache import NOTHING, Memory, open_memory
from stackfit.catalogue.callables import Callables, load_callables
from stackfit.catalogue.compiled import compiled, keep_compiled
from stackfit.catalogue.technologies import Technology, load_catalogue


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    first = open_memory(tmp_path)
    keep_compiled(first)
    compiled("callables", Callables, lambda: load_callables())
    compiled("technologies", tuple[Technology, ...], lambda: load_catalogue().technologies)
    first.close()
    again = open_memory(tmp_path)
    keep_compiled(again)
    yield again
    keep_compiled(NOTHING)
    again.close()


def never() -> Callables:
    raise AssertionError("was read again")


def test_callables_come_back_as_they_were(memory: Memory) -> None:
    kept, read = compiled("callables", Callables, never), load_callables()
    assert kept == read
    assert "asyncio.to_thread" in kept.python.offloaders
    assert kept.words == read.words


def test_technologies_come_back_as_they_were(memory: Memory) -> None:
    kept = compiled("technologies", tuple[Technology, ...], lambda: ())
    assert list(map(asdict, kept)) == list(map(asdict, load_catalogue().technologies))


def test_without_a_memory_data_are_read() -> None:
    assert compiled("anything", tuple[int, ...], lambda: (1, 2)) == (1, 2)
