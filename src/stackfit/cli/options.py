"""The options that commands share, and the settings they make together with the configuration file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from stackfit.cli.choices import Day, Name, Output, ProfileName, Selectors, Threshold
from stackfit.config import CONFIDENCES, SEVERITIES, TEAMS, Config, load_config, with_flags
from stackfit.errors import ConfigError, UsageError
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.vocabulary import SCORING_PROFILES
from stackfit.report import DIFF_FORMATS, FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

# What decides which findings there are.
_SCAN = (
    click.option(
        "--profile",
        type=ProfileName(),
        metavar="NAME|FILE",
        help=f"Scoring profile: {', '.join(SCORING_PROFILES)}, or a TOML file.",
    ),
    click.option("--team", type=Name("team", TEAMS), help="What the team is at home on (default: judged by the code)."),
    click.option(
        "--as-of",
        type=Day(),
        metavar="YYYY-MM-DD",
        help="The date to judge by (default: SOURCE_DATE_EPOCH, else today).",
    ),
    click.option(
        "--select",
        type=Selectors(),
        multiple=True,
        metavar="LIST",
        help="Only these rule codes, criteria or severities.",
    ),
    click.option(
        "--ignore", type=Selectors(), multiple=True, metavar="LIST", help="Not these, besides what the file ignores."
    ),
    click.option("--severity", type=Name("severity", SEVERITIES), help="Leave out what is milder than this."),
    click.option(
        "--min-confidence",
        type=Name("confidence", CONFIDENCES),
        help="Leave out what is less sure than this (default: probable).",
    ),
    click.option(
        "--extend-rules",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Rules and knowledge of your own (TOML), besides those that the configuration names.",
    ),
    click.option(
        "--exclude", multiple=True, metavar="GLOB", help="Do not read these files, besides what the file excludes."
    ),
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Only this configuration file (default: those nearest to each component).",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no advice."),
    click.option("-v", "--verbose", is_flag=True, help="Everything in full; the traceback of an internal error."),
)

# How it gets there, whatever it finds.
_MEANS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=2,
        show_default=True,
        metavar="N",
        help="How many processes may work at once.",
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs worked out."),
    # The findings are the same, which is what the option is there to show.
    click.option("--exhaustive", is_flag=True, hidden=True, help="Parse every file, not only those that may matter."),
)

# What is shown of them, and what they lead to.
_REPORT = (
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Findings that are accepted: they count nowhere (see `stackfit baseline`).",
    ),
    click.option(
        "--fail-on",
        type=Threshold(),
        metavar="SEVERITY[:CONFIDENCE]",
        help="Exit 1 at findings this grave (and this sure), or never.",
    ),
    click.option(
        "--min-fit",
        type=click.FloatRange(0, 100),
        metavar="N",
        help="Exit 1 when a runtime in use fits less than this.",
    ),
    click.option("--strict", is_flag=True, help="Exit 4 when something could not be read."),
    click.option("--no-color", is_flag=True, help="No colour, as with the variable NO_COLOR."),
)


class Options(Struct, frozen=True, kw_only=True):
    """The shared options as given, None or empty where not."""

    profile: str | None
    team: str | None
    as_of: datetime.date | None
    select: tuple[tuple[str, ...], ...]
    ignore: tuple[tuple[str, ...], ...]
    exclude: tuple[str, ...]
    config_file: Path | None
    quiet: bool
    verbose: bool
    jobs: int = 1
    no_cache: bool = False
    exhaustive: bool = False
    format_name: str | None = None
    outputs: tuple[tuple[str, Path], ...] = ()
    baseline: Path | None = None
    new_only: bool = False
    severity: str | None = None
    min_confidence: str | None = None
    extend_rules: tuple[Path, ...] = ()
    fail_on: str | None = None
    min_fit: float | None = None
    max_fit_drop: float | None = None
    strict: bool = False
    no_color: bool = False


def finding_options(command: Command) -> Command:
    """Add the options that decide which findings there are."""
    for option in reversed(_SCAN):
        command = option(command)
    return command


def scan_options(command: Command) -> Command:
    """Add the options of one scan."""
    for option in reversed(_MEANS):
        command = option(command)
    return finding_options(command)


def shared_options(command: Command) -> Command:
    """Add the options of commands that report the findings of one scan."""
    new_only = click.option("--new-only", is_flag=True, help="Leave accepted findings out of JSON and SARIF, too.")
    return _format_options(FORMATS)(new_only(_report_options(command)))


def diff_options(command: Command) -> Command:
    """Add the options of a comparison."""
    drop = click.option(
        "--max-fit-drop",
        type=click.FloatRange(0, 100),
        metavar="N",
        help="Exit 1 when the fit of a runtime in use drops by more points than this.",
    )
    return _format_options(DIFF_FORMATS)(drop(_report_options(command)))


def _report_options(command: Command) -> Command:
    command = scan_options(command)
    for option in reversed(_REPORT):
        command = option(command)
    return command


def _format_options(formats: Iterable[str]) -> Callable[[Command], Command]:
    names = tuple(formats)

    def add(command: Command) -> Command:
        output = click.option(
            "--output", "outputs", type=Output(names), multiple=True, help="Also write a format to a file. Repeatable."
        )
        return click.option(
            "--format", "format_name", type=Name("format", names), help="What to print, and nothing else."
        )(output(command))

    return add


def settle(root: Path, options: Options) -> Config:
    """The configuration of a run: flag, then file, then default. Raises `ConfigError`."""
    if options.config_file is not None and not options.config_file.is_file():
        raise ConfigError("no such file", where=str(options.config_file), hint="--config wants a TOML file")
    config = load_config(root, options.config_file)
    config = replace(config, profile=_profile_of(config), baseline=_beside(config, "baseline", config.baseline))
    return with_flags(config, _flags(options))


def _flags(options: Options) -> dict[str, object]:
    """What the command line says, as fields of `Config`."""
    given: dict[str, object] = {
        "exclude": options.exclude,
        "select": sum(options.select, ()),
        "ignore": sum(options.ignore, ()),
        "profile": options.profile,
        "team": options.team,
        "fail_on": options.fail_on,
        "min_fit": options.min_fit,
        "max_fit_drop": options.max_fit_drop,
        "baseline": str(options.baseline) if options.baseline else None,
        "new_only": options.new_only or None,
        "exhaustive": options.exhaustive or None,
        "severity": Severity(options.severity) if options.severity else None,
        "min_confidence": Confidence(options.min_confidence) if options.min_confidence else None,
        "extend_rules": tuple(map(str, options.extend_rules)),
    }
    return {name: value for name, value in given.items() if value is not None and value != ()}


def choose_date(as_of: datetime.date | None) -> datetime.date:
    """The date to judge by: the option, else SOURCE_DATE_EPOCH (builds repeat), else today."""
    if as_of is not None:
        return as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(tz=datetime.timezone.utc).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.timezone.utc).date()
    except (ValueError, OverflowError, OSError) as problem:
        raise UsageError(
            f"{epoch!r} is not a number of seconds",
            where="SOURCE_DATE_EPOCH",
            hint="set it to a Unix time, or unset it",
        ) from problem


def settle_profile(config: Config) -> Config:
    """The configuration with the place of its scoring profile."""
    return replace(config, profile=_profile_of(config))


def _profile_of(config: Config) -> str:
    """The scoring profile that a file names, a shipped one or a file."""
    return (
        config.profile
        if config.profile in SCORING_PROFILES
        else _beside(config, "profile", config.profile) or config.profile
    )


def _beside(config: Config, key: str, path: str | None) -> str | None:
    """A path that a configuration file names starts at that file's folder."""
    source = config.origins.get(key)
    return str(Path(source).parent / path) if path and source else path
