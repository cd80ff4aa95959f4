"""`stackfit scan`: workload profile, scores and findings of a repository."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from stackfit.config import load_config
from stackfit.errors import UsageError
from stackfit.pipeline import scan
from stackfit.report import FORMATS


@click.command("scan")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--format", "format_name", type=click.Choice(sorted(FORMATS)), default="json")
def scan_command(path: Path, format_name: str) -> int:
    """Scan the repository at PATH (default: here)."""
    if not path.is_dir():
        raise UsageError("is not a folder", where=str(path), hint="give the path of a repository")
    report = scan(path, load_config(path), _today())
    click.echo(FORMATS[format_name](report), nl=False)
    return 0


def _today() -> datetime.date:
    """The date of the scan: SOURCE_DATE_EPOCH when set, so that builds repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.timezone.utc).date()
    return datetime.datetime.now(tz=datetime.timezone.utc).date()
