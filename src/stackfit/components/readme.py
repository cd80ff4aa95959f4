"""The README that speaks for a folder."""

from __future__ import annotations

from collections.abc import Iterable

from stackfit.model.source import SourceFile


def find_readmes(files: Iterable[SourceFile]) -> dict[str, str]:
    """Folder -> path of its README; a plain README.md goes before README.de.md, and code is no README."""
    found: dict[str, str] = {}
    for file in sorted(files, key=lambda file: (len(file.name), file.path)):
        if file.language is None and file.name.lower().partition(".")[0] == "readme":
            found.setdefault(file.folder, file.path)
    return found
