"""The entry point: the group of commands, and errors turned into exit codes."""

from __future__ import annotations

import difflib
import gc
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from stackfit import __version__
from stackfit.errors import StackfitError

INTERNAL = 3
INTERRUPTED = 130
TRACKER = "https://github.com/stackfit/stackfit/issues"

# Module and one line of help for each command, so that `--version` and `--help` import none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "scan": ("stackfit.cli.scan", "Profile, score and check a repository."),
    "check": ("stackfit.cli.check", "List findings only, for some files or all."),
    "diff": ("stackfit.cli.diff", "Say what a change did to findings, fit and verdict."),
    "baseline": ("stackfit.cli.baseline", "Accept the findings of today, so that only new ones count."),
    "init": ("stackfit.cli.init", "Set up configuration, hook and workflow in a repository."),
    "rules": ("stackfit.cli.rules", "List the rules."),
    "explain": ("stackfit.cli.explain", "Explain a rule, a criterion or a workload."),
    "config": ("stackfit.cli.config", "Show or check the configuration in force."),
    "fleet": ("stackfit.cli.fleet", "Scan many repositories, and report on them together."),
    "completion": ("stackfit.cli.completion", "Print the completion script of bash, zsh or fish."),
    "schema": ("stackfit.cli.schema", "Print the JSON Schema of a JSON report or of the configuration."),
}


class CommandTable(click.Group):
    """A group whose commands are imported when they are used. Each module calls its command `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest a command where the name is none."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            close = difflib.get_close_matches(name, COMMANDS, n=1)
            advice = f"did you mean {close[0]!r}?" if close else f"commands: {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command {name!r} ({advice})", ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="stackfit", message="%(prog)s %(version)s")
def cli() -> None:
    """Find out what work a repository does, and how well its runtime fits that work.

    Start with `stackfit scan` in a repository. Nothing in the repository is ever run.

    Exit codes: 0 clean or below the gate, 1 findings or score at the gate, 2 wrong usage or configuration,
    3 internal error, 4 incomplete coverage under --strict.
    """


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = cli.main(list(argv), prog_name="stackfit", standalone_mode=False)
    except StackfitError as problem:
        click.echo(f"stackfit: error: {_one_line(str(problem))}", err=True)
        return problem.exit_code
    except click.exceptions.NoArgsIsHelpError as problem:
        problem.show()
        return problem.exit_code
    except click.ClickException as problem:
        _report_misuse(problem)
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as problem:
        _report_crash(problem, detail="--verbose" in argv or "-v" in argv)
        return INTERNAL
    return code if isinstance(code, int) else 0


def run() -> None:
    """The console script."""
    # Most values of a scan live to its end, and few are in circles: to look for dead ones seldom saves 7 % of the time.
    gc.set_threshold(5_000_000, 10, 10)
    sys.exit(main(sys.argv[1:]))


def _report_misuse(problem: click.ClickException) -> None:
    """Say what is wrong with a command line, and where help is."""
    click.echo(f"stackfit: error: {_one_line(problem.format_message())}", err=True)
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    if context is not None:
        click.echo(f"Try '{context.command_path} --help' for help.", err=True)


def _report_crash(problem: Exception, *, detail: bool) -> None:
    """Say that the fault is ours; the traceback only where it is asked for."""
    if detail:
        traceback.print_exception(problem, file=sys.stderr)
    message = _one_line(f"{type(problem).__name__}: {problem}")
    click.echo(f"stackfit: internal error: {message}", err=True)
    advice = "" if detail else "; run again with --verbose for the traceback"
    click.echo(f"This is a fault in stackfit. Please report it at {TRACKER}{advice}.", err=True)


def _one_line(text: str) -> str:
    """Messages can quote the repository: keep them to one harmless line."""
    from stackfit.report.safe import make_safe

    return make_safe(text, limit=1_000)
