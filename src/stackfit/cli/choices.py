"""Parameter types that answer a misspelt value with a suggestion."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from stackfit.config import CODE, NEVER, check_selector, check_threshold
from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.vocabulary import CRITERIA, SCORING_PROFILES


def suggest(word: str, known: Iterable[str]) -> str:
    """Ask did-you-mean, or say what there is."""
    names = sorted(known)
    close = [name for form in (word.lower(), word.upper()) for name in difflib.get_close_matches(form, names, n=1)]
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"


def complete(incomplete: str, known: Iterable[str]) -> list[CompletionItem]:
    """Offer the words that begin as typed."""
    return [CompletionItem(name) for name in known if name.lower().startswith(incomplete.lower())]


class Name(click.ParamType[str]):
    """One of a few names."""

    def __init__(self, what: str, known: Sequence[str]) -> None:
        self.name = what
        self._known = known

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the name back."""
        if value in self._known:
            return value
        return self.fail(f"no {self.name} {value!r} ({suggest(value, self._known)})", param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the names in the help."""
        return f"[{'|'.join(self._known)}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the names."""
        return complete(incomplete, self._known)


class ProfileName(click.ParamType[str]):
    """A scoring profile: one that we ship, or a file."""

    name = "profile"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer ours, else files."""
        return complete(incomplete, SCORING_PROFILES) or [CompletionItem(incomplete, type="file")]


class Selectors(click.ParamType[tuple[str, ...]]):
    """A comma-separated list of rule codes, criteria and severities."""

    name = "SELECTORS"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Check each part."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return tuple(self._check(part, param, ctx) for part in parts)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer codes, criteria and severities, also behind a comma."""
        before, comma, _ = incomplete.rpartition(",")
        names = (*sorted(_codes()), *CRITERIA, *(severity.value for severity in Severity))
        return complete(incomplete, (f"{before}{comma}{name}" for name in names))

    def _check(self, part: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        selector = part.upper() if CODE.fullmatch(part.upper()) or part.upper().startswith("SF") else part.lower()
        try:
            check_selector(selector, "")
        except ConfigError as problem:
            return str(self.fail(str(problem), param, ctx))
        if selector.startswith("SF"):  # codes of the user's own rules are known once the configuration is
            from stackfit.rules import RETIRED

            codes = _codes() | RETIRED
            if selector not in codes:
                return str(self.fail(f"no rule {selector} ({suggest(selector, codes)})", param, ctx))
        return selector


def _codes() -> frozenset[str]:
    """List the codes of our own rules, which take long to import."""
    from stackfit.rules import RULES

    return frozenset(rule.meta.code for rule in RULES)


class Threshold(click.ParamType[str]):
    """SEVERITY, SEVERITY:CONFIDENCE or "never"."""

    name = "SEVERITY[:CONFIDENCE]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer severities, with and without a confidence."""
        names = [severity.value for severity in Severity]
        pairs = [f"{name}:{confidence.value}" for name in names for confidence in Confidence]
        return complete(incomplete, (*names, NEVER, *(pairs if ":" in incomplete else ())))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check both parts."""
        try:
            return check_threshold(value.lower(), "")
        except ConfigError as problem:
            return str(self.fail(str(problem), param, ctx))


class Day(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Parse the date."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=datetime.timezone.utc).date()
        except ValueError:
            return self.fail(f"{value!r} is not a date such as 2026-01-31", param, ctx)


class Output(click.ParamType[tuple[str, Path]]):
    """FORMAT=FILE."""

    name = "FORMAT=FILE"

    def __init__(self, formats: Sequence[str]) -> None:
        self._formats = formats

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the formats; the file's name is the user's own affair."""
        return complete(incomplete, (f"{name}=" for name in self._formats))

    def convert(
        self, value: str | tuple[str, Path], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Check the format, and that the file can be made."""
        if isinstance(value, tuple):
            return value
        format_name, equals, file = value.partition("=")
        if not equals or not file:
            return self.fail(f"{value!r} is not FORMAT=FILE, such as json=report.json", param, ctx)
        if format_name not in self._formats:
            return self.fail(f"no format {format_name!r} ({suggest(format_name, self._formats)})", param, ctx)
        path = Path(file)
        if path.is_dir() or not path.parent.is_dir():
            what = "is a folder" if path.is_dir() else "is in a folder that does not exist"
            return self.fail(f"{file!r} {what}", param, ctx)
        return format_name, path
