"""Which file a Python module name means: packages, namespace packages, `src` layouts, folders of scripts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Set

_INIT = "__init__.py"
_STUBS = ("typing", "__future__")


class PythonModules:
    """The Python files of a project as modules; a folder stands for its package, with or without `__init__.py`.

    A module is a file's or folder's path ("" for the root of the repository). `roots` are packages from whose folder
    the files below import.
    """

    def __init__(self, paths: Iterable[str], roots: Set[str] = frozenset()) -> None:
        self._roots = roots
        self._files = frozenset(paths)
        self._folders: set[str] = set()
        self._parents: dict[str, list[str]] = {}
        for path in sorted(self._files):
            folder, name = posixpath.split(path)
            self._add_parent(name.removesuffix(".py"), folder)
            while folder and folder not in self._folders:
                self._folders.add(folder)
                parent, name = posixpath.split(folder)
                self._add_parent(name, parent)
                folder = parent

    def _add_parent(self, name: str, folder: str) -> None:
        known = self._parents.setdefault(name, [])
        if folder not in known:
            known.append(folder)

    def child(self, folder: str, name: str) -> str | None:
        """Give the module `name` directly in a folder, None where there is none."""
        stem = f"{folder}/{name}" if folder else name
        if stem in self._folders:
            return stem
        return f"{stem}.py" if f"{stem}.py" in self._files else None

    def is_folder(self, module: str) -> bool:
        """Whether a module is a package."""
        return module in self._folders or not module

    def file(self, module: str) -> str | None:
        """Give the file that holds a module's own code; None for a package without `__init__.py`."""
        if not self.is_folder(module):
            return module
        path = f"{module}/{_INIT}" if module else _INIT
        return path if path in self._files else None

    def relative(self, path: str, dots: int) -> str:
        """Give the package that `dots` leading dots mean in a file."""
        folder = posixpath.dirname(path)
        for _ in range(dots - 1):
            folder = posixpath.dirname(folder)
        return folder

    def top(self, path: str, name: str) -> str | None:
        """Give the module that an absolute import of `name` in a file means, None for one from outside.

        A script finds its neighbours; everything else is found from folders that are no packages themselves, the
        nearest first. The repository is none, whatever stands at its top: nothing above it could import it.
        """
        parents = self._parents.get(name)
        if parents is None or name in _STUBS:
            return None
        own = posixpath.dirname(path)
        roots = [folder for folder in parents if not self._is_package(folder) or self._is_root(folder, own)]
        if own in roots:
            return self.child(own, name)
        best = max(roots, key=lambda folder: (_shared(folder, own), -folder.count("/")), default=None)
        return None if best is None else self.child(best, name)

    def _is_root(self, folder: str, own: str) -> bool:
        return folder in self._roots and f"{own}/".startswith(f"{folder}/")

    def _is_package(self, folder: str) -> bool:
        return bool(folder) and f"{folder}/{_INIT}" in self._files

    def imported(self, path: str, module: str) -> Iterator[str]:
        """Yield the file that an import line naming `module` means, and "folder/*" for a package.

        The text does not tell whether `from package import name` means a module of the package.
        """
        dots = len(module) - len(module.lstrip("."))
        parts = [part for part in module[dots:].split(".") if part]
        top = self.top(path, parts.pop(0)) if parts and not dots else None
        found = self.relative(path, dots) if dots else top
        for part in parts:
            if found is None or not self.is_folder(found):
                break
            found = self.child(found, part)
        if found is None:
            return
        own = self.file(found)
        if own is not None:
            yield own
        if self.is_folder(found):
            yield f"{found}/*" if found else "*"


def _shared(one: str, other: str) -> int:
    """Count the leading folders that two folders share."""
    count = 0
    for a, b in zip(one.split("/"), other.split("/"), strict=False):
        if a != b or not a:
            break
        count += 1
    return count
