"""Finds the regular expressions that stackfit compiles when it is loaded and in a scan, and how it applies each."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

_SMALL = Path(__file__).parents[1] / "tests" / "repos"


class Expression(NamedTuple):
    """An expression with the module that compiles it, and how that applies it."""

    module: str
    text: str | bytes
    flags: int
    methods: frozenset[str]


def collect() -> list[Expression]:
    """Every expression that stackfit compiles, in a scan of small repositories too; call it before that is loaded."""
    found: dict[tuple[str, str | bytes, int], None] = {}
    genuine = re.compile

    def note(pattern: Any, flags: Any = 0) -> Any:
        module = str(sys._getframe(1).f_globals.get("__name__"))
        if isinstance(pattern, (str, bytes)) and module.startswith("stackfit"):
            found[module, pattern, int(flags)] = None
        return genuine(pattern, flags)

    re.compile = note
    try:
        package = importlib.import_module("stackfit")
        for item in pkgutil.walk_packages(package.__path__, "stackfit."):
            if not item.name.endswith("__main__") and ".fleet" not in item.name:
                importlib.import_module(item.name)
        config = importlib.import_module("stackfit.config").Config()
        scan = importlib.import_module("stackfit.pipeline").scan
        for folder in sorted(_SMALL.iterdir()):
            scan(folder, config, datetime.date(2026, 1, 1))
    finally:
        re.compile = genuine
    return [Expression(module, text, flags, _methods(module, text)) for module, text, flags in sorted(found, key=str)]


def _methods(module: str, text: str | bytes) -> frozenset[str]:
    """How the constant that holds an expression is used in its module; nothing where that cannot be told."""
    names = [
        name
        for name, value in vars(sys.modules[module]).items()
        if isinstance(value, re.Pattern) and value.pattern == text
    ]
    file = sys.modules[module].__file__
    if len(names) != 1 or file is None or not names[0].startswith("_"):
        return frozenset()
    with open(file, encoding="utf-8") as source:  # noqa: PTH123
        uses = re.findall(rf"(?<!\w){names[0]}\b(?:\.(\w+)\()?(?! *[=:])", source.read())
    return frozenset(uses)
