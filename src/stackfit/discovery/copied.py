"""Folders that Python packages were copied into: several well-known ones side by side, outside any package."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from stackfit.catalogue.technologies import load_catalogue

# Fewer may be a project's own modules by the same names.
MIN_KNOWN = 4
MIN_SHARE = 0.25
_SOURCE_FOLDERS = frozenset(("src", "source", "python"))


def copied_packages(paths: Collection[str]) -> set[str]:
    """The folders among `paths` that hold other people's packages, told by the names one would import."""
    tops: dict[str, set[str]] = defaultdict(set)
    packages = set()
    for path in paths:
        if not path.endswith(".py"):
            continue
        folder, _, name = path.rpartition("/")
        if name == "__init__.py":
            packages.add(folder)
            parent, _, own = folder.rpartition("/")
            tops[parent].add(own)
        else:
            tops[folder].add(name[:-3])
    return {
        folder
        for folder, names in tops.items()
        if folder
        and folder not in packages
        and folder.rpartition("/")[2] not in _SOURCE_FOLDERS
        and len(names & _known_modules()) >= max(MIN_KNOWN, MIN_SHARE * len(names))
    }


@lru_cache(maxsize=1)
def _known_modules() -> frozenset[str]:
    """The top-level modules of the catalogue that do not come with Python."""
    known = {module.partition(".")[0] for entry in load_catalogue().technologies for module in entry.python}
    return frozenset(known) - sys.stdlib_module_names
