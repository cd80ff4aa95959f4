"""Which ecosystem programs, templates and files belong to."""

from __future__ import annotations

import pytest

from stackfit.components.sides import side_of_file, side_of_program, side_of_template
from stackfit.model.kinds import Ecosystem, Language, Role
from stackfit.model.source import SourceFile


@pytest.mark.parametrize(
    ("program", "side"),
    [
        ("gunicorn", Ecosystem.PYPI),
        ("django-runserver", Ecosystem.PYPI),
        ("pm2", Ecosystem.NPM),
        ("nginx", None),
        ("", None),
    ],
)
def test_a_program(program: str, side: Ecosystem | None) -> None:
    assert side_of_program(program) is side


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("views/home.pug", Ecosystem.NPM),
        ("mail/hello.j2", Ecosystem.PYPI),
        ("shop/templates/index.HTML", Ecosystem.PYPI),
        ("public/index.html", None),
        ("templates.html", None),
        ("a.py", None),
    ],
)
def test_a_template(path: str, side: Ecosystem | None) -> None:
    assert side_of_template(path) is side


@pytest.mark.parametrize("language", Language)
def test_a_source_file(language: Language) -> None:
    file = SourceFile(path="a", size=1, role=Role.PRODUCTION, language=language)
    assert (side_of_file(file) is Ecosystem.PYPI) is language.is_python
