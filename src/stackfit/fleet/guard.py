"""Watches a worker process from outside: no lock in it can keep the watch from being kept."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time

import psutil

from stackfit.fleet.task import Limits

LOOK = 0.25
"""Seconds between two looks: memory may pass its bound by what can be taken in that time."""


class Guard:
    """Watches a process from outside, so that no lock in it can keep the watch from being kept."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.done = threading.Event()
        self.reason: tuple[str, str] | None = None
        self._process = process
        self._limits = limits
        self._until = time.monotonic() + limits.seconds

    def watch(self) -> None:
        """Look until the task is done; end the process where it has gone too far."""
        while not self.done.wait(LOOK):
            if time.monotonic() > self._until:
                self.reason = ("time", f"took longer than {self._limits.seconds:g} seconds")
            elif memory_of(self._process.pid, family=True) > self._limits.memory:
                self.reason = ("memory", f"took more than {self._limits.memory / 1e6:,.0f} MB of memory")
            if self.reason:
                kill_tree(self._process.pid)
                return


def memory_of(pid: int, *, family: bool = False) -> int:
    """What a process holds, and what those do that it has started."""
    total = 0
    for process in _family(pid) if family else _find(pid):
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def kill_tree(pid: int) -> None:
    """End a process and all that it has started."""
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            process.kill()


def _family(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return [item for first in _find(pid) for item in (first, *first.children(recursive=True))]
    return []


def _find(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid)]
    except psutil.Error:
        return []
