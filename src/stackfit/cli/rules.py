"""`stackfit rules`: the table of rules."""

from __future__ import annotations

import json

import click

from stackfit.cli.choices import Name
from stackfit.cli.terminal import print_bytes, print_text
from stackfit.rules import RULES
from stackfit.rules.base import RuleMeta


@click.command("rules")
@click.option("--format", "format_name", type=Name("format", ("text", "json")), default="text", help="What to print.")
def command(format_name: str) -> int:
    """List the rules: code, name, severity, what each finds."""
    metas = [rule.meta for rule in RULES]
    if format_name == "json":
        print_bytes((json.dumps([_document(meta) for meta in metas], indent=2) + "\n").encode("utf-8"))
        return 0
    rows = [(meta.code, meta.severity.value, meta.name, meta.summary) for meta in metas]
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
