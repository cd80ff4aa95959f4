"""Settings of one run: `stackfit.toml`, or `[tool.stackfit]` in pyproject.toml, to one frozen `Config`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.vocabulary import CRITERIA

TEAMS = ("python", "node", "both")
_CODE = re.compile(r"SF\d{3,4}")
_SEVERITIES = tuple(severity.value for severity in Severity)
_SURENESS = tuple(confidence.value for confidence in Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathIgnore:
    """Selectors that do not apply to files under a glob ("scripts/**")."""

    pattern: str
    selectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run is told. A selector is a rule code, a criterion id or a severity; no `select` means all rules.

    `profile` is the name of a scoring profile or a path to one, `team` None where it is inferred from the code,
    `fail_on` None where the command's own default holds, `min_confidence` the least sure findings that
    are shown, `tests` whether those outside production code are, `source` the file all this was read from.
    """

    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: tuple[PathIgnore, ...] = ()
    profile: str = "article"
    team: str | None = None
    fail_on: str | None = None
    min_fit: float | None = None
    min_confidence: Confidence = Confidence.PROBABLE
    tests: bool = False
    exhaustive: bool = False
    source: str = ""


def load_config(root: Path, path: Path | None = None) -> Config:
    """Read `path`, or the nearest configuration at or above `root`; defaults when there is none.

    The search ends at the top of the git work tree. Raises `ConfigError` on a file that cannot be used.
    """
    if path is not None:
        return parse_config(_section(path, required=True) or {}, str(path))
    folder = root.resolve()
    for place in (folder, *folder.parents):
        for name in ("stackfit.toml", "pyproject.toml"):
            values = _section(place / name)
            if values is not None:
                return parse_config(values, str(place / name))
        if (place / ".git").exists():
            break
    return Config()


def parse_config(values: Mapping[str, Any], where: str) -> Config:
    """Check every key of a configuration table and make the `Config`. Raises `ConfigError`."""
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _KEYS:
            raise ConfigError(f"unknown key {key!r}", where=where, hint=_suggest(key, tuple(_KEYS)))
        read[key.replace("-", "_")] = _KEYS[key](value, f"{where}: {key}")
    return Config(**read, source=where)


def check_selector(selector: str, where: str) -> str:
    """Give back a rule code, criterion id or severity. Raises `ConfigError` on anything else, prefixes included."""
    if _CODE.fullmatch(selector) or selector in CRITERIA or selector in _SEVERITIES:
        return selector
    hint = _suggest(selector, (*CRITERIA, *_SEVERITIES))
    if selector.upper().startswith("SF"):
        hint = "write the whole code, such as SF101; codes are not matched by prefix"
    raise ConfigError(f"{selector!r} is no rule code, criterion or severity", where=where, hint=hint)


def check_threshold(value: str, where: str) -> str:
    """Give back SEVERITY or SEVERITY:CONFIDENCE. Raises `ConfigError` on anything else."""
    severity, colon, confidence = value.partition(":")
    if severity in _SEVERITIES and (not colon or confidence in _SURENESS):
        return value
    raise ConfigError(
        f"{value!r} is not SEVERITY or SEVERITY:CONFIDENCE",
        where=where,
        hint=f"severities: {', '.join(_SEVERITIES)}; confidences: {', '.join(_SURENESS)}",
    )


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


def _suggest(word: str, known: tuple[str, ...]) -> str:
    """Ask did-you-mean, or say what there is."""
    close = difflib.get_close_matches(word.lower().replace("_", "-"), known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError("expected a list of strings", where=where)
    return tuple(value)


def _selectors(value: object, where: str) -> tuple[str, ...]:
    return tuple(check_selector(item, where) for item in _texts(value, where))


def _path_ignores(value: object, where: str) -> tuple[PathIgnore, ...]:
    if not isinstance(value, dict):
        raise ConfigError("expected a table of globs, each with a list of selectors", where=where)
    return tuple(
        PathIgnore(pattern=pattern, selectors=_selectors(items, f'{where}."{pattern}"'))
        for pattern, items in value.items()
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ConfigError("expected a string", where=where)
    return value


def _team(value: object, where: str) -> str:
    if value not in TEAMS:
        raise ConfigError(f"expected one of {', '.join(TEAMS)}", where=where)
    return str(value)


def _threshold(value: object, where: str) -> str:
    return check_threshold(_text(value, where), where)


def _confidence(value: object, where: str) -> Confidence:
    if value not in _SURENESS:
        raise ConfigError(f"expected one of {', '.join(_SURENESS)}", where=where)
    return Confidence(value)


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError("expected true or false", where=where)
    return value


def _percent(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise ConfigError("expected a number from 0 to 100", where=where)
    return float(value)


_KEYS: dict[str, Callable[[object, str], object]] = {
    "exclude": _texts,
    "select": _selectors,
    "ignore": _selectors,
    "per-path-ignores": _path_ignores,
    "profile": _text,
    "team": _team,
    "fail-on": _threshold,
    "min-fit": _percent,
    "min-confidence": _confidence,
    "tests": _flag,
    "exhaustive": _flag,
}
