"""Follows relative imports of JavaScript and TypeScript, for rules that ask what a server loads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from stackfit.rules.base import Context

_ENDINGS = ("", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx", "/index.js", "/index.ts", "/index.mjs")
_TYPESCRIPT = ((".js", ".ts"), (".mjs", ".mts"), (".cjs", ".cts"))


def loaded_files(start: Iterable[str], context: Context) -> frozenset[str]:
    """Collect the files that `start` load through relative imports, themselves included."""
    loaded = set(start)
    pending = sorted(loaded)
    while pending:
        path = pending.pop()
        facts = context.facts(path)
        for item in facts.imports if facts is not None else ():
            target = _resolve(path, item.module, context) if item.module.startswith(".") else ""
            if target and target not in loaded:
                loaded.add(target)
                pending.append(target)
    return frozenset(loaded)


def _resolve(path: str, module: str, context: Context) -> str:
    """Find the file that a relative specifier means, "" if there is none."""
    base = posixpath.normpath(posixpath.join(posixpath.dirname(path), module))
    names = [base + ending for ending in _ENDINGS]
    names += [base.removesuffix(written) + meant for written, meant in _TYPESCRIPT if base.endswith(written)]
    return next((name for name in names if context.exists(name)), "")
