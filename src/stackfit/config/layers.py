"""Lays what nearer files and flags say over what farther files say, key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from stackfit.config.model import Config, PathIgnore

FLAGS = "the command line"
_ADDED = ("exclude", "ignore", "extend_rules")  # flags add to these lists and take the place of everything else
_GLOB = re.compile(r"([\\*?\[\]!#])")


class Layer(Struct, frozen=True, kw_only=True):
    """The fields of `Config` that one file sets; `folder` leads to it from the top of the work tree ("" there)."""

    source: str
    folder: str
    values: Mapping[str, Any]


def lay(config: Config, layer: Layer) -> Config:
    """The settings with those of a nearer file over them: tables are joined, other values take each other's place."""
    given = {name: value for name, value in layer.values.items() if name in _ADDED or name not in config.flags}
    origins = {**config.origins, **{name.replace("_", "-"): layer.source for name in given}}
    if "exclude" in given:
        given["exclude"] = tuple(anchor(item, layer.folder) for item in given["exclude"])
    for name in _ADDED:
        if name in given and name in config.flags:
            given[name] = (*given[name], *_listed(config.flags[name]))
    if "per_path_ignores" in given:
        own = [replace(item, pattern=anchor(item.pattern, layer.folder)) for item in given["per_path_ignores"]]
        origins |= {f"per-path-ignores.{item.pattern}": layer.source for item in own}
        given["per_path_ignores"] = _join_ignores(config.per_path_ignores, own)
    if "rules" in given:
        origins |= {f"rules.{code}.{name}": layer.source for code, table in given["rules"].items() for name in table}
        given["rules"] = {
            code: {**config.rules.get(code, {}), **given["rules"].get(code, {})}
            for code in (*config.rules, *(code for code in given["rules"] if code not in config.rules))
        }
    return replace(config, **given, source=layer.source, origins=origins)


def with_flags(config: Config, flags: Mapping[str, Any]) -> Config:
    """The settings with those of the command line over them; they stay above the files of components, too."""
    given = dict(flags)
    if "exclude" in given:
        given["exclude"] = tuple(anchor(item, config.base.rstrip("/")) for item in given["exclude"])
    whole: dict[str, Any] = {
        name: (*getattr(config, name), *value) if name in _ADDED else value for name, value in given.items()
    }
    origins = {**config.origins, **{name.replace("_", "-"): FLAGS for name in given}}
    return replace(config, **whole, flags={**config.flags, **given}, origins=origins)


def anchor(pattern: str, folder: str) -> str:
    """A .gitignore pattern of a file in `folder`, as a pattern of the top of the work tree."""
    if not folder or not pattern.strip() or pattern.startswith("#"):
        return pattern
    kept = "!" if pattern.startswith("!") else ""
    body = pattern[len(kept) :]
    anywhere = "" if "/" in body.rstrip("/") else "**/"
    place = _GLOB.sub(r"\\\1", folder)
    return f"{kept}/{place}/{anywhere}{body.lstrip('/')}"


def _join_ignores(farther: tuple[PathIgnore, ...], nearer: list[PathIgnore]) -> tuple[PathIgnore, ...]:
    return tuple({item.pattern: item for item in (*farther, *nearer)}.values())


def _listed(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
