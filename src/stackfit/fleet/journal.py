"""Results that are done and not yet in a part: a line of JSON each, which a killed run leaves behind whole."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any


class Journal:
    """A file that documents are appended to; each is with the operating system before the next is taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._file = path.open("wb", buffering=0)

    def append(self, document: bytes) -> None:
        """Add one document. Raises `OSError`, and then the file holds what it held before, and half a line at most."""
        line = document + b"\n"
        written = self._file.write(line)
        if written != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.size += len(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(path: Path) -> list[dict[str, Any]]:
    """The documents of a journal; a line that was cut short is not one."""
    content = path.read_bytes()
    return [json.loads(line) for line in content[: content.rfind(b"\n") + 1].split(b"\n") if line]
