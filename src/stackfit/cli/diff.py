"""`stackfit diff`: what a change did."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from stackfit.cli.accepted import apply_baseline
from stackfit.cli.choices import Output
from stackfit.cli.gate import judge_change
from stackfit.cli.help import SectionedCommand
from stackfit.cli.narrowing import component_option, keep_components
from stackfit.cli.options import Options, diff_options, settle
from stackfit.cli.output import print_report, write_outputs
from stackfit.cli.running import explain_code
from stackfit.cli.scanning import scanning
from stackfit.cli.surroundings import find_source_url
from stackfit.cli.terminal import view_for_terminal
from stackfit.config import Config
from stackfit.discovery.commit import Commit
from stackfit.discovery.history import find_commit, find_merge_base, find_renames
from stackfit.discovery.tree import as_tree
from stackfit.errors import UsageError
from stackfit.model.difference import Difference, Revision
from stackfit.pipeline.comparing import Scanned, compare_scans
from stackfit.report import DIFF_FORMATS, FORMATS, View


@click.command("diff", cls=SectionedCommand)
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", default="")
@click.option(
    "--path",
    "root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="The folder to compare (default: here).",
)
@click.option("--direct", is_flag=True, help="Compare with BASE itself, not with where HEAD left it.")
@click.option("--changed-lines-only", is_flag=True, help="Leave out new findings that are not on changed lines.")
@click.option(
    "--head-output",
    "head_outputs",
    type=Output(tuple(FORMATS)),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Also write the whole report on HEAD to a file, as `scan` would. Repeatable.",
)
@component_option
@diff_options
def command(
    base: str,
    head: str,
    root: Path,
    direct: bool,
    changed_lines_only: bool,
    head_outputs: tuple[tuple[str, Path], ...],
    components: tuple[str, ...],
    **given: Any,
) -> int:
    """Say what a change did: new and fixed findings, workloads, fit, verdict.

    Compares the work tree (or the commit HEAD) with the commit where its history left BASE, as pull requests do.
    Commits are read from git's objects; the work tree is not touched. A finding is new when the base has none of that
    rule, function and code, wherever its line is now. Both sides are judged by the settings of the work tree. Exits 1
    at new errors (--fail-on).
    """
    if not root.is_dir():
        raise UsageError("no such folder", where=str(root), hint="--path wants a folder of the work tree")
    options = Options(**given)
    config = settle(root, options)
    difference = _compare(root, config, options, (base, head), components, direct=direct, strictly=changed_lines_only)
    code, reasons = judge_change(difference, config, default="error", strict=options.strict)
    view = view_for_terminal(root, verbose=options.verbose, quiet=options.quiet, no_color=options.no_color)
    if difference.head.commit:
        view = replace(view, source_url=find_source_url(os.environ, difference.head.commit))

    def render(name: str, view: View) -> str:
        return DIFF_FORMATS[name](difference, view)

    def render_head(name: str, view: View) -> str:
        return FORMATS[name](difference.after, view)

    write_outputs(render, view, options.outputs)
    write_outputs(render_head, view, head_outputs)
    print_report(render, view, options.format_name or "text")
    explain_code(code, reasons, quiet=options.quiet)
    return code


def _compare(
    root: Path,
    config: Config,
    options: Options,
    names: tuple[str, str],
    components: tuple[str, ...],
    *,
    direct: bool,
    strictly: bool,
) -> Difference:
    """Find both commits, scan both sides, and compare what was found. Raises `UsageError`."""
    base, head = names
    named = find_commit(root, base)
    tip = find_commit(root, head or "HEAD")
    origin = named if direct else find_merge_base(root, named, tip)
    with ExitStack() as stack:
        scan = stack.enter_context(scanning(config, options))
        old = stack.enter_context(Commit(root, origin))
        new = stack.enter_context(Commit(root, tip)) if head else as_tree(root)
        reports = [apply_baseline(report, config, root) for report in (scan(old, "Base: "), scan(new, "Head: "))]
        before, after = keep_components(reports, components)
        return compare_scans(
            Scanned(revision=Revision(name=base, commit=origin), tree=old, report=before),
            Scanned(revision=Revision(name=head, commit=tip if head else ""), tree=new, report=after),
            renamed=find_renames(root, origin, tip if head else None),
            merge_base=origin != named,
            changed_lines_only=strictly,
        )
