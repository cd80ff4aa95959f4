"""Rules run side by side: one that fails is named, and findings keep their fingerprint when lines move."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.technologies import Catalogue
from stackfit.config import Config
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules import run_rules, wanted_words
from stackfit.rules.base import Context, Phase, RuleMeta


def meta(code: str, phase: Phase = "code") -> RuleMeta:
    return RuleMeta(
        code=code,
        name="a-thing",
        severity=Severity.WARNING,
        summary="A thing",
        since="0.1.0",
        criteria=("syntax",),
        words=frozenset({code.lower()}),
        phase=phase,
    )


class Finds:
    """Reports the lines 3 and 1 of a.py."""

    meta: ClassVar[RuleMeta] = meta("SF901")

    def check(self, context: Context) -> Iterator[Finding]:
        for line in (3, 1):
            yield self.meta.finding(Location(path="a.py", line=line), "here", confidence=Confidence.DEFINITE)


class Fails:
    """Breaks half way."""

    meta: ClassVar[RuleMeta] = meta("SF902")

    def check(self, context: Context) -> Iterator[Finding]:
        yield self.meta.finding(Location(path="a.py"), "half", confidence=Confidence.DEFINITE)
        raise KeyError("lost")


class Late:
    """Runs after scoring."""

    meta: ClassVar[RuleMeta] = meta("SF903", "fit")

    def check(self, context: Context) -> Iterator[Finding]:
        yield self.meta.finding(Location(path="a.py"), "late", confidence=Confidence.DEFINITE)


def context(text: str) -> Context:
    return Context(
        components=(),
        facts=lambda path: None,
        index=lambda path: None,
        catalogue=Catalogue(()),
        config=Config(),
        as_of=datetime.date(2026, 1, 1),
        text=lambda path: text,
    )


def test_a_failing_rule_is_named_and_the_others_still_run() -> None:
    findings, errors = run_rules((Fails(), Finds()), context("x\ny\nx\n"))
    assert [finding.code for finding in findings] == ["SF901", "SF901"]
    assert [error.message for error in errors] == ["rule SF902 failed: KeyError: 'lost'"]


def test_findings_come_sorted() -> None:
    findings, _ = run_rules((Finds(),), context(""))
    assert [finding.location.line for finding in findings] == [1, 3]


def test_each_phase_runs_its_own_rules() -> None:
    rules = (Finds(), Late())
    assert {finding.code for finding in run_rules(rules, context(""))[0]} == {"SF901"}
    assert {finding.code for finding in run_rules(rules, context(""), phase="fit")[0]} == {"SF903"}


def test_fingerprints_survive_white_space_and_tell_twins_apart() -> None:
    first, second = run_rules((Finds(),), context("x = 1\ny\nx = 1\n"))[0]
    moved, other = run_rules((Finds(),), context("  x  = 1\n\n\tx = 1\n"))[0]
    assert first.snippet == "x = 1"
    assert first.fingerprint != second.fingerprint
    assert (first.fingerprint, second.fingerprint) == (moved.fingerprint, other.fingerprint)


def test_words_of_all_rules_are_asked_for() -> None:
    assert wanted_words((Finds(), Late())) == {"sf901", "sf903"}
