"""The options of `stackfit fleet scan` that `stackfit scan` does not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from stackfit.cli.choices import Name, Threshold
from stackfit.config import NEVER

Command = TypeVar("Command", bound=Callable[..., Any])

results_option = click.option(
    "--results",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("stackfit-fleet"),
    show_default=True,
    help="The folder of results.",
)

_OPTIONS = (
    click.option(
        "--checkouts",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        multiple=True,
        metavar="DIR",
        help="Every folder in this folder is a repository. Repeatable.",
    ),
    results_option,
    click.option("--resume", is_flag=True, help="Use what earlier runs found where nothing has changed since."),
    click.option(
        "--engine",
        type=Name("engine", ("process", "dask")),
        default="process",
        help="What runs the workers (default: process).",
    ),
    click.option("--scheduler", metavar="ADDRESS", help="With Dask: tcp://host:8786 (default: a cluster of its own)."),
    click.option(
        "-j",
        "--workers",
        type=click.IntRange(1, 1_000),
        metavar="N",
        help="Repositories at a time (default: one per core).",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(1),
        default=600.0,
        metavar="SECONDS",
        help="Give a repository up after this time (default: 600).",
    ),
    click.option(
        "--memory",
        type=click.IntRange(100),
        default=2_000,
        metavar="MB",
        help="Give a repository up that takes more memory (default: 2000).",
    ),
    click.option(
        "--clones",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Where clones of git URLs are kept (default: in the cache).",
    ),
    click.option(
        "--clones-size",
        type=click.IntRange(0),
        default=5_000,
        metavar="MB",
        help="What they may take; those used longest ago go first (default: 5000).",
    ),
    click.option(
        "--format",
        "format_name",
        type=Name("format", ("text", "jsonl")),
        default="text",
        help="jsonl prints each repository as it is done.",
    ),
    click.option(
        "--fail-on",
        type=Threshold(),
        default=NEVER,
        metavar="SEVERITY[:CONFIDENCE]",
        help="Exit 1 at findings this grave (and this sure; default: never).",
    ),
    click.option(
        "--min-fit",
        type=click.FloatRange(0, 100),
        metavar="N",
        help="Exit 1 when a runtime in use fits less than this.",
    ),
    click.option("--strict", is_flag=True, help="Exit 4 when a repository could not be scanned."),
)


class FleetOptions(Struct, frozen=True, kw_only=True):
    """The options as given."""

    checkouts: tuple[Path, ...]
    results: Path
    resume: bool
    engine: str
    scheduler: str | None
    workers: int | None
    timeout: float
    memory: int
    clones: Path | None
    clones_size: int
    format_name: str
    fail_on: str
    min_fit: float | None
    strict: bool


def fleet_options(command: Command) -> Command:
    """Add the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
