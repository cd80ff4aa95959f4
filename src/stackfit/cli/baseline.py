"""`stackfit baseline`: accept the findings of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from stackfit.baseline import Entry, compare, make_entry, render_baseline
from stackfit.cli.accepted import is_asked_for, read_baseline
from stackfit.cli.files import write_file
from stackfit.cli.help import SectionedCommand
from stackfit.cli.options import Options, scan_options, settle
from stackfit.cli.scanning import scan_for
from stackfit.config import Config
from stackfit.errors import UsageError
from stackfit.model.report import Report
from stackfit.report.safe import make_safe

NAME = "stackfit-baseline.json"

_PATH = click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
_FILE = click.option(
    "--file",
    "baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"The baseline (default: that of the settings, else {NAME} in PATH).",
)
_REASON = click.option("--reason", default="", help="Why the findings that are added are accepted.")


@click.group("baseline")
def command() -> None:
    """Accept the findings of today, so that only new ones count.

    `scan` and `check` take the file with --baseline, or from `baseline` in the settings. An entry matches by rule,
    function and code, never by line number, and accepts one finding.
    """


@command.command("create", cls=SectionedCommand, short_help="Write a baseline with every finding of today.")
@_PATH
@_FILE
@_REASON
@click.option("--force", is_flag=True, help="Write over a baseline that is there, reasons included.")
@scan_options
def create_command(path: Path, baseline: Path | None, reason: str, force: bool, **given: Any) -> int:
    """Write a baseline with every finding of the repository at PATH (default: here)."""
    config, file = _settle(path, baseline, Options(**given))
    if file.exists() and not force:
        hint = "use `stackfit baseline update`, or --force to start anew"
        raise UsageError("is there already", where=str(file), hint=hint)
    report = scan_for(path, config, Options(**given))
    _write(file, [], [make_entry(finding, reason) for finding in report.findings])
    return 0


@command.command("update", cls=SectionedCommand)
@_PATH
@_FILE
@_REASON
@scan_options
def update_command(path: Path, baseline: Path | None, reason: str, **given: Any) -> int:
    """Add the new findings and remove the stale entries; reasons stay."""
    config, file = _settle(path, baseline, Options(**given))
    before = read_baseline(file)
    report = scan_for(path, config, Options(**given))
    fresh = [make_entry(finding, reason) for finding in compare(report.findings, before).fresh]
    _write(file, before, [*_kept(before, report, config), *fresh])
    return 0


@command.command("prune", cls=SectionedCommand)
@_PATH
@_FILE
@scan_options
def prune_command(path: Path, baseline: Path | None, **given: Any) -> int:
    """Remove the stale entries and add nothing."""
    config, file = _settle(path, baseline, Options(**given))
    before = read_baseline(file)
    _write(file, before, _kept(before, scan_for(path, config, Options(**given)), config))
    return 0


def _settle(root: Path, file: Path | None, options: Options) -> tuple[Config, Path]:
    config = settle(root, options)
    return config, file or (Path(config.baseline) if config.baseline else root / NAME)


def _kept(before: Sequence[Entry], report: Report, config: Config) -> list[Entry]:
    """The entries that match, where the finding is now, and those that this run has no say in."""
    found = compare(report.findings, before)
    matched = [make_entry(finding, entry.reason) for finding, entry in found.accepted]
    return [*matched, *(entry for entry in found.unmatched if not is_asked_for(entry, report, config))]


def _write(file: Path, before: Sequence[Entry], after: Sequence[Entry]) -> None:
    write_file(file, render_baseline(after).encode("utf-8"))
    added, removed = Counter(after) - Counter(before), Counter(before) - Counter(after)
    change = f"{added.total()} added, {removed.total()} removed"
    click.echo(f"stackfit: {make_safe(str(file))} accepts {len(after)} findings ({change})", err=True)
