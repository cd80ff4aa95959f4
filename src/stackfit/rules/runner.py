"""Runs rules over a context: a rule that fails says so, and the rest still run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from stackfit.model.finding import Finding, make_fingerprint
from stackfit.model.source import ReadError, split_lines
from stackfit.rules.base import Context, Phase, Rule
from stackfit.rules.meant import is_meant

MOST_SNIPPET = 1_000


def wanted_words(rules: Iterable[Rule]) -> frozenset[str]:
    """Every identifier that some rule wants the text pass to look for."""
    return frozenset().union(*(words for rule in rules for words in (rule.meta.words, *rule.meta.beside)))


def run_rules(
    rules: Iterable[Rule], context: Context, phase: Phase = "code"
) -> tuple[tuple[Finding, ...], tuple[ReadError, ...]]:
    """Run the rules of one phase. Findings come sorted and fingerprinted, failures as `ReadError`s of the rule."""
    findings: list[Finding] = []
    errors: list[ReadError] = []
    for rule in rules:
        if rule.meta.phase != phase:
            continue
        try:
            found = list(rule.check(context))
        except Exception as problem:  # a broken rule must not take the others' findings with it
            what = f"rule {rule.meta.code} failed: {type(problem).__name__}: {problem}"
            errors.append(ReadError(path=".", message=what))
        else:
            kept = (item for item in found if isinstance(item, Finding) and not is_meant(item, rule.meta, context))
            findings.extend(kept)
            errors.extend(item for item in found if isinstance(item, ReadError))
    return fingerprint(findings, context), tuple(errors)


def fingerprint(findings: Iterable[Finding], context: Context) -> tuple[Finding, ...]:
    """Give each finding its snippet and fingerprint, and sort them.

    The fingerprint is made of code, path, symbol and snippet, never of a line number; the same guilty line twice in one
    function is told apart by its order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    lines: dict[str, list[str]] = {}
    snippets: dict[tuple[str, int], str] = {}
    done: list[Finding] = []
    for finding in sorted(set(findings), key=lambda item: item.sort_key):
        path = finding.location.path
        if path not in lines:
            lines[path] = split_lines(context.text(path) or "")
        place = (path, finding.location.line)
        if place not in snippets:
            snippets[place] = _normal_line(lines[path], finding.location.line)
        snippet = finding.snippet or snippets[place]
        key = (finding.code, path, finding.symbol, snippet)
        seen[key] += 1
        done.append(replace(finding, snippet=snippet, fingerprint=make_fingerprint(*key, seen[key])))
    return tuple(done)


def _normal_line(lines: list[str], number: int) -> str:
    """Give one line, white space normalised; a hash stands for what goes beyond any line that people write."""
    line = " ".join(lines[number - 1].split()) if 0 < number <= len(lines) else ""
    if len(line) <= MOST_SNIPPET:
        return line
    return f"{line[:MOST_SNIPPET]} #{hashlib.sha256(line.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
