"""Finds the configuration files that hold for a folder: those on the way to it from the top of the work tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from stackfit.config.keys import parse_values
from stackfit.config.layers import Layer, lay
from stackfit.config.model import Config
from stackfit.errors import ConfigError
from stackfit.files import find_work_tree, read_regular

FILES = ("stackfit.toml", "pyproject.toml")
"""Of two in one folder the first holds."""

LARGEST = 5_000_000
_ELSEWHERE = "give it on the command line, or the configuration with --config"

Read = Callable[[str], "bytes | None"]


def load_config(root: Path, path: Path | None = None) -> Config:
    """Read `path` alone, or all configuration from the top of the git work tree down to `root`, nearer over farther.

    Raises `ConfigError` on a file that cannot be used. Paths of `extend-rules` start at the folder of the file; one
    that was found, not given, may not lead out of its repository.
    """
    if path is not None:
        values = parse_values(_read_section(path, required=True) or {}, str(path))
        layer = Layer(source=str(path), folder="", values=_with_places(values, path, None))
        return lay(Config(nested=False), layer)
    folder = root.resolve()
    found = [(place, file, section) for place in _way_down(folder) for file, section in _sections(place)]
    top = find_work_tree(folder) or (found[0][0] if found else folder)
    base = folder.relative_to(top).as_posix()
    config = Config(base="" if base == "." else f"{base}/")
    for place, file, section in found:
        values = _with_places(parse_values(section, str(file)), file, find_work_tree(place) or place)
        below = place.relative_to(top).as_posix()
        config = lay(config, Layer(source=str(file), folder="" if below == "." else below, values=values))
    return config


def settle_components(config: Config, folders: Iterable[str], read: Read) -> Mapping[str, Config]:
    """The settings of each component's folder: those of the run, under those of the files on the way to it.

    `read` gives the content of a file of the scanned folder. Raises `ConfigError`.
    """
    settled: dict[str, Config] = {"": config}
    for path in sorted(folders) if config.nested else ():
        folder = ""
        for name in path.split("/") if path != "." else ():
            upper, folder = folder, f"{folder}/{name}".lstrip("/")
            if folder not in settled:
                layer = _component_layer(folder, config.base, read)
                settled[folder] = lay(settled[upper], layer) if layer else settled[upper]
    return {folder: settled.get("" if folder == "." else folder, config) for folder in folders}


def check_component_file(path: str, content: bytes) -> Mapping[str, Any] | None:
    """The fields of `Config` that a component's file sets; None where it sets none. Raises `ConfigError`."""
    section = _parse(content, path)
    return None if section is None else parse_values(section, path, component=True)


def _component_layer(folder: str, base: str, read: Read) -> Layer | None:
    for name in FILES:
        path = f"{folder}/{name}"
        content = read(path)
        values = None if content is None else check_component_file(path, content)
        if values is not None:
            return Layer(source=path, folder=f"{base}{folder}", values=values)
    return None


def _with_places(values: dict[str, Any], file: Path, top: Path | None) -> dict[str, Any]:
    """Make the paths of `extend-rules` whole, and refuse all paths that lead out of `top` where one is given."""
    for key in ("extend_rules", "profile", "baseline"):
        named = values.get(key) or ()
        for item in (named,) if isinstance(named, str) else named:
            if top is not None and not _stays_in(file.parent / item, top):
                where = f"{file}: {key.replace('_', '-')}"
                raise ConfigError(f"{item!r} leads out of the repository", where=where, hint=_ELSEWHERE)
    if "extend_rules" not in values:
        return values
    return {**values, "extend_rules": tuple(str(file.parent / item) for item in values["extend_rules"])}


def _stays_in(path: Path, top: Path) -> bool:
    """Whether a path leads to a place below `top`, by whatever links; a circle of links leads nowhere."""
    try:
        return path.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError):
        return False


def _way_down(folder: Path) -> list[Path]:
    """The folders from the top of the work tree (of the disk, outside of one) down to `folder`."""
    top = find_work_tree(folder)
    way = [place for place in (folder, *folder.parents) if top is None or place.is_relative_to(top)]
    return way[::-1]


def _sections(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Give the file of a folder that holds settings, with them, if there is one."""
    for name in FILES:
        section = _read_section(folder / name)
        if section is not None:
            if not _stays_in(folder / name, find_work_tree(folder) or folder):
                where = str(folder / name)
                raise ConfigError("is a link out of the repository", where=where, hint="give the file with --config")
            yield folder / name, section
            return


def _read_section(path: Path, *, required: bool = False) -> Mapping[str, Any] | None:
    try:
        content = read_regular(path, LARGEST)
    except OSError as problem:
        if required or (path.name == "stackfit.toml" and os.path.exists(path)):  # noqa: PTH110 - Path.exists may raise
            raise ConfigError(f"cannot be read: {problem.strerror or problem}", where=str(path)) from problem
        return None
    return _parse(content, str(path), required=required)


def _parse(content: bytes, where: str, *, required: bool = False) -> Mapping[str, Any] | None:
    """The settings in a file; None where it has none.

    A broken pyproject.toml found by searching is no reason to stop: the manifest reader reports it.
    """
    manifest = where.replace("\\", "/").rpartition("/")[2] == "pyproject.toml"
    if manifest and not required and b"stackfit" not in content:
        return None
    try:
        values = tomli.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as problem:  # tomli refuses deep nesting with the last
        if required or not manifest:
            raise ConfigError(f"cannot be read: {problem}", where=where) from problem
        return None
    if not manifest:
        return values
    tool = values.get("tool")
    section = tool.get("stackfit") if isinstance(tool, dict) else None
    if section is not None and not isinstance(section, dict):
        raise ConfigError("expected a table", where=f"{where}: tool.stackfit")
    return section
