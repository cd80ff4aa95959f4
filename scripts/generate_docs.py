"""Writes docs/rules/ from the rules' metadata and docstrings; `--check` only says whether it is up to date."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from stackfit.rules import RETIRED, RULES
from stackfit.rules.base import NODE, PYTHON, Rule

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
_NOTE = "<!-- Written by scripts/generate_docs.py from src/stackfit/rules/; do not edit by hand. -->\n"
_SCORE = "[the scoring profiles](../../profiles/scoring/)"


def languages(rule: Rule) -> str:
    """Say which languages a rule reads."""
    given = rule.meta.languages
    names = [name for name, group in (("Python", PYTHON), ("JavaScript, TypeScript", NODE)) if set(group) & set(given)]
    return ", ".join(names) or "all"


def page(rule: Rule) -> str:
    """Make the page of one rule."""
    meta = rule.meta
    facts = [
        f"- Severity: {meta.severity.value} (milder where the text below says so)",
        f"- Criteria: {', '.join(meta.criteria) or 'none'}",
        f"- Languages: {languages(rule)}",
        f"- Since: {meta.since}",
    ]
    comment = "//" if meta.languages == NODE else "#"
    body = inspect.getdoc(type(rule)) or ""
    return (
        f"{_NOTE}\n# {meta.code} {meta.name}\n\n" + "\n".join(facts) + f"\n\n{body}\n\n## How to turn it off\n\n"
        "For one place, with a comment on the line, or alone on the line above; give a reason, and a date where it has "
        f"one:\n\n```text\n{comment} stackfit: ignore[{meta.code}] the reason until=2030-12-31\n```\n\n"
        "For some files or everywhere, in `stackfit.toml` (or under `[tool.stackfit]` in pyproject.toml):\n\n"
        f'```toml\nignore = ["{meta.code}"]\n\n[per-path-ignores]\n"scripts/**" = ["{meta.code}"]\n```\n'
    )


def table() -> str:
    """Make the page that lists all rules."""
    rows = [
        f"| [{rule.meta.code}]({rule.meta.code}.md) | {rule.meta.name} | {rule.meta.summary} "
        f"| {rule.meta.severity.value} | {', '.join(rule.meta.criteria) or 'none'} | {languages(rule)} |"
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
