"""Every key of the configuration: what it is for, what its value must be, and where it may stand."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from stackfit.config.model import TEAMS, Config, OptionValue, PathIgnore
from stackfit.config.selectors import CODE, CONFIDENCES, SEVERITIES, check_selector, check_threshold, suggest
from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence, Severity

_LARGEST = 10**9
_MOST_STARS = 3
Shape = Mapping[str, Any]


class Key(Struct, frozen=True, kw_only=True):
    """One key. `shape` is its JSON Schema; a `whole` key is about the run and may not stand in a component's file."""

    read: Callable[[object, str], object]
    about: str
    shape: Shape
    whole: bool = False


def parse_config(values: Mapping[str, Any], where: str) -> Config:
    """Check every key of a configuration table and make the `Config`. Raises `ConfigError`."""
    return Config(**parse_values(values, where), source=where)


def parse_values(values: Mapping[str, Any], where: str, *, component: bool = False) -> dict[str, Any]:
    """Check every key of a configuration table and give the fields of `Config` that it sets. Raises `ConfigError`."""
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            raise ConfigError(f"unknown key {key!r}", where=where, hint=suggest(key, KEYS))
        if component and KEYS[key].whole:
            hint = "move it to the configuration of the scanned folder, or scan this folder on its own"
            raise ConfigError(f"{key!r} is about the whole run, not one component", where=where, hint=hint)
        read[key.replace("-", "_")] = KEYS[key].read(value, f"{where}: {key}")
    return read


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError("expected a list of strings", where=where)
    return tuple(_text(item, where) for item in value)


def _selectors(value: object, where: str) -> tuple[str, ...]:
    return tuple(check_selector(item, where) for item in _texts(value, where))


def _patterns(value: object, where: str) -> tuple[str, ...]:
    return tuple(_pattern(item, where) for item in _texts(value, where))


def _pattern(pattern: str, where: str) -> str:
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of what will mean something else one day
            GitIgnoreSpec.from_lines([pattern])
    except (ValueError, re.error, FutureWarning) as problem:
        raise ConfigError(f"{pattern!r} is no glob", where=where) from problem
    return pattern


def _glob(pattern: str, where: str) -> str:
    """Check a pattern; each further star in one name multiplies the work of matching."""
    if any(part.count("*") > _MOST_STARS for part in pattern.split("/")):
        raise ConfigError(f"{pattern[:60]!r} has more than {_MOST_STARS} stars in one name", where=where)
    return _pattern(pattern, where)


def _path_ignores(value: object, where: str) -> tuple[PathIgnore, ...]:
    if not isinstance(value, dict):
        raise ConfigError("expected a table of globs, each with a list of selectors", where=where)
    return tuple(
        PathIgnore(pattern=_glob(pattern, where), selectors=_selectors(items, f'{where}."{pattern}"'))
        for pattern, items in value.items()
    )


def _rule_options(value: object, where: str) -> dict[str, dict[str, OptionValue]]:
    """Read the tables of rules; which options a rule has is known where the rules are."""
    if not isinstance(value, dict):
        raise ConfigError("expected a table for each rule, such as [rules.SF401]", where=where)
    found: dict[str, dict[str, OptionValue]] = {}
    for code, options in value.items():
        place = f"{where}.{code}"
        if not CODE.fullmatch(code):
            raise ConfigError(f"{code!r} is no rule code", where=where, hint="write the whole code, such as SF401")
        if not isinstance(options, dict):
            raise ConfigError("expected a table of options", where=place)
        found[code] = {name: _option(item, f"{place}.{name}") for name, item in options.items()}
    return found


def _option(value: object, where: str) -> OptionValue:
    if isinstance(value, list):
        return _texts(value, where)
    if isinstance(value, (bool, str)) or (isinstance(value, int) and abs(value) <= _LARGEST):
        return value
    raise ConfigError("expected true, false, a whole number, a string or a list of strings", where=where)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ConfigError("expected a string", where=where)
    if "\0" in value:
        raise ConfigError("holds a NUL, which no path and no name can", where=where)
    return value


def _one_of(value: object, known: tuple[str, ...], where: str) -> str:
    if value not in known:
        hint = suggest(value, known) if isinstance(value, str) else ""
        raise ConfigError(f"expected one of {', '.join(known)}", where=where, hint=hint if "mean" in hint else "")
    return str(value)


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError("expected true or false", where=where)
    return value


def _percent(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise ConfigError("expected a number from 0 to 100", where=where)
    return float(value)


TEXTS: Shape = {"type": "array", "items": {"type": "string"}}
SELECTORS: Shape = {"type": "array", "items": {"$ref": "#/$defs/selector"}}
FLAG: Shape = {"type": "boolean"}
PERCENT: Shape = {"type": "number", "minimum": 0, "maximum": 100}
THRESHOLD: Shape = {
    "anyOf": [
        {"enum": ["never", *SEVERITIES]},
        {"pattern": f"^({'|'.join(SEVERITIES)}):({'|'.join(CONFIDENCES)})$"},
    ],
    "type": "string",
}

KEYS: dict[str, Key] = {
    "exclude": Key(read=_patterns, about="Files that are not read: patterns of .gitignore.", shape=TEXTS, whole=True),
    "select": Key(read=_selectors, about="Show only these: rule codes, criteria, severities.", shape=SELECTORS),
    "ignore": Key(read=_selectors, about="Do not show these: rule codes, criteria, severities.", shape=SELECTORS),
    "per-path-ignores": Key(
        read=_path_ignores,
        about="What is not shown of some files: a glob, and what to ignore there.",
        shape={"type": "object", "additionalProperties": SELECTORS},
    ),
    "profile": Key(
        read=_text, about="Scoring profile: article, current, or a TOML file.", shape={"type": "string"}, whole=True
    ),
    "team": Key(
        read=lambda value, where: _one_of(value, TEAMS, where),
        about="What the team is at home on; judged by the code where it is not set.",
        shape={"enum": list(TEAMS)},
    ),
    "fail-on": Key(
        read=lambda value, where: check_threshold(_text(value, where), where),
        about="Exit 1 at findings this grave (and this sure), or never.",
        shape=THRESHOLD,
    ),
    "min-fit": Key(read=_percent, about="Exit 1 when a runtime in use fits less than this.", shape=PERCENT),
    "max-fit-drop": Key(
        read=_percent, about="Exit 1 when a change costs a runtime in use more points than this.", shape=PERCENT
    ),
    "severity": Key(
        read=lambda value, where: Severity(_one_of(value, SEVERITIES, where)),
        about="Leave out what is milder than this.",
        shape={"enum": list(SEVERITIES)},
    ),
    "min-confidence": Key(
        read=lambda value, where: Confidence(_one_of(value, CONFIDENCES, where)),
        about="Leave out what is less sure than this.",
        shape={"enum": list(CONFIDENCES)},
    ),
    "tests": Key(read=_flag, about="Show what is outside production code as well.", shape=FLAG),
    "exhaustive": Key(read=_flag, about="Parse everything: the same result, later.", shape=FLAG, whole=True),
    "baseline": Key(read=_text, about="The file of accepted findings.", shape={"type": "string"}, whole=True),
    "new-only": Key(read=_flag, about="Leave accepted findings out of every format.", shape=FLAG, whole=True),
    "rules": Key(read=_rule_options, about="Options of rules, a table for each.", shape={"$ref": "#/$defs/rules"}),
    "extend-rules": Key(read=_texts, about="Files with rules and knowledge of your own.", shape=TEXTS, whole=True),
}
