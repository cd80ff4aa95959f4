"""The worked example of docs/scoring.md holds: its numbers are computed again here."""

from __future__ import annotations

import re
from pathlib import Path

from scoring_builders import make_finding, make_profile

from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.scoring import score

PAGE = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text("utf-8")
FIT = score(
    make_profile(workloads=[("messenger", 0.8)], concurrency=["sync-wsgi"], technologies=[("flask", "web-framework")]),
    [make_finding("SF102")],
    load_scoring_profile("article"),
)


def test_the_table_holds_the_weights_and_marks() -> None:
    for item in FIT.criteria:
        numbers = f"{item.weight:.2f} | {item.python:.3f} | {item.node:.3f}" if item.scored else "unknown | |"
        assert f"| `{item.id}` | {numbers} |" in PAGE


def test_the_table_adds_up_to_the_fits() -> None:
    rows = re.findall(r"^\| `[\w-]+` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    table = [tuple(map(float, row)) for row in rows]
    total = sum(weight for weight, _, _ in table)
    python = 100 * sum(weight * mark for weight, mark, _ in table) / total
    node = 100 * sum(weight * mark for weight, _, mark in table) / total
    assert f"Python {python:.1f}, Node.js {node:.1f}" in PAGE
    assert f"a lead of {node - python:.1f} points" in PAGE


def test_the_verdict_and_the_settings_hold() -> None:
    settings = load_scoring_profile("article").settings
    assert f"**{FIT.verdict.value}**" in PAGE
    assert f"robustness {FIT.robustness:.2f}" in PAGE
    assert f"the margin ({settings.margin:g} points)" in PAGE
    assert f"{settings.least_loss:.0%} of the mark" in PAGE
    assert f"sample of {settings.weightings} weightings" in PAGE


def test_the_claims_are_those_of_the_article_profile() -> None:
    for item in load_scoring_profile("article").criteria:
        assert f"| {item.python_claim} | {item.node_claim} |" in PAGE
