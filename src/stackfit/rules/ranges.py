"""Reads version ranges of both registries just far enough to say how new a version they allow."""

from __future__ import annotations

import re

from stackfit.catalogue.lifecycles import Version, numbers
from stackfit.model.kinds import Ecosystem

_NUMBER = r"[vV]?(\d+(?:\.\d+)*)((?:\.[xX*])*)"
_CLAUSE = re.compile(rf"(\^|~=|~>|~|===|==|=|<=|<|>=|>|!=|)\s*{_NUMBER}")
_HYPHEN = re.compile(rf"\S+\s+-\s+{_NUMBER}")
_SPACED = re.compile(r"(?<=[<>=~^])\s+")
_ELSEWHERE = re.compile(r"[:/@]")
_JUST_AFTER = (0, 0, 0, 0, 1)
_FULL = 3


def just_after(version: str) -> Version | None:
    """Give the bound that only this version and older ones lie below; None where there is no number."""
    match = re.match(_NUMBER, version.strip())
    return (*_parts(match.group(1)), *_JUST_AFTER) if match else None


def bound(specifier: str, ecosystem: Ecosystem) -> Version | None:
    """Give the version that all allowed versions lie below; None where there is no such bound, or it is not understood.

    "^3.4" gives (4,), "==1.8.3" a number just after that version, ">=2" None.
    """
    if _ELSEWHERE.search(specifier):
        return None
    found = [_alternative(text, ecosystem) for text in specifier.split("||")]
    sure = [item for item in found if item is not None]
    return max(sure) if len(sure) == len(found) else None


def _alternative(text: str, ecosystem: Ecosystem) -> Version | None:
    hyphen = _HYPHEN.fullmatch(text.strip())
    if hyphen:
        return _upper("<=", *hyphen.groups(), ecosystem=ecosystem)
    clauses = [_CLAUSE.match(part) for part in _SPACED.sub("", text).replace(",", " ").split()]
    bounds = [_upper(*match.groups(), ecosystem=ecosystem) for match in clauses if match is not None]
    return min((item for item in bounds if item is not None), default=None)


def _upper(operator: str, version: str, wild: str, *, ecosystem: Ecosystem) -> Version | None:
    """Give what the versions that one clause allows lie below."""
    parts = _parts(version)
    open_end = bool(wild) or (ecosystem is Ecosystem.NPM and len(parts) < _FULL)
    if operator in (">", ">=", "!="):
        return None
    if operator == "<":
        return numbers(version)
    if operator == "^":
        return _next(parts, next((at for at, part in enumerate(parts) if part), len(parts) - 1))
    if operator in ("~", "~>"):
        return _next(parts, min(1, len(parts) - 1))
    if operator == "~=":
        return _next(parts, max(len(parts) - 2, 0))
    return _next(parts, len(parts) - 1) if open_end else (*parts, *_JUST_AFTER)


def _next(parts: Version, at: int) -> Version:
    """Count up the part at a place and drop what follows it."""
    return (*parts[:at], parts[at] + 1)


def _parts(version: str) -> Version:
    return tuple(int(part) for part in version.split("."))
