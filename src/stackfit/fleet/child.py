"""The worker process: takes a task from standard input, answers on standard output, and ends with its parent.

Messages have a length before them; tasks are pickled by the parent, answers are JSON.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import signal
import struct
import sys
import threading
import time
from typing import Any, BinaryIO

LENGTH = struct.Struct("!Q")
_LOOK = 0.5  # seconds between looks whether the parent is there


def main() -> None:
    """Serve until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    gc.set_threshold(200_000, 10, 10)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what others print must not get among the answers
    tasks = sys.stdin.buffer
    while True:
        message = read_message(tasks)
        if message is None:
            return
        try:
            write_message(answers, encode(_answer(message)))
        except BrokenPipeError:
            return


def _end_with(parent: int) -> None:
    """Leave nothing behind when the parent was killed in the middle of a task: nobody would watch it any more."""
    import psutil

    while os.getppid() == parent and psutil.pid_exists(parent):
        time.sleep(_LOOK)
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            process.kill()
    os._exit(1)


def _answer(message: bytes) -> dict[str, Any]:
    from stackfit.fleet.work import work

    task, settings = pickle.loads(message)  # noqa: S301 - from our own parent
    return work(task, settings)


def encode(document: dict[str, Any]) -> bytes:
    """One line of JSON; what a path has that is no text becomes a question mark."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def write_message(stream: BinaryIO, content: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """Read one message; None where the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size: int = LENGTH.unpack(head)[0]
    content = stream.read(size)
    return content if len(content) == size else None
