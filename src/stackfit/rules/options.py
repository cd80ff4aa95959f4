"""Options of rules: their schema, the settings of a run, and what is wrong with those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from stackfit.catalogue.thresholds import describe_thresholds, load_thresholds
from stackfit.config import CODE, SEVERITIES, Config, OptionValue, suggest
from stackfit.errors import ConfigError
from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity

MAX_SEVERITY = "max-severity"


class Option(Struct, frozen=True, kw_only=True):
    """Something a user may set of a rule; a value must be of the kind that `default` is. Figures are 1 or more."""

    name: str
    what: str
    default: OptionValue


class HasOptions(Protocol):
    """What there is to know of a rule here; `RuleMeta` is one."""

    @property
    def code(self) -> str:
        """The rule's code."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Options of the rule's own, besides its figures in `profiles/thresholds.toml`."""


def options_of(rule: HasOptions) -> tuple[Option, ...]:
    """List the options of a rule that are not those of every rule."""
    told = describe_thresholds(rule.code)
    figures = load_thresholds(rule.code) if told else {}
    return (*rule.options, *(Option(name=name, what=told[name], default=value) for name, value in figures.items()))


def settings_of(rule: HasOptions, config: Config) -> Mapping[str, OptionValue]:
    """Give the value of each option of a rule in a run."""
    given = config.rules.get(rule.code, {})
    return {item.name: given.get(item.name, item.default) for item in options_of(rule)}


def check_options(rules: Iterable[HasOptions], config: Config) -> None:
    """Raise `ConfigError` where the configuration sets what no rule has, or to what it cannot be."""
    known = {rule.code: rule for rule in rules}
    for code, given in config.rules.items():
        if code not in known:
            raise ConfigError(
                f"no rule {code}", where=f"{_origin(config, f'rules.{code}')}: rules", hint=suggest(code, sorted(known))
            )
        options = {item.name: item for item in options_of(known[code])}
        for name, value in given.items():
            where = f"{_origin(config, f'rules.{code}.{name}')}: rules.{code}.{name}"
            if name == MAX_SEVERITY:
                _check_severity(value, where)
            elif name not in options:
                raise ConfigError("unknown option", where=where, hint=suggest(name, (*options, MAX_SEVERITY)))
            else:
                _check_kind(options[name], value, where)


def check_selectors(rules: Iterable[HasOptions], retired: frozenset[str], config: Config) -> None:
    """Raise `ConfigError` on a code that no rule has or had: a misspelt one would pick out nothing in silence."""
    known = {rule.code for rule in rules} | retired
    tables = ((f"per-path-ignores.{item.pattern}", item.selectors) for item in config.per_path_ignores)
    for key, selectors in (("select", config.select), ("ignore", config.ignore), *tables):
        for selector in selectors:
            if CODE.fullmatch(selector) and selector not in known:
                where, hint = _origin(config, key), suggest(selector, sorted(known))
                raise ConfigError(f"no rule {selector}", where=where, hint=hint)


def limit_severity(findings: Iterable[Finding], config: Config, settings: Mapping[str, Config]) -> tuple[Finding, ...]:
    """Make findings no graver than the option `max-severity` of their rule allows in their component."""
    return tuple(_limited(item, settings.get(item.component, config)) for item in findings)


def _limited(finding: Finding, config: Config) -> Finding:
    most = config.rules.get(finding.code, {}).get(MAX_SEVERITY)
    severity = finding.severity if most is None else Severity(str(most))
    return replace(finding, severity=severity) if severity.rank < finding.severity.rank else finding


def _origin(config: Config, key: str) -> str:
    """The file that sets a key, or the first key below it."""
    inner = (name for name in config.origins if name.startswith(f"{key}."))
    return config.origins.get(key) or config.origins.get(next(inner, ""), config.source)


def _check_severity(value: OptionValue, where: str) -> None:
    if value not in SEVERITIES:
        raise ConfigError(f"expected one of {', '.join(SEVERITIES)}", where=where)


def _check_kind(option: Option, value: OptionValue, where: str) -> None:
    if type(value) is not type(option.default):
        raise ConfigError(f"expected {_KINDS[type(option.default)]}", where=where, hint=option.what)
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        raise ConfigError("expected a whole number of at least 1", where=where, hint=option.what)


_KINDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", str: "a string", tuple: "a list of strings"}
