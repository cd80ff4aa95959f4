"""Reads the content of files from git's objects, through one process that answers for as long as it is asked."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import IO, Any

from stackfit.discovery.git import TIMEOUT, talk

_LOOK = 1.0  # seconds between looks whether it still answers


class Blobs:
    """The objects of one repository. Each process that uses it has a git of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._git: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._done: threading.Event | None = None
        self._asked = 0.0

    def read(self, name: str) -> bytes:
        """Give the content of an object by its whole name. Raises `OSError`."""
        git = self._running()
        if git.stdin is None or git.stdout is None:
            raise OSError("git cannot be talked to")
        self._asked = time.monotonic()
        try:
            return _ask(git.stdin, git.stdout, name)
        finally:
            self._asked = 0.0

    def close(self) -> None:
        """End the process, if this one started it."""
        git, self._git = self._git, None
        if git is None or self._owner != os.getpid():
            return
        if self._done is not None:
            self._done.set()
        for pipe in (git.stdin, git.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        git.wait()

    def _watch(self, git: subprocess.Popen[bytes], done: threading.Event) -> None:
        """End a process that does not answer: an object of the repository may be a pipe."""
        while git.poll() is None and not done.wait(_LOOK):
            asked = self._asked
            if asked and time.monotonic() - asked > TIMEOUT:
                git.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        """The process; a forked copy of this object must not share its parent's pipes."""
        if self._git is None or self._owner != os.getpid():
            self._git, self._owner = talk(self._root, "cat-file", "--batch"), os.getpid()
            self._done, self._asked = threading.Event(), 0.0
            threading.Thread(target=self._watch, args=(self._git, self._done), daemon=True).start()
        return self._git

    def __getstate__(self) -> dict[str, Any]:
        return {"_root": self._root, "_git": None, "_owner": 0, "_done": None, "_asked": 0.0}


def _ask(stdin: IO[bytes], stdout: IO[bytes], name: str) -> bytes:
    stdin.write(name.encode("ascii") + b"\n")
    stdin.flush()
    _, _, answer = stdout.readline().rstrip(b"\n").partition(b" ")
    kind, _, size = answer.partition(b" ")
    if not size.isdigit():
        raise OSError("git does not have its content: the clone is partial or damaged")
    content = stdout.read(int(size) + 1)
    if len(content) != int(size) + 1 or kind != b"blob":
        raise OSError("git did not give its content")
    return content[:-1]
