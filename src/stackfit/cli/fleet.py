"""`stackfit fleet`: scan many repositories, and report on them together."""

from __future__ import annotations

from pathlib import Path

import click

from stackfit.cli.choices import Name
from stackfit.cli.files import write_file
from stackfit.cli.fleet_scan import results_option, scan_command
from stackfit.cli.terminal import print_bytes, print_text, view_for_terminal
from stackfit.errors import UsageError
from stackfit.fleet.extra import require_extra
from stackfit.report.safe import make_safe


@click.group("fleet")
def command() -> None:
    """Scan many repositories, and report on them together.

    Results are Parquet files in a folder. Needs the extra: pip install "stackfit[fleet]".
    """


command.add_command(scan_command)


@command.command("report")
@results_option
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the page (default: report.html among the results).",
)
@click.option("--format", "format_name", type=Name("format", ("text", "jsonl")), default="text", help="What to print.")
@click.option("--no-color", is_flag=True, help="No colour, as with the variable NO_COLOR.")
def report_command(results: Path, page: Path | None, format_name: str, no_color: bool) -> int:
    """Print an overview of the last run, and write it as an HTML page.

    Compares with the last run before it that was finished. jsonl prints a line for each repository and no page.
    """
    require_extra()
    from stackfit.fleet.html import render_page
    from stackfit.fleet.overview import read_overview
    from stackfit.fleet.text import render_text

    if format_name == "jsonl":
        return _print_rows(results, "FROM repositories ORDER BY source", "jsonl")
    overview = read_overview(results)
    if overview is None:
        raise UsageError("no run here", where=str(results), hint="`stackfit fleet scan` makes one")
    view = view_for_terminal(results, verbose=False, quiet=False, no_color=no_color)
    page = page or results / "report.html"
    write_file(page, render_page(overview).encode("utf-8", "replace"))
    print_text(render_text(overview, view), color=view.color)
    click.echo(f"stackfit: wrote {make_safe(str(page))}", err=True)
    return 0


@command.command("query")
@click.argument("sql")
@results_option
@click.option(
    "--format", "format_name", type=Name("format", ("text", "jsonl", "csv")), default="text", help="What to print."
)
def query_command(sql: str, results: Path, format_name: str) -> int:
    """Ask the results in SQL (DuckDB): one SELECT, which can read nothing else.

    The tables repositories, components, workloads, criteria, findings and technologies show the last run; all_findings
    and so on every run. "DESCRIBE findings" lists columns.
    """
    require_extra()
    return _print_rows(results, sql, format_name)


def _print_rows(results: Path, sql: str, format_name: str) -> int:
    from stackfit.fleet.answers import render_rows
    from stackfit.fleet.database import run_query

    names, rows = run_query(results, sql)
    text = render_rows(names, rows, format_name)
    if format_name == "text":
        print_text(text, color=False)
    else:
        print_bytes(text.encode("utf-8", "replace"))
    return 0
