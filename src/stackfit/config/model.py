"""The settings of one run as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stackfit.model.kinds import Confidence, Severity

TEAMS = ("python", "node", "both")

OptionValue = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathIgnore:
    """Selectors that do not apply to files under a glob ("scripts/**")."""

    pattern: str
    selectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run is told. A selector is a rule code, a criterion id or a severity; no `select` means all rules.

    `profile` is the name of a scoring profile or a path to one, `team` None where it is inferred from the code,
    `fail_on` None where the command's own default holds, `severity` and `min_confidence` the mildest and the least sure
    findings that are shown, `tests` whether those outside production code are, `rules` the options of rules by code,
    `extend_rules` the files with rules and knowledge of the user's own, `baseline` the file of accepted findings (None
    for none), `new_only` whether these are left out of every format, `source` the file all this was read from.
    """

    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: tuple[PathIgnore, ...] = ()
    profile: str = "article"
    team: str | None = None
    fail_on: str | None = None
    min_fit: float | None = None
    severity: Severity = Severity.INFO
    min_confidence: Confidence = Confidence.PROBABLE
    tests: bool = False
    exhaustive: bool = False
    rules: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    extend_rules: tuple[str, ...] = ()
    baseline: str | None = None
    new_only: bool = False
    source: str = ""
