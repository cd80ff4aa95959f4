"""Runs tasks in a process apart: one that hangs, grows or dies costs its repository, never the run."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import IO, cast

from stackfit.fleet.child import encode, read_message, write_message
from stackfit.fleet.guard import Guard, kill_tree, memory_of
from stackfit.fleet.task import Settings, Task
from stackfit.fleet.work import failure

ATTEMPTS = 2
_RENEWED_AT = 0.5

_PROGRAM = "import sys; sys.path[:] = [p for p in sys.path if p]; from stackfit.fleet.child import main; main()"

_own = threading.local()
_living: weakref.WeakSet[Worker] = weakref.WeakSet()
_stopped = threading.Event()


def run_task(task: Task, settings: Settings) -> bytes:
    """Scan one repository in the process that belongs to this thread, and give its document as JSON.

    A process that dies by itself is replaced and the repository tried once more; one that goes past its limits is
    ended and the repository is given up.
    """
    begun = time.monotonic()
    try:
        return _run(task, settings, begun)
    except OSError as problem:  # no process, no pipe to be had
        return encode(failure(task.source, "crash", f"no worker could be started: {problem}"))


def _run(task: Task, settings: Settings, begun: float) -> bytes:
    for attempt in range(1, ATTEMPTS + 1):
        worker = _worker()
        answer, reason = worker.run(task, settings)
        if answer is not None:
            return answer if attempt == 1 else _add(answer, attempts=attempt)
        if reason or _stopped.is_set():
            break
    kind, message = reason or ("crash", f"the worker died ({worker.ending}), {attempt} times")
    document = failure(task.source, kind, message)
    document["repository"] |= {"attempts": attempt, "seconds": round(time.monotonic() - begun, 3)}
    return encode(document)


def stop_workers() -> None:
    """End all processes of this one; tasks that are under way fail at once."""
    _stopped.set()
    for worker in list(_living):
        worker.end()


def allow_workers() -> None:
    """Begin anew."""
    _stopped.clear()


class Worker:
    """A process that takes one task after the other."""

    def __init__(self) -> None:
        self.ending = "not started"
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.alive = True
        _living.add(self)
        if _stopped.is_set():
            self.end()

    def run(self, task: Task, settings: Settings) -> tuple[bytes | None, tuple[str, str] | None]:
        """The answer, or None and the limit that was passed, if it was one."""
        guard = Guard(self._process, settings.limits)
        watch = threading.Thread(target=guard.watch, daemon=True)
        watch.start()
        try:
            write_message(cast(IO[bytes], self._process.stdin), pickle.dumps((task, settings)))  # type: ignore[arg-type]
            answer = read_message(cast(IO[bytes], self._process.stdout))  # type: ignore[arg-type]
        except (OSError, ValueError):  # the latter where `end` has closed the pipes
            answer = None
        finally:
            guard.done.set()
            watch.join()
        if answer is None or memory_of(self._process.pid) > settings.limits.memory * _RENEWED_AT:
            self.end()
        return answer, guard.reason if answer is None else None

    def end(self) -> None:
        """Kill it with all that it has started, and note how it ended."""
        self.alive = False
        if self._process.poll() is None:
            kill_tree(self._process.pid)
        code = self._process.wait()
        self.ending = f"signal {-code}" if code < 0 else f"exit code {code}"
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close(stream)


def _worker() -> Worker:
    """The process of this thread, a new one where the last has ended."""
    worker = getattr(_own, "worker", None)
    if worker is None or not worker.alive:
        worker = _own.worker = Worker()
    return cast(Worker, worker)


def _environment() -> dict[str, str]:
    """The child finds the same packages; the current folder, which may be a repository, is not among them."""
    package = str(Path(__file__).resolve().parents[2])
    given = [str(Path(part).resolve()) for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([package, *given]), "PYTHONSAFEPATH": "1"}


def _close(stream: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        stream.close()


def _add(answer: bytes, **facts: int) -> bytes:
    document = json.loads(answer)
    document["repository"] |= facts
    return encode(document)
