"""Which folder of the repository a command runs in, when the file that starts it names a folder of the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.syntax.paths import Load, join, upwards

_MODULE = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::[\w.()]+)?")
_MAX_PARTS = 8


def find_home(folder: str, directory: str, target: str, load: Load) -> str:
    """Give the folder that holds what a command is given; `folder` where the repository does not hold it.

    `directory` is the working directory on the machine: "/srv/shop/api" may be api/ or shop/api/ here, or the root.
    Where nothing names one, it is that of an absolute target.
    """
    directory = directory or (target.rpartition("/")[0] if target.startswith("/") else "")
    files = list(_files(directory, target)) if target else []
    for base in upwards(folder):
        for end in _endings(directory):
            home = join(base, end)
            for file in files if home else ():
                found = join(home or ".", file)
                if found and load(found) is not None:
                    return home or folder
    return folder


def find_file(folder: str, path: str, load: Load) -> str | None:
    """Give the repository's file behind a path of the machine, None where there is none."""
    for base in upwards(folder):
        for end in _endings(path):
            found = join(base, end) if end != "." else None
            if found and load(found) is not None:
                return found
    return None


def _endings(directory: str) -> Iterator[str]:
    """Give the last parts of a path, the longest first, and the folder itself last."""
    parts = [part for part in directory.split("/") if part not in ("", ".", "..")][-_MAX_PARTS:]
    for start in range(len(parts)):
        yield "/".join(parts[start:])
    yield "."


def _files(directory: str, target: str) -> Iterator[str]:
    """Give the files, seen from the working directory, that a target may be."""
    target = target.strip("\"'")
    inside = target.removeprefix(directory.rstrip("/") + "/")
    if "." in inside.rpartition("/")[2] and not inside.startswith("/") and ":" not in inside:
        yield inside
    module = _MODULE.fullmatch(inside)
    if module:
        path = module.group(1).replace(".", "/")
        yield from (f"{path}.py", f"{path}/__init__.py", f"{path}/__main__.py")
