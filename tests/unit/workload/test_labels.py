"""From evidence to labels: what a user would see, and what must hold for any evidence."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from small_repos import ProfileRepo, workloads
from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.technologies import load_catalogue
from stackfit.catalogue.workloads import Workload, load_workloads
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence, TechnologyUse, WorkloadLabel
from stackfit.model.kinds import ComponentKind, Ecosystem, EvidenceSource, Language, Role, Runtime
from stackfit.model.source import Location, SourceFile
from stackfit.workload.labels import MAX_EVIDENCE, Situation, combine, infer_workloads
from stackfit.workload.texts import ProjectText, readme_passages

CATALOGUE = load_catalogue()
FIGURES = load_inference()
TEXTS = FIGURES.texts
WORKLOADS = load_workloads()
HINTING = [entry for entry in CATALOGUE.technologies if entry.workloads]
SOURCES = (EvidenceSource.DEPENDENCY, EvidenceSource.IMPORT, EvidenceSource.CALL, EvidenceSource.FILE)


def place(source: EvidenceSource, path: str, strength: float = 1.0) -> Evidence:
    location = Location(path=path)
    return Evidence(source=source, role=Role.PRODUCTION, location=location, what="uses it", strength=strength)


@st.composite
def uses(draw: st.DrawFn) -> TechnologyUse:
    entry = draw(st.sampled_from(HINTING))
    declared = draw(st.booleans())
    guarded = draw(st.booleans())
    central = draw(st.floats(0, 1))
    shown = draw(st.booleans()) or not declared
    evidence = [place(EvidenceSource.DEPENDENCY, "requirements.txt")] * declared
    evidence += [place(EvidenceSource.IMPORT, "a.py", 0.5 if guarded else 1.0)] * shown
    return TechnologyUse(
        id=entry.id,
        name=entry.name,
        category=entry.category,
        evidence=tuple(evidence),
        files=int(shown),
        central=central * shown,
        declared=declared,
    )


situations = st.builds(
    lambda found, kind, words, paths: Situation(
        component=Component(
            path=".",
            name="x",
            ecosystem=Ecosystem.PYPI,
            role=Role.PRODUCTION,
            files=tuple(
                SourceFile(path=f"{path}/a.py", size=1, role=Role.PRODUCTION, language=Language.PYTHON)
                for path in paths
            ),
        ),
        kind=kind,
        runtime=Runtime.PYTHON,
        technologies=tuple({use.id: use for use in found}.values()),
        text=readme(words),
    ),
    st.lists(uses(), max_size=6),
    st.sampled_from(ComponentKind),
    st.lists(st.sampled_from(sorted({word for item in WORKLOADS for word in item.keywords})), max_size=4),
    st.sets(st.sampled_from(sorted({word for item in WORKLOADS for word in item.paths})), max_size=4).map(sorted),
)


def readme(words: list[str]) -> ProjectText:
    return ProjectText(passages=tuple(readme_passages("README.md", f"# Shop\n\n{'; '.join(words)}\n".encode(), TEXTS)))


def infer(situation: Situation) -> tuple[WorkloadLabel, ...]:
    return infer_workloads(situation, WORKLOADS, CATALOGUE, FIGURES)


def sure(situation: Situation) -> dict[str, float]:
    return {label.id: label.confidence for label in infer(situation)}


def no_lower(before: Situation, after: Situation) -> bool:
    now = sure(after)
    return all(now.get(name, 0.0) >= value for name, value in sure(before).items())


@given(situations, uses())
def test_another_technology_never_lowers_a_workload(before: Situation, more: TechnologyUse) -> None:
    if more.id not in {use.id for use in before.technologies}:
        assert no_lower(before, replace(before, technologies=(*before.technologies, more)))


@given(situations, st.sampled_from(SOURCES), st.sampled_from([0.5, 1.0]))
def test_another_place_of_a_technology_never_lowers_a_workload(
    before: Situation, source: EvidenceSource, strength: float
) -> None:
    more = tuple(replace(use, evidence=(*use.evidence, place(source, "b.py", strength))) for use in before.technologies)
    assert no_lower(before, replace(before, technologies=more))


@given(situations, st.floats(0, 1))
def test_use_in_more_files_never_lowers_a_workload(before: Situation, share: float) -> None:
    more = tuple(replace(use, central=max(use.central, share)) for use in before.technologies if use.files)
    fewer = tuple(use for use in before.technologies if use.files)
    assert no_lower(replace(before, technologies=fewer), replace(before, technologies=more))


@given(situations, st.sampled_from(WORKLOADS), st.data())
def test_another_word_of_the_readme_never_lowers_a_workload(
    before: Situation, workload: Workload, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(sorted(workload.keywords)))
    more = (*before.text.passages, *readme_passages("README.md", f"# {word}\n".encode(), TEXTS))
    assert no_lower(before, replace(before, text=ProjectText(passages=more)))


@given(situations)
def test_labels_are_bounded_sorted_and_cite_their_evidence(situation: Situation) -> None:
    labels = infer(situation)
    assert [label.id for label in labels] == [
        label.id for label in sorted(labels, key=lambda label: (-label.confidence, label.id))
    ]
    for label in labels:
        assert 0.0 <= label.shown <= label.confidence < 1.0
        assert 1 <= len(label.evidence) <= MAX_EVIDENCE
        assert all(0.0 <= item.strength <= 1.0 for item in label.evidence)


@given(situations, st.randoms(use_true_random=False))
def test_the_order_of_technologies_does_not_matter(situation: Situation, random: Random) -> None:
    shuffled = list(situation.technologies)
    random.shuffle(shuffled)
    assert infer(replace(situation, technologies=tuple(shuffled))) == infer(situation)


@given(situations)
def test_words_without_code_make_no_label(situation: Situation) -> None:
    component = replace(situation.component, files=())
    assert all(value < 0.5 for value in sure(replace(situation, technologies=(), component=component)).values())


@given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 1))
def test_the_noisy_or_is_bounded_and_never_falls(strengths: list[float], more: float) -> None:
    assert 0.0 <= combine(strengths) <= combine([*strengths, more]) + 1e-12 <= 1.0 + 2e-12


def test_a_declared_but_unused_library_weighs_little(profile_repo: ProfileRepo) -> None:
    declared = workloads(profile_repo({"requirements.txt": "torch\nscikit-learn\n", "a.py": "x = 1\n"}))
    used = {"requirements.txt": "torch\nscikit-learn\n", "a.py": "import torch\nimport sklearn\n"}
    assert declared["machine-learning"] < 0.5 <= workloads(profile_repo(used))["machine-learning"]


def test_ten_imports_of_one_library_are_one_fact(profile_repo: ProfileRepo) -> None:
    one = workloads(profile_repo({"m0.py": "import discord\n"}))
    ten = workloads(profile_repo({f"m{n}.py": "import discord\n" for n in range(10)}))
    assert one == ten


@pytest.mark.parametrize(
    ("source", "workload"),
    [
        ("from sklearn.linear_model import LinearRegression\nLinearRegression().fit([[1]], [1])\n", "machine-learning"),
        ("import discord\nclient = discord.Client()\n", "chatbot"),
        ("from celery import Celery\napp = Celery()\n", "task-queue"),
        ("import scrapy\nclass S(scrapy.Spider): ...\n", "scraping-automation"),
        ("import pandas as pd\npd.read_csv('x')\n", "data-science"),
        ("from fastapi import FastAPI\napp = FastAPI()\n", "web-api"),
        ("import paho.mqtt.client as mqtt\nmqtt.Client()\n", "iot"),
    ],
)
def test_the_plain_case_of(profile_repo: ProfileRepo, source: str, workload: str) -> None:
    profile = profile_repo({"main.py": source})
    assert profile.workloads[0].id == workload


def test_a_lone_fact_is_marked_weak(profile_repo: ProfileRepo) -> None:
    labels = {label.id: label for label in profile_repo({"main.py": "import discord\n"}).workloads}
    assert labels["chatbot"].weak
