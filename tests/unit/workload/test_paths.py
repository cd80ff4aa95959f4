"""What the paths of code say."""

from __future__ import annotations

import pytest

from small_repos import ScanRepo, workloads
from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.workloads import load_workloads
from stackfit.model.component import Component
from stackfit.model.kinds import Ecosystem, Language, Role
from stackfit.model.source import SourceFile
from stackfit.workload.paths import count_path_words, path_evidence, path_words

FIGURES = load_inference()
BY_ID = {workload.id: workload for workload in load_workloads()}


def component(*paths: str, role: Role = Role.PRODUCTION) -> Component:
    return Component(
        path=".",
        name="x",
        ecosystem=Ecosystem.PYPI,
        role=Role.PRODUCTION,
        files=tuple(SourceFile(path=path, size=1, role=role, language=Language.PYTHON) for path in paths),
    )


def test_a_path_is_split_into_words() -> None:
    assert path_words("src/userChat/message_queue.py") == {
        "src", "userchat", "user", "chat", "message_queue", "message", "queue",
    }  # fmt: skip


@pytest.mark.parametrize("workload", BY_ID)
def test_no_path_alone_makes_a_label(workload: str) -> None:
    words = BY_ID[workload].paths
    found = path_evidence(
        count_path_words(component(*(f"{word}/{word}.py" for word in words))), BY_ID[workload], FIGURES
    )
    assert all(0 < item.strength < 0.5 for item in found)


def test_test_files_do_not_speak() -> None:
    words = BY_ID["chatbot"].paths
    assert (
        path_evidence(
            count_path_words(component(*(f"{word}.py" for word in words), role=Role.TEST)), BY_ID["chatbot"], FIGURES
        )
        == []
    )


def test_a_word_in_more_files_says_more() -> None:
    workload = BY_ID["chatbot"]
    word = max(workload.paths, key=lambda item: workload.paths[item])
    few = path_evidence(
        count_path_words(component(f"{word}/a.py", *(f"m{n}.py" for n in range(40)))), workload, FIGURES
    )
    many = path_evidence(count_path_words(component(*(f"{word}/m{n}.py" for n in range(40)))), workload, FIGURES)
    assert few[0].strength < many[0].strength
    assert few[0].location.path == f"{word}/a.py"


def test_page_templates_point_to_a_site_the_more_the_more_there_are(scan_repo: ScanRepo) -> None:
    app = {"requirements.txt": "flask\n", "app.py": "from flask import Flask\napp = Flask(__name__)\n"}
    sure = []
    for count in range(9):
        app |= {f"templates/{n}.html": "<p>{{ x }}</p>\n" for n in range(count)}
        sure.append(workloads(scan_repo(app).components[0].profile).get("web-site", 0.0))
    assert sure == sorted(sure)
    assert sure[0] < sure[-1]
