"""Errors meant for the user: each says what is wrong, where, and what to do next."""

from __future__ import annotations


class StackfitError(Exception):
    """A problem the user can act on.

    `where` is a file or setting ("stackfit.toml: select"), `hint` the next step; both may be empty.
    """

    exit_code = 3

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{advice}"


class UsageError(StackfitError):
    """A wrong path, flag or combination of flags."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file with an unknown key or a value of the wrong type."""


class DataError(StackfitError):
    """A data file under `profiles/` (or a user's scoring profile) that breaks its own schema."""

    exit_code = 2
