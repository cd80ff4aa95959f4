"""Findings: what rules report."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location


class ChainStep(Struct, frozen=True, kw_only=True):
    """One hop from an on-loop entry to the guilty call: in `function`, at `location`, `call` is called."""

    location: Location
    function: str
    call: str


class Related(Struct, frozen=True, kw_only=True):
    """A second place a finding speaks of."""

    location: Location
    what: str


class Finding(Struct, frozen=True, kw_only=True):
    """One reported result. `component` is a component's path, `others` counts further entries that reach the same call.

    `snippet` is the normalised guilty code; with `code`, path and `symbol` it makes the fingerprint, which survives
    moved lines.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    location: Location
    message: str
    criteria: tuple[str, ...]
    hint: str = ""
    symbol: str = ""
    component: str = "."
    chain: tuple[ChainStep, ...] = ()
    others: int = 0
    related: tuple[Related, ...] = ()
    snippet: str = ""
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of every output."""
        return (self.location.path, self.location.line, self.location.column, self.code, self.message)


def make_fingerprint(code: str, path: str, symbol: str, snippet: str, number: int) -> str:
    """Name a finding for ever: no line number goes into it; `number` tells equal ones in one symbol apart."""
    text = "\0".join((code, path, symbol, snippet, str(number)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
