"""What a component knows of itself."""

from __future__ import annotations

import pytest

from stackfit.model.component import Component, LanguageCount, ProfiledComponent
from stackfit.model.evidence import WorkloadLabel
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Role, Runtime
from stackfit.model.source import Location, SourceFile


def component(*files: tuple[str, Role, Language], path: str = ".") -> Component:
    sources = tuple(SourceFile(path=name, size=1, role=role, language=language) for name, role, language in files)
    return Component(path=path, name="x", ecosystem=Ecosystem.PYPI, role=Role.PRODUCTION, files=sources)


def test_its_code_is_production_code_in_its_own_language() -> None:
    found = component(
        ("a.py", Role.PRODUCTION, Language.PYTHON),
        ("n.ipynb", Role.PRODUCTION, Language.NOTEBOOK),
        ("t.py", Role.TEST, Language.PYTHON),
        ("b.js", Role.PRODUCTION, Language.JAVASCRIPT),
    )
    assert [file.path for file in found.code] == ["a.py", "n.ipynb"]


def test_without_production_code_all_its_code_speaks() -> None:
    assert [file.path for file in component(("t.py", Role.TEST, Language.PYTHON)).code] == ["t.py"]


@pytest.mark.parametrize(
    ("path", "owned"), [("parts/one/a.py", True), ("parts/one", False), ("parts/one-more/a.py", False), ("a.py", False)]
)
def test_it_owns_what_lies_in_its_folder(path: str, owned: bool) -> None:
    assert component(path="parts/one").owns(path) is owned
    assert component(path=".").owns(path)


def test_a_workload_applies_from_one_half() -> None:
    labels = tuple(
        WorkloadLabel(id=name, confidence=value, shown=value, weak=False, evidence=())
        for name, value in (("chatbot", 0.5), ("iot", 0.4999))
    )
    profile = ProfiledComponent(
        component=component(),
        kind=ComponentKind.SERVICE,
        runtime=Runtime.PYTHON,
        languages=tuple(LanguageCount(language=item, files=1, lines=20) for item in (Language.PYTHON, Language.TSX)),
        workloads=labels,
    )
    assert profile.workload_ids == {"chatbot"}
    assert profile.lines == 40


def test_a_location_ends_where_it_begins_unless_it_says_so() -> None:
    assert Location(path="a", line=7).end_line == 7
    assert Location(path="a", line=7, end_line=3).end_line == 7
    assert Location(path="a", line=7, end_line=9).end_line == 9
