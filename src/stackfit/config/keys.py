"""Every key of the configuration, and what its value must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stackfit.config.model import TEAMS, Config, OptionValue, PathIgnore
from stackfit.config.selectors import CODE, CONFIDENCES, SEVERITIES, check_selector, check_threshold, suggest
from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence, Severity

_LARGEST = 10**9


def parse_config(values: Mapping[str, Any], where: str) -> Config:
    """Check every key of a configuration table and make the `Config`. Raises `ConfigError`."""
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            raise ConfigError(f"unknown key {key!r}", where=where, hint=suggest(key, KEYS))
        read[key.replace("-", "_")] = KEYS[key](value, f"{where}: {key}")
    return Config(**read, source=where)


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
    return value


def _one_of(value: object, known: tuple[str, ...], where: str) -> str:
    if value not in known:
        raise ConfigError(f"expected one of {', '.join(known)}", where=where)
    return str(value)


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError("expected true or false", where=where)
    return value


def _percent(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise ConfigError("expected a number from 0 to 100", where=where)
    return float(value)


KEYS: dict[str, Callable[[object, str], object]] = {
    "exclude": _texts,
    "select": _selectors,
    "ignore": _selectors,
    "per-path-ignores": _path_ignores,
    "profile": _text,
    "team": lambda value, where: _one_of(value, TEAMS, where),
    "fail-on": lambda value, where: check_threshold(_text(value, where), where),
    "min-fit": _percent,
    "severity": lambda value, where: Severity(_one_of(value, SEVERITIES, where)),
    "min-confidence": lambda value, where: Confidence(_one_of(value, CONFIDENCES, where)),
    "tests": _flag,
    "exhaustive": _flag,
    "baseline": _text,
    "new-only": _flag,
    "rules": _rule_options,
    "extend-rules": _texts,
}
