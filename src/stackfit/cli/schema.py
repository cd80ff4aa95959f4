"""`stackfit schema`: the JSON Schema of the JSON report."""

from __future__ import annotations

import click

from stackfit.cli.terminal import print_bytes
from stackfit.report import read_schema


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of the JSON report."""
    print_bytes(read_schema().encode("utf-8"))
    return 0
