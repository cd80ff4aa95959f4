"""The repository's own profile over its components."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.workloads import load_workloads
from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.evidence import WorkloadLabel
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.workload import ProjectText, roll_up

FIGURES = load_inference()
WORKLOADS = load_workloads()
IDS = [workload.id for workload in WORKLOADS]


def profile(
    labels: dict[str, float],
    lines: int = 100,
    kind: ComponentKind = ComponentKind.SERVICE,
    role: Role = Role.PRODUCTION,
    path: str = ".",
    runtime: Runtime = Runtime.PYTHON,
) -> ProfiledComponent:
    return ProfiledComponent(
        component=Component(path=path, name="x", ecosystem=Ecosystem.PYPI, role=role, files=()),
        kind=kind,
        runtime=runtime,
        languages=(LanguageCount(language=Language.PYTHON, files=1, lines=lines),),
        workloads=tuple(
            WorkloadLabel(id=name, confidence=value, shown=value, weak=False, evidence=())
            for name, value in sorted(labels.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


profiles = st.lists(
    st.builds(profile, st.dictionaries(st.sampled_from(IDS), st.floats(0, 0.99), max_size=4), st.integers(0, 5000)),
    min_size=1,
    max_size=4,
)


def roll(components: list[ProfiledComponent]) -> dict[str, float]:
    return dict(roll_up(components, ProjectText(), WORKLOADS, FIGURES))


def test_nothing_gives_nothing() -> None:
    assert roll([]) == {}


def test_one_component_speaks_for_itself() -> None:
    assert roll([profile({"chatbot": 0.8})]) == {"chatbot": 0.8}


def test_tooling_and_tests_are_not_heard_beside_production() -> None:
    quiet = [profile({"machine-learning": 0.9}, kind=ComponentKind.TOOLING), profile({"iot": 0.9}, role=Role.TEST)]
    assert roll([profile({"chatbot": 0.8}), *quiet]) == {"chatbot": 0.8}


def test_a_large_component_goes_before_a_small_one() -> None:
    found = roll([profile({"chatbot": 0.8}, 5000), profile({"iot": 0.8}, 50)])
    assert found["chatbot"] > found["iot"]


def test_what_it_is_about_goes_before_how_it_is_delivered() -> None:
    assert next(iter(roll([profile({"web-api": 0.8, "chatbot": 0.75})]))) == "chatbot"


def test_a_front_end_goes_after_the_back_end_behind_it() -> None:
    front = profile({"single-page-app": 0.9}, 900, ComponentKind.SPA, path="web", runtime=Runtime.BROWSER)
    back = profile({"web-api": 0.85}, 900, path="api")
    found = roll([front, back])
    assert list(found) == ["web-api", "single-page-app"]
    assert found["single-page-app"] >= 0.5


def test_what_draws_the_windows_of_an_app_is_no_page() -> None:
    found = roll([profile({"mobile-desktop-app": 0.9, "single-page-app": 0.7}, kind=ComponentKind.APP)])
    assert found["single-page-app"] < 0.5


def test_an_app_for_phones_beside_a_larger_server_is_one_more_way_in() -> None:
    site = profile({"web-site": 0.8}, lines=3000, path="web")
    phone = profile({"mobile-desktop-app": 0.9}, lines=1000, path="phone", kind=ComponentKind.APP)
    found = roll([site, phone])
    assert found["web-site"] > found["mobile-desktop-app"] >= 0.5
    alone = roll([profile({"web-site": 0.8}, lines=1000, path="web"), profile({"mobile-desktop-app": 0.9}, lines=3000)])
    assert alone["mobile-desktop-app"] > alone["web-site"]


@given(profiles)
def test_the_whole_is_bounded(components: list[ProfiledComponent]) -> None:
    assert all(0.0 <= value <= 1.0 for value in roll(components).values())


@given(profiles, st.permutations(range(4)))
def test_the_order_of_components_does_not_matter(components: list[ProfiledComponent], order: list[int]) -> None:
    shuffled = [components[n] for n in order if n < len(components)]
    assert roll(shuffled) == roll(components)


@given(profiles, st.sampled_from(IDS), st.floats(0, 0.99))
def test_a_surer_component_never_lowers_the_whole(
    components: list[ProfiledComponent], workload: str, value: float
) -> None:
    first = components[0]
    labels = {label.id: label.confidence for label in first.workloads}
    surer = profile({**labels, workload: max(value, labels.get(workload, 0.0))}, first.lines)
    before, after = roll(components), roll([surer, *components[1:]])
    assert after.get(workload, 0.0) >= before.get(workload, 0.0)
