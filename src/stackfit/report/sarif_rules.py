"""Rules as SARIF describes them: what each finds, and its page as Markdown and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from stackfit.model.finding import Finding
from stackfit.model.rule import RuleInfo
from stackfit.report.sarif_result import LEVELS

_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(([^()\s]{1,500})\)")
_KINDS = {"error": "error", "warning": "warning", "note": "recommendation"}  # GitHub's words for the same


def make_rules(known: Iterable[RuleInfo], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The rules that the findings cite, in the order of their codes."""
    described = {rule.code: rule for rule in known}
    cited = {finding.code: finding for finding in findings}
    return [
        _describe(described[code]) if code in described else {"id": code, "name": cited[code].name}
        for code in sorted(cited)
    ]


def _describe(rule: RuleInfo) -> dict[str, Any]:
    level = LEVELS[rule.severity]
    first, _, _ = rule.page.partition("\n\n")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": first.replace("\n", " ") or rule.summary},
        "help": {"text": as_plain_text(rule.page) or rule.summary, "markdown": rule.page or rule.summary},
        **({"helpUri": rule.help_url} if rule.help_url else {}),
        "defaultConfiguration": {"level": level},
        "properties": {"tags": list(rule.criteria), "problem.severity": _KINDS[level]},
    }


def as_plain_text(markdown: str) -> str:
    """A page without its marks: headings, fences, backquotes and links."""
    lines = (line for line in markdown.split("\n") if not line.startswith("```"))
    return "\n".join(_LINK.sub(r"\1 (\2)", line.removeprefix("## ").replace("`", "")) for line in lines)
