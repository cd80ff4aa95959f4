"""The store on disk: what is kept comes back, what is damaged is made anew, and nothing ever fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from stackfit.cache.store import Store


def _kept(path: Path, key: bytes = b"key", value: bytes = b"value" * 100) -> Path:
    store = Store(path)
    store.put(key, value)
    store.close()
    return path


def _read(path: Path) -> bytes | None:
    store = Store(path)
    value = store.get(b"key")
    store.close()
    return value


def test_a_value_outlives_the_run(tmp_path: Path) -> None:
    with closing(Store(_kept(tmp_path / "deep" / "c.sqlite"))) as store:
        assert store.get(b"key") == b"value" * 100
        assert store.get(b"other") is None


def test_a_value_is_there_before_it_is_written(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "c.sqlite")) as store:
        store.put(b"key", b"value")
        assert store.has(b"key")
        assert store.get(b"key") == b"value"


def test_a_file_that_is_no_store_is_renewed(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"garbage " * 1000)
    assert _read(path) is None
    assert _read(_kept(path)) == b"value" * 100


def test_a_truncated_store_is_renewed(tmp_path: Path) -> None:
    path = _kept(tmp_path / "c.sqlite", value=bytes(range(256)) * 1000)
    path.write_bytes(path.read_bytes()[:5000])
    assert _read(path) is None
    assert _read(_kept(path)) == b"value" * 100


def test_without_a_place_to_write_it_remembers_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    store = Store(blocked / "c.sqlite")
    store.put(b"key", b"value")
    assert store.get(b"key") is None
    store.close()


def test_a_store_that_another_run_writes_to_holds_nobody_up(tmp_path: Path) -> None:
    path = _kept(tmp_path / "c.sqlite")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    store = Store(path, wait=0.01)
    assert store.get(b"key") is None
    store.put(b"new", b"value")
    store.close()
    other.rollback()
    other.close()
    assert _read(path) == b"value" * 100


def test_two_runs_at_once_both_keep_what_they_found(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    first, second = Store(path), Store(path)
    first.put(b"1", b"one")
    second.put(b"2", b"two")
    first.close()
    second.close()
    with closing(Store(path)) as third:
        assert (third.get(b"1"), third.get(b"2")) == (b"one", b"two")


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    noise = [bytes((seed * number) % 251 for number in range(40_000)) for seed in range(1, 40)]
    for number, value in enumerate(noise):
        store = Store(path, limit=400_000)
        store.put(str(number).encode(), value + str(number).encode() * 2000)
        store.close()
    with closing(Store(path)) as last:
        assert last.get(str(len(noise) - 1).encode()) is not None
    assert path.stat().st_size < 800_000
