"""What a component itself provides: its own modules are not technologies that it uses."""

from __future__ import annotations

from collections.abc import Iterable

from stackfit.model.component import Component
from stackfit.model.source import SourceFile


def own_python_modules(component: Component) -> frozenset[str]:
    """Top-level modules and packages that the component's folder (or its src/ or lib/) defines."""
    return frozenset(_top_level(component.path, (file.path for file in component.files)))


def _top_level(root: str, paths: Iterable[str]) -> Iterable[str]:
    skip = 0 if root == "." else len(root) + 1
    for path in paths:
        parts = path[skip:].split("/")
        if not path.endswith(".py") or parts[-1] == "setup.py":
            continue
        if parts[0] in ("src", "lib", "python") and len(parts) > 1:
            parts = parts[1:]
        yield parts[0].removesuffix(".py")


def script_folder_modules(component: Component) -> dict[str, frozenset[str]]:
    """Folder -> modules, for folders of plain scripts (no __init__.py), where `import x` finds the x.py beside it."""
    stems: dict[str, set[str]] = {}
    packages = set()
    for file in component.files:
        if file.name == "__init__.py":
            packages.add(file.folder)
        elif file.name.endswith(".py"):
            stems.setdefault(file.folder, set()).add(file.name[:-3])
    return {folder: frozenset(names) for folder, names in stems.items() if folder not in packages}


def is_own(module: str, file: SourceFile, own: frozenset[str], beside: dict[str, frozenset[str]]) -> bool:
    """Whether a Python module imported by `file` is the component's own."""
    if module.startswith("."):
        return True
    head = module.partition(".")[0]
    return head in own or head in beside.get(file.folder, ())
