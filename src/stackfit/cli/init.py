"""`stackfit init`: writes a configuration, a hook and a workflow, once they have been seen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from stackfit.cli.choices import Name
from stackfit.cli.files import write_file
from stackfit.cli.help import SectionedCommand
from stackfit.cli.setup import PARTS, Step
from stackfit.cli.surroundings import find_top
from stackfit.cli.terminal import is_terminal, print_text
from stackfit.errors import UsageError
from stackfit.report.safe import make_safe


@click.command("init", cls=SectionedCommand)
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--only", type=Name("part", tuple(PARTS)), multiple=True, help="Only this: config, hook, workflow. Repeatable."
)
def command(path: Path, yes: bool, dry_run: bool, only: tuple[str, ...]) -> int:
    """Set up the repository at PATH (default: here): configuration, pre-commit hook, workflow for pull requests.

    Shows what it will write, and asks. Nothing that is there is written over: a pyproject.toml and a
    .pre-commit-config.yaml get an addition, and where that would not be safe it says what to add.
    """
    top = find_top(path)
    root = top or path
    parts = only or (tuple(PARTS) if top else ("config",))
    steps = [PARTS[part](root) for part in PARTS if part in parts]
    if root.resolve() != Path.cwd().resolve():
        click.echo(f"In {make_safe(str(root))}:\n", err=True)
    print_text("".join(_show(step) for step in steps), color=False)
    if not top and not only:
        click.echo("This is no git repository: there is no place for a hook or a workflow.", err=True)
    return _carry_out(root, [step for step in steps if step.writes], yes=yes, dry_run=dry_run)


def _carry_out(root: Path, steps: Sequence[Step], *, yes: bool, dry_run: bool) -> int:
    """Write the files, if that is wanted."""
    if not steps or dry_run:
        click.echo("Nothing to write." if not steps else "Nothing was written (--dry-run).", err=True)
        return 0
    if not yes:
        if not is_terminal(sys.stdin):
            raise UsageError("there is nobody to ask", hint="add --yes to write, or --dry-run to look")
        if not click.confirm(f"Write {len(steps)} file{'s' if len(steps) > 1 else ''}?", err=True):
            click.echo("Nothing was written.", err=True)
            return 0
    for step in steps:
        _write(root, step)
    click.echo(_next(steps), err=True)
    return 0


def _write(root: Path, step: Step) -> None:
    file = root / step.path
    if not file.resolve().is_relative_to(root.resolve()):
        raise UsageError("leads out of the repository through a link", where=step.path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"cannot be made: {problem.strerror}", where=str(file.parent)) from problem
    write_file(file, (step.after or "").encode("utf-8"))


def _show(step: Step) -> str:
    """A head line, and what will be written or is to be added, indented."""
    lines = step.preview().splitlines()
    body = "".join(f"    {_indent(line)}{make_safe(line, 500)}".rstrip() + "\n" for line in lines)
    return f"{make_safe(step.path)} {make_safe(step.what, 300)}\n" + (f"\n{body}\n" if body else "")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _next(steps: Sequence[Step]) -> str:
    written = {step.path for step in steps}
    advice = ["Next: `stackfit scan` shows where you stand, `stackfit baseline create` accepts what there is today."]
    if ".pre-commit-config.yaml" in written:
        advice.append("`pre-commit install` lets git run the hook.")
    return "\n".join((f"Wrote {', '.join(sorted(written))}.", *advice))
