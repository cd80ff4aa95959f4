"""Packages that a package manager put under node_modules: told by install marks, lockfiles and manifests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from stackfit.discovery.reading import folders_down_to

Reader = Callable[[str], bytes]
"""Gives the content of a path, or raises OSError."""

_MARKS = ("_resolved", "_id", "_from", "_integrity")
_LOCAL = ("file:", "link:", "workspace:", "portal:", ".", "/", "~/")


class InstalledPackages:
    """Knows which folders under node_modules hold installed packages rather than a project's own source."""

    def __init__(self, paths: frozenset[str], read: Reader) -> None:
        self._paths = paths
        self._read = read
        self._documents: dict[str, Any] = {}

    def holds(self, folder: str) -> bool:
        """Whether `folder` is node_modules/<package>, put there by a package manager."""
        holder, found, package = f"/{folder}".rpartition("/node_modules/")
        if not found or package.count("/") != package.startswith("@"):
            return False
        data = _object(self._content(f"{folder}/package.json"))
        if any(mark in data for mark in _MARKS):
            return True
        return self._is_declared(holder[1:], package) or self._is_locked(holder[1:], folder, package)

    def _is_declared(self, holder: str, package: str) -> bool:
        """Whether the manifest beside node_modules asks a registry or another host for the package."""
        manifest = self._json(f"{holder}/package.json" if holder else "package.json")
        for kind in ("dependencies", "devDependencies", "optionalDependencies"):
            ranges = manifest.get(kind)
            wanted = ranges.get(package) if isinstance(ranges, dict) else None
            if isinstance(wanted, str) and not wanted.startswith(_LOCAL):
                return True
        return False

    def _is_locked(self, holder: str, folder: str, package: str) -> bool:
        for base in ("", *folders_down_to(holder)) if holder else ("",):
            prefix = f"{base}/" if base else ""
            for name in ("package-lock.json", "npm-shrinkwrap.json", "node_modules/.package-lock.json"):
                lock = self._json(prefix + name)
                entries = lock.get("packages")
                entry = entries.get(folder.removeprefix(prefix)) if isinstance(entries, dict) else None
                if not isinstance(entry, dict) and base == holder and isinstance(lock.get("dependencies"), dict):
                    entry = lock["dependencies"].get(package)
                if (
                    isinstance(entry, dict)
                    and not entry.get("link")
                    and (entry.get("resolved") or entry.get("integrity"))
                ):
                    return True
        yarn = self._content(f"{holder}/yarn.lock" if holder else "yarn.lock")
        return (
            re.search(rb'^"?' + re.escape(package.encode("utf-8", "replace")) + rb"@(?!workspace:)", yarn, re.M)
            is not None
        )

    def _json(self, path: str) -> dict[str, Any]:
        if path not in self._documents:
            self._documents[path] = _object(self._content(path))
        found: dict[str, Any] = self._documents[path]
        return found

    def _content(self, path: str) -> bytes:
        if path not in self._paths:
            return b""
        try:
            return self._read(path)
        except OSError:
            return b""


def _object(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
