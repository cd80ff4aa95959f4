"""`stackfit scan`: workload profile, scores and findings of a repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from stackfit.cli.help import SectionedCommand
from stackfit.cli.narrowing import component_option, keep_components
from stackfit.cli.options import Options, shared_options
from stackfit.cli.running import run_scan
from stackfit.config import Config
from stackfit.errors import UsageError
from stackfit.model.report import Report


@click.command("scan", cls=SectionedCommand)
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@component_option
@shared_options
def command(path: Path, components: tuple[str, ...], **given: Any) -> int:
    """Profile, score and check the repository at PATH (default: here).

    Prints a report for people; --format json has everything. Exits 1 at findings of severity error (--fail-on).
    """
    if not path.is_dir():
        what = "is a file, not a folder" if path.exists() else "no such folder"
        raise UsageError(what, where=str(path), hint="give the folder of a repository")

    def narrow(report: Report, config: Config) -> Report:
        return keep_components([report], components)[0]

    return run_scan(path, Options(**given), default_format="text", default_gate="error", narrow=narrow)
