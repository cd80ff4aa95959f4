"""Writes docs/rules/ from the rules' metadata and docstrings; `--check` only says whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from stackfit.rules import RETIRED, RULES
from stackfit.rules.base import Rule
from stackfit.rules.page import name_languages, rule_page

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
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
    """Make every page, by file name."""
    return {"README.md": table(), **{f"{rule.meta.code}.md": page(rule) for rule in RULES}}


def stale() -> list[str]:
    """List the pages that are missing, out of date, or of no rule."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main(argv: list[str]) -> int:
    """Write the pages, or with `--check` give 1 when they are stale."""
    if "--check" in argv:
        names = stale()
        sys.stderr.write("".join(f"docs/rules/{name} is stale: run scripts/generate_docs.py\n" for name in names))
        return 1 if names else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale():
        (FOLDER / name).unlink(missing_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
