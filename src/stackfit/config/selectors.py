"""Words that pick out findings: rule codes, criteria, severities, thresholds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.vocabulary import CRITERIA

NEVER = "never"
"""The threshold that nothing reaches."""

CODE = re.compile(r"[A-Z]{2,12}\d{3,4}")
SEVERITIES = tuple(severity.value for severity in Severity)
CONFIDENCES = tuple(confidence.value for confidence in Confidence)


def check_selector(selector: str, where: str) -> str:
    """Give back a rule code, criterion id or severity. Raises `ConfigError` on anything else, prefixes included."""
    if CODE.fullmatch(selector) or selector in CRITERIA or selector in SEVERITIES:
        return selector
    hint = suggest(selector, (*CRITERIA, *SEVERITIES))
    if selector.upper().startswith("SF"):
        hint = "write the whole code, such as SF101; codes are not matched by prefix"
    raise ConfigError(f"{selector!r} is no rule code, criterion or severity", where=where, hint=hint)


def check_threshold(value: str, where: str) -> str:
    """Give back SEVERITY, SEVERITY:CONFIDENCE or "never". Raises `ConfigError` on anything else."""
    severity, colon, confidence = value.partition(":")
    if value == NEVER or (severity in SEVERITIES and (not colon or confidence in CONFIDENCES)):
        return value
    raise ConfigError(
        f"{value!r} is not SEVERITY or SEVERITY:CONFIDENCE",
        where=where,
        hint=f"severities: {', '.join(SEVERITIES)}; confidences: {', '.join(CONFIDENCES)}",
    )


def suggest(word: str, known: Iterable[str]) -> str:
    """Ask did-you-mean, or say what there is."""
    names = tuple(known)
    close = find_close(word, names)
    return f"did you mean {close!r}?" if close else f"known: {', '.join(names)}"


def find_close(word: str, known: Iterable[str]) -> str:
    """Give the name that was probably meant; "" where none is near."""
    names = tuple(known)
    forms = (word, word.upper(), word.lower().replace("_", "-"))
    return next((name for form in forms for name in difflib.get_close_matches(form, names, n=1)), "")
