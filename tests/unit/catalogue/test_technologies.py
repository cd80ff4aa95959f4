"""The catalogue: every entry matches its examples, all it speaks of exists, no system of the article is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.catalogue.technologies import CATEGORIES, Catalogue, Technology, load_catalogue
from stackfit.manifests import READERS
from stackfit.model.kinds import Ecosystem, Runtime
from stackfit.model.vocabulary import CONCURRENCY, SCORING_PROFILES, WORKLOADS

CATALOGUE = load_catalogue()
FAMILIES = sorted((profiles_root() / "technologies").glob("*.toml"))

# The article's systems under the names it gives them; the loop, V8 and the C API are known by what uses them.
ARTICLE = {
    "cpython": "CPython",
    "jython": "Jython",
    "micropython": "MicroPython",
    "asyncio": "asyncio",
    "django": "Django",
    "flask": "Flask",
    "web2py": "web2py",
    "c-extension": "C extension",
    "pip": "pip",
    "nodejs": "Node.js",
    "deno": "Deno",
    "nodejs-cluster": "Node.js cluster",
    "nodejs-http-server": "Node.js HTTP server",
    "nodejs-dns-server": "Node.js DNS server",
    "npm": "npm",
    "babel": "Babel",
    "jasmine": "Jasmine",
    "migrat": "Migrat",
    "pm2": "PM2",
    "webpack": "webpack",
    "express": "Express",
    "hapi": "hapi",
    "meteor": "Meteor",
    "koa": "Koa",
    "fastify": "Fastify",
    "nestjs": "NestJS",
    "restify": "Restify",
}
SCALING = {"scaling-splitting", "scaling-cloning", "scaling-decomposing"}


def found(catalogue: Catalogue, example: str) -> tuple[Technology, ...]:
    """What the catalogue makes of an example such as "pypi:flask" or "node:fs/promises"."""
    kind, _, name = example.partition(":")
    if kind in ("pypi", "npm"):
        return catalogue.for_package(Ecosystem(kind), name)
    if kind in ("python", "node"):
        return catalogue.for_module(name, python=kind == "python")
    if kind == "call":
        return tuple(entry for entry in catalogue.technologies if name in entry.calls)
    raise ValueError(f"unknown kind of example: {example}")


def test_every_entry_matches_and_rejects_its_examples() -> None:
    wrong = [
        f"{entry.id}: {example}"
        for entry in CATALOGUE.technologies
        for examples, wanted in ((entry.matches, True), (entry.rejects, False))
        for example in examples
        if (entry in found(CATALOGUE, example)) is not wanted
    ]
    assert wrong == []


def test_every_entry_known_by_name_has_an_example() -> None:
    named = [entry for entry in CATALOGUE.technologies if entry.pypi or entry.npm or entry.python or entry.node]
    assert [entry.id for entry in named if not entry.matches] == []


def test_every_entry_can_be_found() -> None:
    for entry in CATALOGUE.technologies:
        told = (entry.pypi, entry.npm, entry.python, entry.node, entry.calls, entry.files, entry.images)
        inferred = entry.id in SCALING
        assert any((*told, entry.programs, entry.flags, entry.manifests, entry.runtimes)) or inferred, entry.id


@pytest.mark.parametrize("family", FAMILIES, ids=lambda path: path.stem)
def test_entries_are_sorted_within_their_family(family: Path) -> None:
    ids = [entry["id"] for entry in tomli.loads(family.read_text("utf-8"))["technology"]]
    assert ids == sorted(ids)


def test_ids_are_lower_case_with_hyphens_and_names_are_unique() -> None:
    assert [entry.id for entry in CATALOGUE.technologies if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)] == []
    names = Counter(entry.name.casefold() for entry in CATALOGUE.technologies)
    assert [name for name, count in names.items() if count > 1] == []


# A driver is a technology of its own and shows the system it speaks to: these share packages with their parts.
SYSTEMS = frozenset(
    """apollo-graphql cassandra clickhouse couchdb dynamodb elasticsearch grpc influxdb kafka memcached mongodb mssql
    mysql neo4j nodejs-addon odbc opencv oracle-database playwright postgresql rabbitmq redis rethinkdb spark sqlite
    swagger""".split()
)


def test_package_names_are_normalised_and_belong_to_one_entry() -> None:
    for entry in CATALOGUE.technologies:
        for name in entry.pypi:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), f"{entry.id}: {name}"
        for name in entry.npm:
            assert re.fullmatch(r"(meteor:)?(@[a-z0-9][\w.-]*/)?([a-z0-9_][\w.:-]*|\*)", name, re.I), name
    owners = Counter(
        (ecosystem, name, entry.id in SYSTEMS)
        for entry in CATALOGUE.technologies
        for ecosystem, names in (("pypi", entry.pypi), ("npm", entry.npm))
        for name in names
    )
    assert [name for name, count in owners.items() if count > 1] == []


def test_workloads_and_concurrency_models_exist() -> None:
    for entry in CATALOGUE.technologies:
        assert entry.workloads.keys() <= set(WORKLOADS), entry.id
        assert all(0 < strength <= 1 for strength in entry.workloads.values()), entry.id
        assert set(entry.concurrency) <= set(CONCURRENCY), entry.id
        assert set(entry.runtimes) <= {runtime.value for runtime in Runtime}, entry.id


def test_manifest_formats_have_a_reader() -> None:
    wanted = {name for entry in CATALOGUE.technologies for name in entry.manifests}
    assert wanted <= {reader.name for reader in READERS}


def test_every_category_is_used_and_every_scored_category_exists() -> None:
    used = {entry.category for entry in CATALOGUE.technologies}
    assert CATEGORIES - used == set()
    for name in SCORING_PROFILES:
        assert load_scoring_profile(name).categories() <= CATEGORIES, name


@pytest.mark.parametrize("name", SCORING_PROFILES)
def test_the_scoring_profiles_speak_of_known_technologies(name: str) -> None:
    assert load_scoring_profile(name).technology_ids() - CATALOGUE.by_id.keys() == set()


def test_every_system_of_the_article_is_in_the_catalogue_under_its_name() -> None:
    missing = ARTICLE.keys() | SCALING
    assert missing - CATALOGUE.by_id.keys() == set()
    assert {key: CATALOGUE.by_id[key].name for key in ARTICLE} == ARTICLE


def _websocket_names() -> Iterator[tuple[str, str]]:
    for entry in CATALOGUE.technologies:
        if entry.websocket is not None:
            yield from ((entry.id, name) for name in (*entry.websocket.server, *entry.websocket.client))


def test_websocket_names_can_be_met_in_code() -> None:
    for entry_id, name in _websocket_names():
        assert re.fullmatch(r"=?@?[\w./()-]+", name), f"{entry_id}: {name}"


def test_a_module_belongs_to_the_longest_known_prefix() -> None:
    assert [entry.id for entry in CATALOGUE.for_module("django.db.models", python=True)] == ["django"]
    assert CATALOGUE.for_module("djangoish", python=True) == ()
    assert [entry.id for entry in CATALOGUE.for_module("express/lib/router", python=False)] == ["express"]
    assert CATALOGUE.for_module("expressive", python=False) == ()


def test_the_old_home_of_flask_extensions_is_known() -> None:
    for module, known in (("flask.ext.login", "flask-login"), ("flask.ext.restful", "flask-restful")):
        assert [entry.id for entry in CATALOGUE.for_module(module, python=True)] == [known]


def test_a_scope_stands_for_its_packages() -> None:
    assert [entry.id for entry in CATALOGUE.for_package(Ecosystem.NPM, "@nestjs/anything-new")] == ["nestjs"]
    assert CATALOGUE.for_package(Ecosystem.NPM, "@nobody-knows/this") == ()
