"""Loads a scoring profile: one of those that ship, or a user's file, which may extend one of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.scoring_checks import check_profile
from stackfit.catalogue.scoring_model import ScoringProfile
from stackfit.catalogue.scoring_reader import read_sections
from stackfit.catalogue.toml import Table, parse_toml
from stackfit.errors import DataError
from stackfit.model.vocabulary import SCORING_PROFILES

_NUMBERED = ("criteria", "workloads", "forms", "mitigations", "aggravations")


@lru_cache(maxsize=8)
def load_scoring_profile(name: str = "article") -> ScoringProfile:
    """The profile of that name, or the one in that file. Raises `DataError` naming the place."""
    if name in SCORING_PROFILES:
        return read_scoring_profile(_shipped(name), _label(name))
    path = Path(name)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises on names that are too long
        raise DataError(f"no scoring profile {name!r}", hint=f"give a file or one of {', '.join(SCORING_PROFILES)}")
    return read_scoring_profile(parse_toml(path, name), name)


def read_scoring_profile(values: Mapping[str, Any], file: str) -> ScoringProfile:
    """Turn parsed TOML into a checked profile; `file` is the name that errors give."""
    root = Table(_extended(values, file), file)
    root.choice("extends", SCORING_PROFILES, SCORING_PROFILES[0])
    profile = read_sections(root)
    check_profile(profile, file)
    return profile


def _label(name: str) -> str:
    return f"scoring/{name}.toml"


def _shipped(name: str) -> Mapping[str, Any]:
    return parse_toml(profiles_root() / "scoring" / f"{name}.toml", _label(name))


def _extended(values: Mapping[str, Any], file: str) -> Mapping[str, Any]:
    if "extends" not in values:
        return values
    parent = Table(values, file).choice("extends", SCORING_PROFILES)
    if file == _label(parent):
        raise DataError("a profile cannot extend itself", where=f"{file}: extends")
    base = _extended(_shipped(parent), _label(parent))
    return _merged(base, {"name": Path(file).stem, **_own_sources(values, file)})


def _own_sources(values: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Make entries without a source cite the file they stand in: no number keeps a source it does not come from."""
    own = dict(values)
    for section in _NUMBERED:
        entries = own.get(section)
        if isinstance(entries, dict):
            own[section] = {
                key: {"source": "this-file", **entry} if isinstance(entry, dict) else entry
                for key, entry in entries.items()
            }
    this_file = {"what": "set in this scoring profile", "where": Path(file).name, "date": ""}
    sources = own.get("sources", {})
    own["sources"] = {"this-file": this_file, **sources} if isinstance(sources, dict) else sources
    return own


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
