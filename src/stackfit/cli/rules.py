"""`stackfit rules`: the table of rules, and a test of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stackfit.catalogue.user_rules import load_extensions
from stackfit.cli.choices import Name
from stackfit.cli.rules_test import test_rules
from stackfit.cli.terminal import print_bytes, print_text
from stackfit.config import load_config
from stackfit.errors import UsageError
from stackfit.pipeline.knowledge import gather_rules
from stackfit.report.safe import make_safe
from stackfit.rules import Rule
from stackfit.rules.base import RuleMeta


@click.group("rules", invoke_without_command=True)
@click.option("--format", "format_name", type=Name("format", ("text", "json")), default="text", help="What to print.")
@click.pass_context
def command(context: click.Context, format_name: str) -> int | None:
    """List the rules: code, name, severity, what each finds; ours, your own and those of plug-ins."""
    return None if context.invoked_subcommand else _list(format_name)


@command.command("test", short_help="Check rules of your own against their examples.")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE]...")
@click.pass_context
def test_command(context: click.Context, files: tuple[Path, ...]) -> int:
    """Check files of your own rules, each rule against its examples (default: those of the configuration here)."""
    paths = tuple(map(str, files)) or load_config(Path()).extend_rules
    if not paths:
        hint = "name a file, or set extend-rules in stackfit.toml"
        raise UsageError("there are no rules of your own to test", hint=hint)
    lines, failed = test_rules(paths)
    print_text("".join(f"{make_safe(line, 500)}\n" for line in lines), color=False)
    return 1 if failed else 0


def known_rules() -> tuple[Rule, ...]:
    """Give every rule that a scan here would run: ours, those that the configuration names, those of plug-ins."""
    rules, problems = gather_rules(load_extensions(load_config(Path()).extend_rules))
    for problem in problems:
        click.echo(f"stackfit: {make_safe(problem.message, 500)}", err=True)
    return rules


def _list(format_name: str) -> int:
    metas = [rule.meta for rule in known_rules()]
    if format_name == "json":
        print_bytes((json.dumps([_document(meta) for meta in metas], indent=2) + "\n").encode("utf-8"))
        return 0
    rows = [(meta.code, meta.severity.value, meta.name, make_safe(meta.summary, 500)) for meta in metas]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = (
        "  ".join((*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3])) for row in rows
    )
    print_text("".join(f"{line}\n" for line in lines), color=False)
    return 0


def _document(meta: RuleMeta) -> dict[str, object]:
    return {
        "code": meta.code,
        "name": meta.name,
        "severity": meta.severity.value,
        "summary": meta.summary,
        "criteria": list(meta.criteria),
        "languages": [language.value for language in meta.languages],
        "since": meta.since,
        "help_url": meta.help_url,
    }
