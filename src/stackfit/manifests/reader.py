"""What a manifest reader is, and the tree-safe paths its includes may use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stackfit.model.manifest import Manifest

Load = Callable[[str], "bytes | None"]
Read = Callable[[str, bytes, Load], Manifest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: `pattern` matches the whole lower-cased repository path, `read` makes the manifest."""

    name: str
    pattern: re.Pattern[str]
    read: Read


def join(folder: str, relative: str) -> str | None:
    """Give the repository path of `relative` seen from `folder`, None where it is absolute or leaves the tree."""
    relative = relative.strip().replace("\\", "/")
    if not relative or relative.startswith("/") or ":" in relative:
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
