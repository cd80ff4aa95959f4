"""Every rule, written out by hand, in the order of codes; and the codes that must never be used again."""

from __future__ import annotations

from stackfit.rules.base import Rule

RULES: tuple[Rule, ...] = ()

RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone; a code is never given to another rule."""
