"""Reads regular expressions of both languages and tells those whose matching time may double with each character."""

from __future__ import annotations

from stackfit.rules.regex.growth import find_growth
from stackfit.rules.regex.syntax import parse_regex

__all__ = ["find_growth", "parse_regex"]
