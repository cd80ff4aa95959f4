"""Reads the content of files from git's objects, through one process that answers for as long as it is asked."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path
from typing import Any

from stackfit.discovery.git import talk


class Blobs:
    """The objects of one repository. Each process that uses it has a git of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._git: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def read(self, name: str) -> bytes:
        """Give the content of an object by its whole name. Raises `OSError`."""
        git = self._running()
        if git.stdin is None or git.stdout is None:
            raise OSError("git cannot be talked to")
        git.stdin.write(name.encode("ascii") + b"\n")
        git.stdin.flush()
        _, _, answer = git.stdout.readline().rstrip(b"\n").partition(b" ")
        kind, _, size = answer.partition(b" ")
        if not size.isdigit():
            raise OSError("git does not have its content: the clone is partial or damaged")
        content = git.stdout.read(int(size) + 1)
        if len(content) != int(size) + 1 or kind != b"blob":
            raise OSError("git did not give its content")
        return content[:-1]

    def close(self) -> None:
        """End the process, if this one started it."""
        git, self._git = self._git, None
        if git is None or self._owner != os.getpid():
            return
        for pipe in (git.stdin, git.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        git.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        """The process; a forked copy of this object must not share its parent's pipes."""
        if self._git is None or self._owner != os.getpid():
            self._git, self._owner = talk(self._root, "cat-file", "--batch"), os.getpid()
        return self._git

    def __getstate__(self) -> dict[str, Any]:
        return {"_root": self._root, "_git": None, "_owner": 0}
