"""The shipped scoring profiles say what the article says and cite their sources; users may extend them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.scoring_profile import load_scoring_profile, read_scoring_profile
from stackfit.errors import DataError
from stackfit.model.kinds import Side
from stackfit.model.vocabulary import CRITERIA, SCORING_PROFILES, WORKLOADS

WINNERS = {
    "architecture": "node",
    "performance": "node",
    "error-handling": "draw",
    "syntax": "python",
    "scalability": "node",
    "extensibility": "draw",
    "libraries": "node",
    "trending": "no-contest",
    "universality": "draw",
    "community": "draw",
    "apps": "draw",
}
NAMED_SYSTEMS = """
    cpython jython micropython asyncio django flask web2py c-extension pip nodejs deno nodejs-cluster npm babel jasmine
    migrat pm2 webpack express hapi meteor koa fastify nestjs restify nodejs-http-server nodejs-dns-server
    scaling-splitting scaling-cloning scaling-decomposing
"""
APPS = {
    Side.PYTHON: "machine-learning data-visualization neural-networks image-processing voice-face-recognition",
    Side.NODE: "iot collaboration chatbot messenger streaming single-page-app",
}


def test_the_article_profile_holds_every_row_in_order_with_its_winner() -> None:
    article = load_scoring_profile()
    assert [(item.id, item.verdict) for item in article.criteria] == list(WINNERS.items())
    for item in article.criteria:
        marks = {"python": (0.75, 0.25), "node": (0.25, 0.75)}.get(item.verdict, (0.5, 0.5))
        assert (item.marks.python, item.marks.node) == marks, item.id
        assert item.python_claim, item.id
        assert item.node_claim, item.id
        assert item.sources == ("article",)


@pytest.mark.parametrize(("workload", "side"), [(name, side) for side, names in APPS.items() for name in names.split()])
def test_the_article_gives_each_app_to_its_side(workload: str, side: Side) -> None:
    marks = load_scoring_profile().workloads[workload].marks["apps"]
    assert marks.of(side) > marks.of(side.other)


@pytest.mark.parametrize("name", SCORING_PROFILES)
def test_every_workload_has_weights(name: str) -> None:
    assert set(load_scoring_profile(name).workloads) == set(WORKLOADS)


@pytest.mark.parametrize("name", SCORING_PROFILES)
def test_every_number_has_a_dated_source_of_its_own(name: str) -> None:
    profile = load_scoring_profile(name)
    raw = tomli.loads((profiles_root() / "scoring" / f"{name}.toml").read_text("utf-8"))
    for section in ("criteria", "workloads", "forms", "mitigations", "aggravations"):
        for key, entry in raw.get(section, {}).items():
            assert "source" in entry, f"{section}.{key}"
    for source in profile.sources.values():
        if source.id != "this-file":
            assert source.what
            assert source.where
            assert source.date


@pytest.mark.parametrize("name", SCORING_PROFILES)
def test_every_source_is_cited(name: str) -> None:
    profile = load_scoring_profile(name)
    own = tomli.loads((profiles_root() / "scoring" / f"{name}.toml").read_text("utf-8"))["sources"]
    cited = {key for item in profile.criteria for key in item.sources}
    cited |= {key for item in profile.mitigations for key in item.sources}
    cited |= {key for item in profile.workloads.values() for key in item.sources}
    assert set(own) <= cited


def test_where_the_two_profiles_disagree_both_say_so() -> None:
    current = load_scoring_profile("current")
    for item in load_scoring_profile("article").criteria:
        other = current.criterion(item.id)
        if item.marks != other.marks:
            assert "isputed" in item.note, item.id
            assert "isputes" in other.note, item.id


def test_the_current_profile_keeps_what_it_does_not_dispute() -> None:
    article, current = load_scoring_profile("article"), load_scoring_profile("current")
    assert current.settings == article.settings
    assert current.criterion("extensibility") == article.criterion("extensibility")


def test_every_system_the_article_names_counts_somewhere() -> None:
    assert set(NAMED_SYSTEMS.split()) <= load_scoring_profile().technology_ids()


def test_a_rule_costs_by_its_code_its_family_or_the_default() -> None:
    article = load_scoring_profile()
    assert [article.aggravation(code).key for code in ("SF101", "SF199", "SF1001", "SF1101", "SF999")] == [
        "SF101",
        "default",
        "SF10xx",
        "SF11xx",
        "default",
    ]


def test_a_user_extends_a_profile_and_overrides_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('extends = "article"\n[criteria.syntax]\nweight = 3\nmarks = { python = 0.6 }\n', "utf-8")
    profile = load_scoring_profile(str(path))
    assert profile.name == "ours"
    syntax = profile.criterion("syntax")
    assert (syntax.weight, syntax.marks.python, syntax.marks.node) == (3.0, 0.6, 0.25)
    assert [profile.sources[key].where for key in syntax.sources] == ["ours.toml"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"criteria": {"scalability": {"marks": {"node": 7}}}}, "x.toml: criteria.scalability.marks.node: must lie"),
        ({"criteria": {"scalability": {"marks": {"node": "a"}}}}, "criteria.scalability.marks.node: must be a number"),
        ({"criteria": {"syntx": {"weight": 1}}}, "criteria.syntx: unknown key (did you mean 'syntax'?)"),
        ({"criteria": {"syntax": {"wieght": 1}}}, "criteria.syntax.wieght: unknown key (did you mean 'weight'?)"),
        ({"workloads": {"chatbots": {"weights": {}}}}, "workloads.chatbots: unknown key (did you mean 'chatbot'?)"),
        ({"workloads": {"chatbot": {"source": "x"}}}, "workloads.chatbot.source: unknown source 'x'"),
        (
            {"workloads": {"chatbot": {"alternative": {"node": ["x"]}}}},
            "workloads.chatbot.alternative.node: unknown mitigation 'x'",
        ),
        ({"settings": {"weightings": 0}}, "settings.weightings: must be a whole number"),
        ({"aggravations": {"E501": {"amounts": {}}}}, "aggravations.E501"),
        ({"sources": {"a": {"what": "w", "where": "w", "date": "May"}}}, "sources.a.date: must be a date"),
        ({"extends": "articel"}, "extends: unknown value 'articel' (did you mean 'article'?)"),
        ({"name": 3}, "name: must be a string"),
        ({"criteria": []}, "criteria: must be a table"),
        ({"mitigations": {"asyncio": {"group": "cloning"}}}, "spans criteria or sides"),
        (
            {"criteria": {"syntax": {"evidence": {"concurrency": ["asyncio"]}}}},
            "criteria.syntax.evidence.concurrency: 'asyncio' is already a mitigation",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_scoring_profile({"extends": "article", **change}, "x.toml")
    assert message in str(caught.value)


def test_a_profile_that_is_not_there_or_not_toml(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no scoring profile 'nope'"):
        load_scoring_profile("nope")
    broken = tmp_path / "broken.toml"
    broken.write_text("name = ", "utf-8")
    with pytest.raises(DataError, match="cannot be read as TOML"):
        load_scoring_profile(str(broken))


def test_criteria_are_the_eleven_of_the_article() -> None:
    assert tuple(WINNERS) == CRITERIA
