"""What `scan` and `check` do alike: scan, show, judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from stackfit.cli.accepted import apply_baseline
from stackfit.cli.gate import judge
from stackfit.cli.options import Options, settle
from stackfit.cli.output import print_report, write_outputs
from stackfit.cli.scanning import scan_for
from stackfit.cli.terminal import view_for_terminal
from stackfit.config import Config
from stackfit.discovery.tree import Tree
from stackfit.model.report import Report
from stackfit.report import FORMATS, View
from stackfit.report.safe import make_safe


def run_scan(
    root: Path,
    options: Options,
    *,
    default_format: str,
    default_gate: str,
    tree: Tree | None = None,
    narrow: Callable[[Report, Config], Report] | None = None,
) -> int:
    """Scan, write every format that is asked for, and give the exit code.

    `tree` is what to scan where it is not the folder `root` itself; `narrow` drops what is not asked for.
    """
    config = settle(root, options)
    report = apply_baseline(scan_for(tree or root, config, options), config, root)
    if narrow is not None:
        report = narrow(report, config)
    view = view_for_terminal(
        root,
        verbose=options.verbose,
        quiet=options.quiet,
        no_color=options.no_color,
        configured=bool(config.source),
    )
    code, reasons = judge(report, config, default=default_gate, strict=options.strict)

    def render(name: str, view: View) -> str:
        return FORMATS[name](report, view)

    write_outputs(render, view, options.outputs)
    print_report(render, view, options.format_name or default_format)
    explain_code(code, reasons, quiet=options.quiet)
    return code


def explain_code(code: int, reasons: Sequence[str], *, quiet: bool) -> None:
    """Say on standard error why a run fails."""
    if not quiet:
        for reason in reasons:
            click.echo(f"stackfit: exit {code}: {make_safe(reason)}", err=True)
