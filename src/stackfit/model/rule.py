"""What a report says of a rule: enough for a format to explain its findings without knowing the rules."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.kinds import Severity


class RuleInfo(Struct, frozen=True, kw_only=True):
    """A rule as its readers know it; `page` is its documentation in Markdown, `help_url` where that can be read."""

    code: str
    name: str
    severity: Severity
    summary: str
    help_url: str
    criteria: tuple[str, ...] = ()
    page: str = ""
