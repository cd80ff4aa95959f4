"""Repository paths that one file may ask for on behalf of another: always inside the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

# Gives the bytes of a repository-relative path, None where it cannot be read.
Load = Callable[[str], "bytes | None"]


def join(folder: str, relative: str) -> str | None:
    """Give the repository path of `relative` seen from `folder`, None where it is absolute or leaves the tree."""
    relative = relative.strip().replace("\\", "/")
    if not relative or relative.startswith("/") or ":" in relative or "$" in relative:
        return None
    parts = [] if folder == "." else folder.split("/")
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "."


def folder_of(path: str) -> str:
    """Give the folder a path stands in, "." at the root."""
    return path.rpartition("/")[0] or "."


def upwards(folder: str) -> Iterator[str]:
    """Give a folder and then each folder around it, the root last."""
    while folder != ".":
        yield folder
        folder = folder_of(folder)
    yield "."
