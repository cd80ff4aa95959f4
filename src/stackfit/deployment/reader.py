"""What a deployment reader is, and the tree-safe paths it may ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stackfit.model.deployment import Deployment

Load = Callable[[str], "bytes | None"]
Read = Callable[[str, bytes, Load], "tuple[Deployment, ...]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: `pattern` matches the whole lower-cased repository path, `read` makes the deployments."""

    name: str
    pattern: re.Pattern[str]
    read: Read


def join(folder: str, relative: str) -> str | None:
    """Give the repository path of `relative` seen from `folder`, None where it is absolute or leaves the tree."""
    relative = relative.strip().replace("\\", "/")
    if relative.startswith("/") or ":" in relative or "$" in relative:
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
