"""Tells whether a comment takes a line out of another linter's rule on the same matter: its authors decided."""

from __future__ import annotations

import re
from functools import lru_cache

from stackfit.model.finding import Finding
from stackfit.model.source import split_lines
from stackfit.rules.base import Context, RuleMeta

_NOQA = re.compile(r"#\s{0,4}noqa\s{0,4}:\s{0,4}([A-Z]{1,8}\d{0,5}(?:[\s,]{1,4}[A-Z]{1,8}\d{0,5}){0,20})")
_DISABLED = re.compile(r"/[/*].{0,80}?(?:es|ox)lint-disable(?:-next)?(?:-line)?\s{1,4}([\w@/,\s-]{1,200})")
_PYLINT = re.compile(r"#\s{0,4}pylint:\s{0,4}disable(?:-next)?\s{0,2}=\s{0,2}([\w, -]{1,200})")
_LONGEST = 1_000


def is_meant(finding: Finding, meta: RuleMeta, context: Context) -> bool:
    """Whether the line of a finding, or a comment above it that speaks of the next line, names a rule like its own."""
    text = context.text(finding.location.path) or "" if meta.elsewhere else ""
    if not any(word in text for word in ("noqa", "lint-disable", "pylint:")):
        return False
    lines = split_lines(text)
    number = finding.location.line
    here = lines[number - 1][:_LONGEST] if 0 < number <= len(lines) else ""
    above = lines[number - 2][:_LONGEST].strip() if 1 < number <= len(lines) + 1 else ""
    speaks_of_next = (
        _PYLINT.match(above) is not None
        or ("lint-disable" in above and "-disable-line" not in above)
        or above.startswith("@")
    )
    named = {*_named(here), *(_named(above) if speaks_of_next else ())}
    return any(known == name or known.startswith(name) for known in meta.elsewhere for name in named)


@lru_cache(maxsize=1_024)
def _named(line: str) -> frozenset[str]:
    """List the rules that a line's comment switches off: whole names, or the letters that a family begins with."""
    noqa = _NOQA.search(line)
    disabled = _DISABLED.search(line)
    codes = re.split(r"[\s,]+", noqa.group(1)) if noqa is not None else []
    names = re.split(r"[\s,]+", disabled.group(1).partition("--")[0]) if disabled is not None else []
    pylint = _PYLINT.search(line)
    names += re.split(r"[\s,]+", pylint.group(1)) if pylint is not None else []
    return frozenset(filter(None, (*codes, *names)))
