"""Which workload a repository is about, where several apply."""

from __future__ import annotations

from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.workloads import load_workloads
from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.model.manifest import Manifest
from stackfit.workload.ranking import rank
from stackfit.workload.texts import ProjectText, readme_passages

FIGURES = load_inference()


def component(path: str, description: str, lines: int, name: str = "x") -> ProfiledComponent:
    manifest = Manifest(
        path=f"{path}/package.json", format="package-json", ecosystem=Ecosystem.NPM, name="", description=description
    )
    return ProfiledComponent(
        component=Component(
            path=path, name=name, ecosystem=Ecosystem.NPM, role=Role.PRODUCTION, files=(), manifests=(manifest,)
        ),
        kind=ComponentKind.SERVICE,
        runtime=Runtime.NODE,
        languages=(LanguageCount(language=Language.JAVASCRIPT, files=1, lines=lines),),
    )


def order(found: dict[str, float], readme: str = "", *components: ProfiledComponent) -> list[str]:
    text = ProjectText(passages=tuple(readme_passages("README.md", readme.encode(), FIGURES.texts)))
    return [name for name, _ in rank(found, components, text, load_workloads(), FIGURES)]


def test_the_surest_is_first_where_the_project_says_nothing() -> None:
    assert order({"task-queue": 0.7, "messenger": 0.6}) == ["task-queue", "messenger"]


def test_what_the_project_says_it_is_goes_before_its_means() -> None:
    found = {"task-queue": 0.75, "web-api": 0.7, "messenger": 0.6}
    assert order(found, "# Talk\n\nA chat server.\n")[0] == "messenger"


def test_a_description_and_a_name_say_it_too() -> None:
    found = {"task-queue": 0.7, "notifications": 0.65}
    assert order(found, "", component(".", "Sends push notifications", 10))[0] == "notifications"
    assert order(found, "", component(".", "", 10, name="notification-service"))[0] == "notifications"


def test_the_root_and_the_largest_component_speak_for_the_whole() -> None:
    found = {"task-queue": 0.7, "notifications": 0.65}
    large, small = component("a", "", 900), component("b", "Sends push notifications", 10)
    assert order(found, "", large, small)[0] == "task-queue"
    assert order(found, "", small)[0] == "notifications"


def test_what_code_does_not_show_never_comes_first_by_words() -> None:
    assert order({"task-queue": 0.5, "messenger": 0.3}, "# Talk\n\nA chat server.\n")[0] == "task-queue"


def test_an_api_stands_behind_pages_unless_the_project_names_it() -> None:
    found = {"web-api": 0.78, "web-site": 0.74}
    assert order(found)[0] == "web-site"
    assert order(found, "# Pages\n\nA REST API.\n")[0] == "web-api"


def test_confidences_follow_the_order() -> None:
    found = {"web-api": 0.78, "web-site": 0.74, "messenger": 0.2}
    ranked = rank(found, (), ProjectText(), load_workloads(), FIGURES)
    assert [value for _, value in ranked] == sorted((value for _, value in ranked), reverse=True)
    assert all(value >= found[name] for name, value in ranked)
