"""The page of a rule in Markdown: what is published under docs/rules/ and printed by `stackfit explain`."""

from __future__ import annotations

import inspect

from stackfit.config import OptionValue
from stackfit.rules.base import NODE, PYTHON, Rule, RuleMeta
from stackfit.rules.options import Option, options_of


def rule_page(rule: Rule) -> str:
    """Make the page of one rule."""
    meta = rule.meta
    facts = [
        f"- Severity: {meta.severity.value} (milder where the text below says so)",
        f"- Criteria: {', '.join(meta.criteria) or 'none'}",
        f"- Languages: {name_languages(meta)}",
        *([f"- Since: {meta.since}"] if meta.since else []),
    ]
    parts = (f"# {meta.code} {meta.name}", "\n".join(facts), page_text(rule), _options(meta), _how_to_turn_off(meta))
    return "\n\n".join(part for part in parts if part) + "\n"


def page_text(rule: Rule) -> str:
    """Give what a rule says of itself: its own text, else the docstring of its class."""
    return str(getattr(rule, "page", "")) or inspect.getdoc(type(rule)) or ""


def name_languages(meta: RuleMeta) -> str:
    """Say which languages a rule reads."""
    given = set(meta.languages)
    names = [name for name, group in (("Python", PYTHON), ("JavaScript, TypeScript", NODE)) if set(group) & given]
    return ", ".join(names) or "all"


def _options(meta: RuleMeta) -> str:
    """List what may be set of a rule."""
    options = options_of(meta)
    if not options:
        return ""
    width = max(len(_assignment(item)) for item in options)
    lines = [f"{_assignment(item).ljust(width)}  # {item.what}" for item in options]
    return "## Options\n\nAs shipped:\n\n```toml\n" + "\n".join((f"[rules.{meta.code}]", *lines)) + "\n```"


def _assignment(option: Option) -> str:
    return f"{option.name} = {_literal(option.default)}"


def _literal(value: OptionValue) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, str):
        return f'"{value}"'
    return "[" + ", ".join(f'"{item}"' for item in value) + "]"


def _elsewhere(meta: RuleMeta) -> str:
    """Name the rules of other linters whose comments count as well."""
    names = ", ".join(f"`{name}`" for name in meta.elsewhere)
    what = "Comments that take the line out of a rule of another linter on the same matter count as well: "
    return f"{what}{names}.\n\n" if names else ""


def _how_to_turn_off(meta: RuleMeta) -> str:
    comment = "//" if meta.languages == NODE else "#"
    return (
        "## How to turn it off\n\n"
        "For one place, with a comment on the line, or alone on the line above; give a reason, and a date where it has "
        f"one:\n\n```text\n{comment} stackfit: ignore[{meta.code}] the reason until=2030-12-31\n```\n\n"
        f"{_elsewhere(meta)}"
        "For some files or everywhere, in `stackfit.toml` (or under `[tool.stackfit]` in pyproject.toml):\n\n"
        f'```toml\nignore = ["{meta.code}"]\n\n[per-path-ignores]\n"scripts/**" = ["{meta.code}"]\n\n'
        f'[rules.{meta.code}]\nmax-severity = "info"\n```'
    )
