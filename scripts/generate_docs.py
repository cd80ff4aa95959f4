"""Writes docs/rules/ and docs/stackfit.schema.json from the code; `--check` only says whether they are up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from stackfit.cli.config_schema import config_schema
from stackfit.rules import RETIRED, RULES
from stackfit.rules.base import Rule
from stackfit.rules.page import name_languages, rule_page

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "rules"
_NOTE = "<!-- Written by scripts/generate_docs.py from src/stackfit/rules/; do not edit by hand. -->\n"
_SCORE = "[the scoring profiles](../../profiles/scoring/)"


def page(rule: Rule) -> str:
    """Make the page of one rule."""
    return f"{_NOTE}\n{rule_page(rule)}"


def table() -> str:
    """Make the page that lists all rules."""
    rows = [
        f"| [{rule.meta.code}]({rule.meta.code}.md) | {rule.meta.name} | {rule.meta.summary} "
        f"| {rule.meta.severity.value} | {', '.join(rule.meta.criteria) or 'none'} | {name_languages(rule.meta)} |"
        for rule in RULES
    ]
    retired = f"\nRetired codes, never used again: {', '.join(sorted(RETIRED))}.\n" if RETIRED else ""
    return (
        f"{_NOTE}\n# Rules\n\nA code is SF, the number of the criterion and two digits; SF0xx are about stackfit's own "
        f"input. How much a finding takes off a mark is written in {_SCORE}.\n\n"
        "| Code | Name | What it finds | Severity | Criteria | Languages |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n{retired}"
    )


def pages() -> dict[str, str]:
    """Make every generated file, by its path in docs/."""
    rules = {"README.md": table(), **{f"{rule.meta.code}.md": page(rule) for rule in RULES}}
    schema = json.dumps(config_schema(), indent=2) + "\n"
    return {**{f"rules/{name}": text for name, text in rules.items()}, "stackfit.schema.json": schema}


def stale() -> list[str]:
    """List the files that are missing, out of date, or of no rule."""
    made = pages()
    written = [*FOLDER.glob("*.md"), *DOCS.glob("*.schema.json")]
    there = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in written}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main(argv: list[str]) -> int:
    """Write the files, or with `--check` give 1 when they are stale."""
    if "--check" in argv:
        names = stale()
        sys.stderr.write("".join(f"docs/{name} is stale: run scripts/generate_docs.py\n" for name in names))
        return 1 if names else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale():
        (DOCS / name).unlink(missing_ok=True)
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
