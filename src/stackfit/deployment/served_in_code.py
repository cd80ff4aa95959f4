"""Servers that Python code runs itself: `uvicorn.run(...)`, `waitress.serve(...)`, Gunicorn as a library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_SERVERS = {
    "uvicorn.run": "uvicorn",
    "uvicorn.Config": "uvicorn",
    "waitress.serve": "waitress",
    "hypercorn.asyncio.serve": "hypercorn",
    "hypercorn.trio.serve": "hypercorn",
    "hypercorn.run.run": "hypercorn",
    "granian.Granian": "granian",
}
_WORKER_CLASS = {"granian": "interface", "gunicorn": "worker_class", "hypercorn": "worker_class"}
_GUNICORN = ("gunicorn.app.base.", "gunicorn.app.wsgiapp.")
_GUNICORN_OPTIONS = frozenset(("bind", "workers", "worker_class", "threads"))


class Server(NamedTuple):
    """One server: where it is started, and the expressions that set it up."""

    program: str
    node: ast.Call
    settings: dict[str, ast.expr]

    @property
    def worker_class(self) -> ast.expr | None:
        """The expression that chooses the kind of worker."""
        return self.settings.get(_WORKER_CLASS.get(self.program, ""))


class Module:
    """A parsed file: its imports, its assignments, and the servers it starts."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[str, ast.expr] = {}
        self._imports: dict[str, str] = {}
        self._attributes: dict[str, dict[str, ast.expr]] = {}
        self._calls: list[ast.Call] = []
        self._applications: set[str] = set()
        self._options: dict[str, ast.expr] = {}
        for node in ast.walk(tree):
            self._accept(node)

    def servers(self) -> Iterator[Server]:
        """Give the servers in the order of the file; one that reloads itself is for developers."""
        for node in sorted(self._calls, key=lambda call: (call.lineno, call.col_offset)):
            name = self._resolve(node.func)
            program = "gunicorn" if name in self._applications else _SERVERS.get(name, "")
            if not program:
                continue
            settings = {key.arg: key.value for key in node.keywords if key.arg}
            if program == "gunicorn":
                settings = self._options
            elif program == "hypercorn":
                settings = {**settings, **self._configured(node)}
            reload = settings.get("reload")
            if not (isinstance(reload, ast.Constant) and reload.value):
                yield Server(program, node, settings)

    def _accept(self, node: ast.AST) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, ast.Call):
            self._calls.append(node)
        elif isinstance(node, ast.ClassDef):
            if any(self._resolve(base).startswith(_GUNICORN) for base in node.bases):
                self._applications.add(node.name)
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            texts = {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}
            if not _GUNICORN_OPTIONS.isdisjoint(texts):
                self._options.update(texts)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for item in node.names:
            if isinstance(node, ast.ImportFrom):
                self._imports[item.asname or item.name] = f"{node.module}.{item.name}"
            else:
                top = item.name.partition(".")[0]
                self._imports[item.asname or top] = item.name if item.asname else top

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            self._attributes.setdefault(target.value.id, {})[target.attr] = value

    def _resolve(self, node: ast.expr) -> str:
        """Give the imported name behind `a.b.c`, the name itself where it is not imported."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self._imports.get(node.id, node.id), *parts])

    def _configured(self, node: ast.Call) -> dict[str, ast.expr]:
        """Give what was set on the configuration object that a call is handed."""
        names = [item.id for item in node.args if isinstance(item, ast.Name)]
        return {key: value for name in names for key, value in self._attributes.get(name, {}).items()}
