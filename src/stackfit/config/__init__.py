"""Settings of one run: `stackfit.toml`, or `[tool.stackfit]` in pyproject.toml, to one frozen `Config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli

from stackfit.config.keys import parse_config
from stackfit.config.model import TEAMS, Config, OptionValue, PathIgnore
from stackfit.config.selectors import (
    CODE,
    CONFIDENCES,
    NEVER,
    SEVERITIES,
    check_selector,
    check_threshold,
    suggest,
)
from stackfit.errors import ConfigError

__all__ = [
    "CODE",
    "CONFIDENCES",
    "NEVER",
    "SEVERITIES",
    "TEAMS",
    "Config",
    "OptionValue",
    "PathIgnore",
    "check_selector",
    "check_threshold",
    "load_config",
    "parse_config",
    "suggest",
]


def load_config(root: Path, path: Path | None = None) -> Config:
    """Read `path`, or the nearest configuration at or above `root`; defaults when there is none.

    The search ends at the top of the git work tree. Raises `ConfigError` on a file that cannot be used. Paths of
    `extend-rules` start at the folder of the file; one that was found, not given, may not lead out of its repository.
    """
    if path is not None:
        return _with_places(parse_config(_section(path, required=True) or {}, str(path)), path.parent, None)
    folder = root.resolve()
    for place in (folder, *folder.parents):
        for name in ("stackfit.toml", "pyproject.toml"):
            values = _section(place / name)
            if values is not None:
                return _with_places(parse_config(values, str(place / name)), place, _top(place))
        if (place / ".git").exists():
            break
    return Config()


def _with_places(config: Config, folder: Path, top: Path | None) -> Config:
    """Make the paths of `extend-rules` whole, and refuse those that lead out of `top` where one is given."""
    paths = [folder / item for item in config.extend_rules]
    for path in paths:
        if top is not None and not path.resolve().is_relative_to(top.resolve()):
            hint = "give it with --extend-rules, or the configuration with --config"
            raise ConfigError(
                f"{str(path)!r} leads out of the repository", where=f"{config.source}: extend-rules", hint=hint
            )
    return replace(config, extend_rules=tuple(map(str, paths)))


def _top(folder: Path) -> Path:
    """Give the top of the git work tree around a folder; the folder itself where there is none."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)


def _section(path: Path, *, required: bool = False) -> Mapping[str, Any] | None:
    """Read the settings in a file; None where it has none.

    A broken pyproject.toml found by searching is no reason to stop: the manifest reader reports it.
    """
    try:
        values = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:  # tomli refuses deep nesting with the last
        if required or (path.name == "stackfit.toml" and path.exists()):
            raise ConfigError(f"cannot be read: {problem}", where=str(path)) from problem
        return None
    if path.name != "pyproject.toml":
        return values
    tool = values.get("tool")
    section = tool.get("stackfit") if isinstance(tool, dict) else None
    if section is not None and not isinstance(section, dict):
        raise ConfigError("expected a table", where=f"{path}: tool.stackfit")
    return section
