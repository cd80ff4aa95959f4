"""Packages whose folder is a place to import from: `backend/__init__.py` beside programs that say `import users`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

_INIT = "__init__.py"
_LAYOUT = "src"


def find_source_roots(paths: Iterable[str], modules: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Give the outermost packages that nobody imports by their own name; `modules` are those a Python file imports.

    What lies in a package that is imported by its name has longer names itself: there, `import redis` is not its own
    `redis.py`. A folder called `src`, or one whose name nobody could import, is a root in any case.
    """
    files = [path for path in paths if path.endswith(".py")]
    packages = {posixpath.dirname(path) for path in files if posixpath.basename(path) == _INIT}
    outermost = {folder for folder in packages if folder and posixpath.dirname(folder) not in packages - {""}}
    unsure = {folder for folder in outermost if (name := posixpath.basename(folder)).isidentifier() and name != _LAYOUT}
    if unsure:
        named = {module.partition(".")[0] for path in files for module in modules(path)}
        outermost -= {folder for folder in unsure if posixpath.basename(folder) in named}
    return frozenset(outermost)
