"""Settings written as a stackfit.toml, each with the file that decides it."""

from __future__ import annotations

import json
import os
from enum import Enum
from pathlib import Path

from stackfit.config import KEYS, Config
from stackfit.report.safe import make_safe

_TABLES = ("per-path-ignores", "rules")
_UNSET = {
    "select": "every rule",
    "team": "judged by the code",
    "fail-on": "error for scan, warning for check",
    "min-fit": "not tested",
    "max-fit-drop": "not tested",
    "baseline": "none",
}


def as_toml(config: Config, here: Path) -> str:
    """The settings as TOML that means the same; files are named as seen from `here`, defaults are comments."""
    lines = [_head(config, here)]
    lines += [_line(key, config, here) for key in KEYS if key not in _TABLES]
    if config.per_path_ignores:
        lines += ["", "[per-path-ignores]"]
        for item in config.per_path_ignores:
            note = _note(config, f"per-path-ignores.{item.pattern}", here)
            lines.append(f"{_text(item.pattern)} = {_value(item.selectors)}{note}")
    for code, options in sorted(config.rules.items()):
        lines += ["", f"[rules.{code}]"]
        lines += [
            f"{name} = {_value(value)}{_note(config, f'rules.{code}.{name}', here)}" for name, value in options.items()
        ]
    return "".join(f"{line}\n" for line in lines)


def _head(config: Config, here: Path) -> str:
    if not config.source:
        return "# no configuration file: these are the defaults"
    files = dict.fromkeys((config.source, *reversed(tuple(config.origins.values()))))
    names = [make_safe(_shorten(file, here)) for file in files]
    where = "; globs as seen from the top of the work tree" if config.base else ""
    return f"# {', then '.join(names)}{where}"


def _line(key: str, config: Config, here: Path) -> str:
    value = getattr(config, key.replace("-", "_"))
    if key not in config.origins and value in (None, ()):
        return f"# {key}: {_UNSET[key]}" if key in _UNSET else f"# {key}: nothing"
    return f"{key} = {_value(value)}{_note(config, key, here)}"


def _note(config: Config, key: str, here: Path) -> str:
    """Who decides a key; nothing is said of a default."""
    source = config.origins.get(key)
    return f"  # {make_safe(_shorten(source, here))}" if source else "  # default"


def _shorten(path: str, here: Path) -> str:
    """A path as seen from here, unless that takes more than two steps up."""
    try:
        relative = os.path.relpath(path, here)
    except ValueError:  # another drive
        return path
    relative = relative.replace(os.sep, "/")
    return path if relative.startswith("../../..") else relative


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return _text(str(value.value if isinstance(value, Enum) else value)) if not isinstance(value, int) else str(value)


def _text(text: str) -> str:
    """A string of TOML: JSON's escapes are its own, but that DEL must be escaped, too."""
    return json.dumps(text).replace("\x7f", "\\u007f")
