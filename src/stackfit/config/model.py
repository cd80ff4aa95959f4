"""The settings of one run as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from stackfit.model.kinds import Confidence, Severity

TEAMS = ("python", "node", "both")

OptionValue = bool | int | str | tuple[str, ...]


class PathIgnore(Struct, frozen=True, kw_only=True):
    """Selectors that do not apply to files under a glob ("scripts/**"), as seen from the top of the work tree."""

    pattern: str
    selectors: tuple[str, ...]


class Config(Struct, frozen=True, kw_only=True):
    """What a run is told. A selector is a rule code, a criterion id or a severity; no `select` means all rules.

    `profile` is the name of a scoring profile or a path to one, `team` None where it is inferred from the code,
    `max_fit_drop` the points that a change may cost (None for any),
    `fail_on` None where the command's own default holds, `severity` and `min_confidence` the mildest and the least sure
    findings that are shown, `tests` whether those outside production code are, `rules` the options of rules by code,
    `extend_rules` the files with rules and knowledge of the user's own, `baseline` the file of accepted findings (None
    for none), `new_only` whether these are left out of every format, `source` the nearest file that was read.

    Globs are seen from the top of the work tree; `base` leads from there to the scanned folder ("services/api/").
    `origins` names the file behind each key that is set, `flags` holds what the command line says: no file outranks it.
    `nested` says whether components may have files of their own, `lenient` whether one that cannot be used is passed
    over: in a commit of the past nobody can mend it.
    """

    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: tuple[PathIgnore, ...] = ()
    profile: str = "article"
    team: str | None = None
    fail_on: str | None = None
    min_fit: float | None = None
    max_fit_drop: float | None = None
    severity: Severity = Severity.INFO
    min_confidence: Confidence = Confidence.PROBABLE
    tests: bool = False
    exhaustive: bool = False
    rules: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    extend_rules: tuple[str, ...] = ()
    baseline: str | None = None
    new_only: bool = False
    source: str = ""
    base: str = ""
    nested: bool = True
    lenient: bool = False
    flags: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
