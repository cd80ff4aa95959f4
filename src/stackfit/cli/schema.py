"""`stackfit schema`: the JSON Schemas of what stackfit writes and reads."""

from __future__ import annotations

import json

import click

from stackfit.cli.choices import Name
from stackfit.cli.terminal import print_bytes


@click.command("schema")
@click.argument("what", type=Name("schema", ("report", "diff", "config")), default="report")
def command(what: str) -> int:
    """Print the JSON Schema of the JSON report (the default), of that of a comparison, or of stackfit.toml.

    Editors complete and check a stackfit.toml that begins with a line `#:schema` and the address of the last.
    """
    print_bytes(_text(what).encode("utf-8"))
    return 0


def _text(what: str) -> str:
    if what == "config":
        from stackfit.cli.config_schema import config_schema

        return json.dumps(config_schema(), indent=2) + "\n"
    from stackfit.report import read_schema

    return read_schema(what)
