"""The baseline file: JSON with an entry per line, sorted, so that changes to it can be read and merged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from stackfit.errors import ConfigError
from stackfit.model.finding import Finding
from stackfit.model.source import split_lines

VERSION = 1
LONGEST = 160
_REQUIRED = ("code", "severity", "path", "symbol", "snippet")


class Entry(Struct, frozen=True, kw_only=True):
    """One accepted finding; `line` is where the entry stands in the baseline file, and makes no difference."""

    code: str
    severity: str
    path: str
    symbol: str
    snippet: str
    reason: str = ""
    line: int = 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and (self.severity, *order(self)) == (other.severity, *order(other))

    def __hash__(self) -> int:
        return hash((self.severity, *order(self)))


def make_entry(finding: Finding, reason: str = "") -> Entry:
    """Accept one finding. Long code is cut, with a hash for the rest."""
    snippet = finding.snippet
    if len(snippet) > LONGEST:
        digest = hashlib.sha256(snippet.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        snippet = f"{snippet[:LONGEST]} #{digest}"
    return Entry(
        code=finding.code,
        severity=finding.severity.value,
        path=finding.location.path,
        symbol=finding.symbol,
        snippet=snippet,
        reason=reason,
    )


def order(entry: Entry) -> tuple[str, ...]:
    """The key by which entries are sorted."""
    return (entry.path, entry.code, entry.symbol, entry.snippet, entry.reason)


def render_baseline(entries: Iterable[Entry]) -> str:
    """The file: sorted, an entry per line, so that changes to it can be read and merged."""
    lines = ",\n".join(f"    {json.dumps(_document(entry), ensure_ascii=True)}" for entry in sorted(entries, key=order))
    body = f"\n{lines}\n  " if lines else ""
    return f'{{\n  "version": {VERSION},\n  "accepted": [{body}]\n}}\n'


def _document(entry: Entry) -> dict[str, str]:
    return {**{name: getattr(entry, name) for name in _REQUIRED}, "reason": entry.reason}


def parse_baseline(text: str, where: str) -> tuple[Entry, ...]:
    """Read a baseline file. Raises `ConfigError` on anything that is none."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ConfigError(f"is not JSON: {problem}", where=where, hint="write it with `stackfit baseline`") from problem
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise ConfigError(f"is no baseline of version {VERSION}", where=where, hint="write it with `stackfit baseline`")
    items = document.get("accepted")
    if not isinstance(items, list):
        raise ConfigError("expected a list", where=f"{where}: accepted")
    lines = [number for number, line in enumerate(split_lines(text), 1) if '"code":' in line]
    known = len(lines) == len(items)
    return tuple(
        _read(item, lines[index] if known else 1, f"{where}: accepted[{index}]") for index, item in enumerate(items)
    )


def _read(item: Any, line: int, where: str) -> Entry:
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in _REQUIRED):
        raise ConfigError(f"expected texts for {', '.join(_REQUIRED)}", where=where)
    reason = item.get("reason", "")
    if not isinstance(reason, str):
        raise ConfigError("expected a text", where=f"{where}.reason")
    return Entry(**{name: item[name] for name in _REQUIRED}, reason=reason, line=line)
