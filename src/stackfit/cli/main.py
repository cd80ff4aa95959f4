"""The entry point: the group of commands, and errors turned into exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from stackfit import __version__
from stackfit.cli.scan import scan_command
from stackfit.errors import StackfitError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stackfit")
def cli() -> None:
    """Find out what work a repository does, and how well its runtime fits that work."""


cli.add_command(scan_command)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = cli.main(list(argv), prog_name="stackfit", standalone_mode=False)
    except StackfitError as problem:
        click.echo(f"stackfit: error: {problem}", err=True)
        return problem.exit_code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except click.Abort:
        click.echo("stackfit: interrupted", err=True)
        return 130
    return code if isinstance(code, int) else 0


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))
