"""A copy of this process that works ahead on a second core: its answers are used where they are there in time.

The copy shares what this process knows when it is made (POSIX `fork`), so nothing has to be sent to it but which items
to work on. If it is slow, dies or is killed, whoever asks does the work, with the same result.
"""

from __future__ import annotations

import contextlib
import gc
import mmap
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence

_FREE, _BEGUN, _NOT_NEEDED = 0, -1, -2
_IDLE = 0.0005  # seconds between looks for work
_PATIENCE = 0.01  # seconds that an item which the copy is just working on is waited for
_LENGTH_BITS = 32


class Ahead:
    """Hands items out of `names` to the copy, which begins with the last, and takes its answers.

    The copy, whose number is `process`, is made at once: the less there is in memory, the less of it is held twice.
    """

    def __init__(self, names: Sequence[str], work: Callable[[str], bytes]) -> None:
        self._place = {name: number for number, name in enumerate(names)}
        self._names = names
        self._work = work
        # One number of items to do, their indexes in order, then for each item what became of it.
        self._shared = memoryview(mmap.mmap(-1, 8 * (1 + 2 * len(names)))).cast("q")
        self._state = self._shared[1 + len(names) :]
        self._answers = os.memfd_create("stackfit")
        self._asked: set[int] = set()
        self.process = self._start()

    def expect(self, names: Iterable[str]) -> None:
        """Say that these will be asked for soon, in this order."""
        new = [place for name in names if (place := self._place.get(name)) is not None and place not in self._asked]
        done = self._shared[0]
        for number, place in enumerate(new, 1 + done):
            self._shared[number] = place
        self._asked.update(new)
        self._shared[0] = done + len(new)

    def take(self, name: str) -> bytes | None:
        """Give the copy's answer; None where there is none yet, and none is wanted any more."""
        place = self._place.get(name)
        if place is None or place not in self._asked:
            return None
        until = time.perf_counter() + _PATIENCE
        while self._state[place] == _BEGUN and time.perf_counter() < until:
            time.sleep(_IDLE / 2)
        answer = self._state[place]
        if answer <= 0:
            self._state[place] = _NOT_NEEDED
            return None
        return os.pread(self._answers, answer & ((1 << _LENGTH_BITS) - 1), answer >> _LENGTH_BITS) or None

    def close(self) -> None:
        """End the copy."""
        if self.process:
            with contextlib.suppress(OSError):
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
            os.close(self._answers)
        self.process = 0

    def _start(self) -> int:
        parent = os.getpid()
        with warnings.catch_warnings():
            # The thread that draws the progress holds nothing that the copy uses.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process:
            return process
        try:
            gc.freeze()  # looking through what is shared would copy it
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
            self._serve(parent)
        finally:
            os._exit(0)

    def _serve(self, parent: int) -> None:
        """Work until the parent is gone."""
        waiting: list[int] = []
        seen = end = 0
        while os.getppid() == parent:
            there = self._shared[0]
            waiting += self._shared[1 + seen : 1 + there].tolist()
            seen = there
            if not waiting:
                time.sleep(_IDLE)
                continue
            place = waiting.pop()
            if self._state[place] != _FREE:
                continue
            self._state[place] = _BEGUN
            answer = self._work(self._names[place])
            if os.pwrite(self._answers, answer, end) < len(answer):
                return
            if self._state[place] == _BEGUN:
                self._state[place] = end << _LENGTH_BITS | len(answer)
                end += len(answer)


def can_work_ahead() -> bool:
    """Whether there is a second core, and a system that copies a process cheaply and safely."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
