"""Values by key in one SQLite file: safe under several runs at once, bounded in size, renewed when it is damaged."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

LIMIT = 300_000_000  # bytes
_DAY = 86_400
WAIT = 2.0  # seconds, for another run that is just writing
_LAYOUT = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL)"
_PUT = "INSERT OR REPLACE INTO entries (key, used, value) VALUES (?, ?, ?)"


class Store:
    """A bounded map from bytes to bytes on disk. Nothing it does raises: what does not work is as if it were not there.

    Writes are gathered and made at once by `close`.
    """

    def __init__(self, path: Path, limit: int = LIMIT, wait: float = WAIT) -> None:
        self._path = path
        self._limit = limit
        self._wait = wait
        self._new: dict[bytes, bytes] = {}
        self._stale: list[bytes] = []
        self._today = int(time.time() // _DAY)
        self._base: sqlite3.Connection | None = None
        with self._guarded():
            self._base = self._open()

    def get(self, key: bytes) -> bytes | None:
        """Give the value of a key."""
        if key in self._new:
            return self._new[key]
        if self._base is None:
            return None
        with self._guarded():
            row = self._base.execute("SELECT value, used FROM entries WHERE key = ?", (key,)).fetchone()
            if row is not None:
                if row[1] != self._today:
                    self._stale.append(key)
                return bytes(row[0])
        return None

    def has(self, key: bytes) -> bool:
        """Whether there is a value of a key."""
        if self._base is None:
            return False
        if key in self._new:
            return True
        with self._guarded():
            return self._base.execute("SELECT 1 FROM entries WHERE key = ?", (key,)).fetchone() is not None
        return False

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is written by `close`."""
        if self._base is not None:
            self._new[key] = value

    def close(self) -> None:
        """Write what is new, drop what has not been used for longest where there is too much, and let go."""
        base = self._base
        if base is None:
            return
        with self._guarded():
            if self._new or self._stale:
                rows = ((key, self._today, value) for key, value in self._new.items())
                with base:
                    base.executemany(_PUT, rows)
                    touched = ((self._today, key) for key in self._stale)
                    base.executemany("UPDATE entries SET used = ? WHERE key = ?", touched)
                self._trim(base)
        with contextlib.suppress(sqlite3.Error):
            base.close()
        self._base = None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._path, timeout=self._wait)
        try:
            # A crash of the machine may damage the file, which is then renewed: no reason to wait for the disk.
            base.execute("PRAGMA synchronous = OFF")
            base.execute(_LAYOUT)
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _trim(self, base: sqlite3.Connection) -> None:
        if self._path.stat().st_size <= self._limit:
            return
        total = base.execute("SELECT SUM(LENGTH(value)) FROM entries").fetchone()[0] or 0
        excess = total - self._limit // 2
        with base:
            for key, size in base.execute("SELECT key, LENGTH(value) FROM entries ORDER BY used, rowid").fetchall():
                if excess <= 0:
                    break
                base.execute("DELETE FROM entries WHERE key = ?", (key,))
                excess -= size
        base.execute("VACUUM")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without the store where it fails; a damaged file is removed, so that the next run begins anew."""
        try:
            yield
        except sqlite3.OperationalError:  # locked, full, read-only
            self._let_go()
        except sqlite3.DatabaseError:
            self._let_go()
            with contextlib.suppress(OSError):
                self._path.unlink()
        except OSError:
            self._let_go()

    def _let_go(self) -> None:
        base, self._base = self._base, None
        if base is not None:
            with contextlib.suppress(sqlite3.Error):
                base.close()
