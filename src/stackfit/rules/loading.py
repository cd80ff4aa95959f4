"""Which Python files a server command loads: its module, and what that imports, directly or not."""

from __future__ import annotations

import posixpath
import re

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.rules.base import PYTHON, Context
from stackfit.rules.modules import resolve_python

_MODULE = re.compile(r"[A-Za-z_][\w.]*")
_DJANGO = frozenset({"apps.py", "urls.py", "wsgi.py", "asgi.py", "settings.py", "models.py", "views.py"})
"""Files that Django loads by name, without an import that could be followed."""


def loaded_by_server(command: StartCommand, component: ProfiledComponent, context: Context) -> frozenset[str]:
    """Collect the component's files that a server loads; nothing where its module is not in the repository."""
    module = command.target.partition(":")[0].strip("\"'").removesuffix(".py").replace("/", ".").strip(".")
    if not _MODULE.fullmatch(module):
        return frozenset()
    folders = (component.component.path.strip("."), posixpath.dirname(command.location.path), "")
    found = [path for folder in folders for path in resolve_python(posixpath.join(folder, "x.py"), module, context)]
    pending = found[:1]
    if found and "django" in component.technology_ids:
        names = (file.path for file in context.files(component, languages=PYTHON))
        pending += [path for path in names if posixpath.basename(path) in _DJANGO]
    return _follow(pending, context)


def _follow(pending: list[str], context: Context) -> frozenset[str]:
    """Follow imports from some files to all that they load."""
    loaded = set(pending)
    while pending:
        path = pending.pop()
        facts = context.facts(path)
        for item in facts.imports if facts is not None else ():
            if item.typing_only:
                continue
            dot = "" if item.module.endswith(".") else "."
            names = (item.module, f"{item.module}{dot}{item.name}") if item.name not in (None, "*") else (item.module,)
            for target in (found for name in names for found in resolve_python(path, name, context)[:1]):
                if target not in loaded:
                    loaded.add(target)
                    pending.append(target)
    return frozenset(loaded)
