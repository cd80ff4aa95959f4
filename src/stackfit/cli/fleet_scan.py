"""`stackfit fleet scan`: scan many repositories, and keep the results."""

from __future__ import annotations

import datetime
import functools
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import fields, replace

from stackfit import __version__
from stackfit.catalogue.data import data_version
from stackfit.cli.accepted import apply_baseline
from stackfit.cli.fleet_options import FleetOptions, fleet_options, results_option
from stackfit.cli.fleet_progress import FleetProgress
from stackfit.cli.gate import CLEAN, FAILED, INCOMPLETE
from stackfit.cli.options import Options, choose_date, finding_options, settle
from stackfit.cli.terminal import print_bytes
from stackfit.config import Config
from stackfit.errors import UsageError
from stackfit.fleet.extra import require_extra
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.report.json_ import dump
from stackfit.report.safe import make_safe

if TYPE_CHECKING:
    from stackfit.fleet.run import Plan
    from stackfit.fleet.task import Settings

__all__ = ["results_option", "scan_command"]

_LISTED = 20


@click.command("scan")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@fleet_options
@finding_options
def scan_command(sources: tuple[str, ...], **given: Any) -> int:
    """Scan repositories and keep the results.

    SOURCE is a folder, a git URL, a glob, a file that lists folders and URLs (one a line), or - for such a list on
    standard input. After # comes what to scan of it: https://host/name.git#ref:sub/path.

    Exits 1 at what --fail-on and --min-fit name, 4 under --strict when a repository could not be scanned.
    """
    require_extra()
    own = FleetOptions(**{field.name: given.pop(field.name) for field in fields(FleetOptions)})
    if not sources and not own.checkouts:
        raise UsageError("nothing to scan", hint="name folders, git URLs or a list, or give --checkouts DIR")
    if own.scheduler and own.engine != "dask":
        raise UsageError("--scheduler needs --engine dask")
    options = _absolute(Options(**given))
    with tempfile.TemporaryDirectory(prefix="stackfit-") as place:
        plan = _make_plan(sources, own, options, Path(place) / "sources")
        with FleetProgress(plan.facts["asked"], quiet=options.quiet) as progress:
            _run(plan, progress, own.format_name)
    if not options.quiet:
        results = make_safe(str(own.results))
        _say(
            f"{progress.done:,} repositories done, {progress.failed:,} failed; `stackfit fleet report` reads {results}"
        )
    return _judge(own, progress.failed)


def _make_plan(sources: tuple[str, ...], own: FleetOptions, options: Options, listed: Path) -> Plan:
    """What the run is to do; the sources are written to the file `listed`."""
    from stackfit.fleet.inputs import expand, write_sources
    from stackfit.fleet.run import Plan

    with listed.open("w", encoding="utf-8") as file:
        total = write_sources(expand(sources, own.checkouts, sys.stdin), file)
    as_of = choose_date(options.as_of)
    facts = {
        "asked": total,
        "engine": own.engine,
        "tool_version": __version__,
        "data_version": data_version(),
        "as_of": as_of.isoformat(),
    }
    return Plan(
        results=own.results,
        sources=listed,
        settings=_make_settings(own, options, as_of),
        facts=facts,
        engine=own.engine,
        workers=own.workers or _cores(),
        scheduler=own.scheduler,
        resume=own.resume,
    )


def _make_settings(own: FleetOptions, options: Options, as_of: datetime.date) -> Settings:
    from stackfit.fleet.state import hash_files
    from stackfit.fleet.task import Limits, Settings

    files = (options.config_file, Path(options.profile or ""), *options.extend_rules)
    chosen = options.as_of is not None or "SOURCE_DATE_EPOCH" in os.environ
    return Settings(
        configure=functools.partial(_configure, options),
        scan=functools.partial(_scan_repository, as_of),
        given=repr(replace(options, quiet=False, verbose=False)) + hash_files(files),
        as_of=as_of.isoformat() if chosen else "",
        clones=own.clones.resolve() if own.clones else None,
        room=own.clones_size * 1_000_000,
        limits=Limits(seconds=own.timeout, memory=own.memory * 1_000_000),
    )


def _run(plan: Plan, progress: FleetProgress, format_name: str) -> None:
    from stackfit.fleet.run import run_fleet

    with _terminable():
        try:
            run_fleet(plan, functools.partial(_tell, progress, format_name))
        except KeyboardInterrupt:
            done = f"stopped at {progress.done:,} of {plan.facts['asked']:,}"
            _say(f"{done}; what is done is kept, --resume goes on from there")
            raise


def _tell(progress: FleetProgress, format_name: str, document: dict[str, Any]) -> None:
    row = document["repository"]
    progress.count(row["source"], row["error"] if row["status"] == "failed" else "")
    if format_name == "jsonl":
        print_bytes(dump(document).encode("utf-8", "replace"))


def _judge(own: FleetOptions, failed: int) -> int:
    """The exit code, with the repositories that fail a gate on standard error."""
    from stackfit.fleet.gate import find_offenders

    offenders = find_offenders(own.results, fail_on=own.fail_on, min_fit=own.min_fit)
    for source, reason in offenders[:_LISTED]:
        _say(f"{make_safe(source)}: {make_safe(reason)}")
    if len(offenders) > _LISTED:
        _say(f"and {len(offenders) - _LISTED:,} more: see `stackfit fleet query`")
    if offenders:
        return FAILED
    return INCOMPLETE if own.strict and failed else CLEAN


def _configure(options: Options, root: Path) -> Config:
    """The settings of one repository: those given here, then those of its own file."""
    return settle(root, options)


def _scan_repository(as_of: datetime.date, root: Path, config: Config) -> Report:
    """The report of one repository, without what its baseline accepts."""
    return apply_baseline(scan(root, config, as_of), config, root)


def _absolute(options: Options) -> Options:
    """Workers may stand in another folder: paths that were given are made whole."""
    profile = options.profile
    return replace(
        options,
        profile=str(Path(profile).resolve()) if profile and Path(profile).is_file() else profile,
        config_file=options.config_file and options.config_file.resolve(),
        extend_rules=tuple(path.resolve() for path in options.extend_rules),
    )


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _terminable() -> Iterator[None]:
    """A polite request to end is treated as Ctrl-C is."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(line: str) -> None:
    click.echo(f"stackfit: {line}", err=True)
